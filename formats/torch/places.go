package torch

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/layer"
)

// A place is a layer with weights that wants a module.
type place struct {
	node  *layer.Node
	kind  kind
	wants []want
}

// A want is one array of a layer.
type want struct {
	pair
	param *layer.Param
	// flat is the shape that was flattened into the rows of a kernel, if PyTorch
	// flattens it in another order.
	flat layer.Shape
}

// places finds the layers with weights, in order.
type finder struct {
	list    []*place
	errs    []error
	spatial bool        // a convolution came before: PyTorch's channels come first
	flat    layer.Shape // what was flattened and not read by a kernel yet
}

func places(n *layer.Node) ([]*place, error) {
	f := &finder{}
	f.walk(n)
	return f.list, errors.Join(f.errs...)
}

func (f *finder) walk(n *layer.Node) {
	name := layer.TypeName(n.Spec)
	k, known := kinds[name]
	switch {
	case known:
		f.add(n, k, params(n))
	case name == "Bidirectional":
		f.both(n)
	case len(n.Params) > 0:
		f.errs = append(f.errs, &Error{Layer: n.Path(), Msg: fmt.Sprintf(
			"the weights of %s have no known form in PyTorch; those of %s have", name, strings.Join(slices.Sorted(maps.Keys(kinds)), ", "))})
	case name == "Flatten" && f.spatial && len(n.In) > 1:
		f.flat = n.In
	default:
		for _, inner := range n.Inner {
			f.walk(inner)
		}
	}
}

// params are the weights of a layer and of the cell in it, by their names.
func params(n *layer.Node) map[string]*layer.Param {
	have := map[string]*layer.Param{}
	n.Walk(func(n *layer.Node) {
		for _, p := range n.Params {
			have[p.Name] = p
		}
	})
	return have
}

func (f *finder) add(n *layer.Node, k kind, have map[string]*layer.Param) {
	if len(have) == 0 {
		return
	}
	p := &place{node: n, kind: k}
	for _, pair := range k.pairs {
		param := have[pair.ours]
		if param == nil {
			continue
		}
		delete(have, pair.ours)
		w := want{pair: pair, param: param}
		if k.fans && pair.ours == "kernel" {
			w.flat, f.flat = f.flat, nil
		}
		p.wants = append(p.wants, w)
		switch {
		case pair.stacked && len(param.Shape) != k.biasRank:
			f.errs = append(f.errs, &Error{Layer: n.Path(), Msg: "PyTorch has no GRU like it; reset_after=true makes the one there"})
		case !pair.fits(param.Shape):
			f.errs = append(f.errs, &Error{Layer: n.Path(), Msg: fmt.Sprintf("its %s has the shape %v, which PyTorch's %s has not", pair.ours, []int(param.Shape), k.module)})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(have)) {
		f.errs = append(f.errs, &Error{Layer: n.Path(), Msg: fmt.Sprintf("PyTorch's %s has nothing like its %s", k.module, name)})
	}
	f.spatial = f.spatial || k.spatial
	f.list = append(f.list, p)
}

// both makes one place of a layer that runs forward and one that runs backward:
// PyTorch keeps both in one module.
func (f *finder) both(n *layer.Node) {
	first := len(f.list)
	for _, inner := range n.Inner {
		f.walk(inner)
	}
	found := f.list[first:]
	if len(found) != 2 {
		return // what is wrong is said already, or nothing has weights
	}
	for i := range found[1].wants {
		w := &found[1].wants[i]
		w.theirs = slices.Clone(w.theirs)
		for j := range w.theirs {
			w.theirs[j] += "_reverse"
		}
	}
	found[0].node = n
	found[0].wants = append(found[0].wants, found[1].wants...)
	f.list = f.list[:first+1]
}

// A module is what a state dict holds of one of PyTorch's modules.
type module struct {
	name   string
	arrays map[string]*Array // by attribute
	names  []string          // of the attributes, in order
}

// modules groups the arrays of a state dict.
func (d *StateDict) modules() ([]*module, error) {
	by := map[string]*module{}
	var list []*module
	for i := range d.Arrays {
		a := &d.Arrays[i]
		if ignored(a.Name) {
			continue
		}
		if size(a.Shape) != len(a.Data) {
			return nil, &Error{Array: a.Name, Msg: fmt.Sprintf("shape %v does not make %d values", a.Shape, len(a.Data))}
		}
		name, attr := split(a.Name)
		m := by[name]
		if m == nil {
			m = &module{name: name, arrays: map[string]*Array{}}
			by[name] = m
			list = append(list, m)
		}
		if m.arrays[attr] != nil {
			return nil, &Error{Array: a.Name, Msg: "it comes twice"}
		}
		m.arrays[attr] = a
		m.names = append(m.names, attr)
	}
	if !d.Ordered {
		slices.SortStableFunc(list, func(a, b *module) int { return natural(a.name, b.name) })
	}
	return list, nil
}

// split takes an array's name apart: module and attribute. What PyTorch calls
// weight_ih_l1 is the weight_ih of the second of several layers in one module.
func split(name string) (module, attr string) {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		module, attr = name[:i], name[i+1:]
	} else {
		attr = name
	}
	base, reverse := strings.CutSuffix(attr, "_reverse")
	i := strings.LastIndex(base, "_l")
	if i < 0 || strings.Trim(base[i+2:], "0123456789") != "" || base[i+2:] == "" {
		return module, attr
	}
	if n := base[i+2:]; n != "0" {
		module += "#" + n
	}
	if attr = base[:i]; reverse {
		attr += "_reverse"
	}
	return module, attr
}

// join is the inverse of split.
func join(module, attr string) string {
	module, n, stacked := strings.Cut(module, "#")
	if !stacked {
		n = "0"
	}
	if base, reverse := strings.CutSuffix(attr, "_reverse"); strings.HasSuffix(base, "_ih") || strings.HasSuffix(base, "_hh") {
		attr = base + "_l" + n
		if reverse {
			attr += "_reverse"
		}
	}
	if module == "" {
		return attr
	}
	return module + "." + attr
}

// dotted is a layer's path as PyTorch writes those of modules.
func dotted(path string) string { return strings.ReplaceAll(path, "/", ".") }
