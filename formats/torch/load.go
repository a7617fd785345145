package torch

import (
	"fmt"
	"maps"
	"slices"

	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/sequential"
)

// Load gives m, which must know its input, the weights of a state dict. names
// says for layers which module theirs are, where that does not follow by itself:
// {"dense_1": "encoder.fc2"}; it may be nil. Modules that are called as layers
// are need no word; nor do those of a Sequential or a list, which are numbered.
// All others are told by their shapes.
//
// All arrays must be used and all weights found, or nothing is changed: the
// error joins every mismatch. Notes are what a state dict cannot say and the
// model may have wrong.
func Load(m *sequential.Model, d *StateDict, names map[string]string) (notes []string, err error) {
	weights, err := m.Weights() // builds m
	if err != nil {
		return nil, err
	}
	list, err := places(m.Plan().Net)
	if err != nil {
		return nil, err
	}
	modules, err := d.modules()
	if err != nil {
		return nil, err
	}
	of, err := match(list, modules, d.Ordered, names)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, w := range weights {
		at[w.Path] = i
	}
	for _, p := range list {
		for _, w := range p.wants {
			weights[at[w.param.Path()]].Data = w.read(of[p])
		}
		notes = append(notes, p.notes()...)
	}
	return notes, m.SetWeights(weights)
}

// notes says where the layer's default is not PyTorch's.
func (p *place) notes() []string {
	if p.kind.epsilon == 0 {
		return nil
	}
	c, err := layer.Call(p.node.Spec)
	if err != nil {
		return nil // a user's own layer
	}
	have, _ := c.Get("epsilon")
	if e, ok := have.(float64); !ok || e == p.kind.epsilon {
		return nil
	}
	return []string{fmt.Sprintf("layer %q has epsilon=%v; PyTorch's default is %v, and a state dict does not say", p.node.Path(), have, p.kind.epsilon)}
}

// FromModel is m's weights as a state dict. A module is called as its layer is,
// or as names says: {"dense": "0"} makes "0.weight" of the kernel of dense.
func FromModel(m *sequential.Model, names map[string]string) (*StateDict, error) {
	weights, err := m.Weights()
	if err != nil {
		return nil, err
	}
	list, err := places(m.Plan().Net)
	if err != nil {
		return nil, err
	}
	called, err := moduleNames(list, names)
	if err != nil {
		return nil, err
	}
	values := map[string][]float32{}
	for _, w := range weights {
		values[w.Path] = w.Data
	}
	d := &StateDict{Ordered: true}
	for _, p := range list {
		for _, w := range p.wants {
			d.Arrays = append(d.Arrays, w.write(called[p], values[w.param.Path()])...)
		}
	}
	return d, nil
}

// moduleNames is what each layer's module is called.
func moduleNames(list []*place, names map[string]string) (map[*place]string, error) {
	called, taken := map[*place]string{}, map[string]*place{}
	var paths []string
	for _, p := range list {
		path := p.node.Path()
		paths = append(paths, path)
		name, given := names[path]
		if !given {
			name = dotted(path)
		}
		if other := taken[name]; other != nil {
			return nil, &Error{Layer: path, Msg: fmt.Sprintf("its module is called %q, as that of layer %q is", name, other.node.Path())}
		}
		called[p], taken[name] = name, p
	}
	for _, path := range slices.Sorted(maps.Keys(names)) {
		if !slices.Contains(paths, path) {
			return nil, &Error{Msg: fmt.Sprintf("no layer %q has weights%s", path, nearest.Hint(path, paths))}
		}
	}
	return called, nil
}
