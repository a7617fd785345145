package keras

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/formats/hdf5"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
)

// attrStrings is a list of texts, which may be split into name0, name1 …
func attrStrings(g *hdf5.Group, name string) ([]string, error) {
	a, err := g.Attr(name)
	if err != nil {
		return nil, err
	}
	if a != nil {
		return a.Strings()
	}
	var list []string
	for i := 0; ; i++ {
		a, err := g.Attr(fmt.Sprintf("%s%d", name, i))
		if err != nil {
			return nil, err
		}
		if a == nil && i == 0 {
			return nil, fmt.Errorf("group %q has no attribute %q", g.Path(), name)
		}
		if a == nil {
			return list, nil
		}
		part, err := a.Strings()
		if err != nil {
			return nil, err
		}
		list = append(list, part...)
	}
}

// legacyOrder lists the parameters of a layer with all in it, as Keras 2 did: what
// training moves comes first.
func legacyOrder(n *layer.Node) (list []*layer.Param) {
	n.Walk(func(c *layer.Node) { list = append(list, c.Params...) })
	slices.SortStableFunc(list, func(a, b *layer.Param) int { return moved(b) - moved(a) })
	return list
}

func moved(p *layer.Param) int {
	if p.Kind == layer.Trainable {
		return 1
	}
	return 0
}

// legacyWeights finds the weights of a plan below g, by the names of its layers.
func legacyWeights(g *hdf5.Group, plan *layer.Plan) ([]snapshot.Array, error) {
	names, err := attrStrings(g, "layer_names")
	if err != nil {
		return nil, err
	}
	found := map[*layer.Param]snapshot.Array{}
	known := map[string]bool{}
	for _, n := range plan.Net.Inner {
		known[n.Name] = true
		params := legacyOrder(n)
		if len(params) == 0 {
			continue
		}
		if !slices.Contains(names, n.Name) {
			return nil, fmt.Errorf("there are no weights for layer %q in %q", n.Name, g.Path())
		}
		if err := legacyLayer(g, n, params, found); err != nil {
			return nil, err
		}
	}
	for _, name := range names {
		if !known[name] {
			if list, err := weightNames(g, name); err != nil || len(list) > 0 {
				return nil, errors.Join(err, fmt.Errorf("the model has no layer for the weights in %q", name))
			}
		}
	}
	var list []snapshot.Array
	for _, p := range plan.Params {
		list = append(list, found[p])
	}
	return list, nil
}

func weightNames(g *hdf5.Group, name string) ([]string, error) {
	inner, err := g.Group(name)
	if err != nil {
		return nil, err
	}
	return attrStrings(inner, "weight_names")
}

func legacyLayer(g *hdf5.Group, n *layer.Node, params []*layer.Param, found map[*layer.Param]snapshot.Array) error {
	names, err := weightNames(g, n.Name)
	if err != nil {
		return err
	}
	if len(names) != len(params) {
		return fmt.Errorf("layer %q has %d arrays of weights, group %q has %d", n.Name, len(params), n.Name, len(names))
	}
	for i, p := range params {
		data, err := g.Dataset(n.Name + "/" + names[i])
		if err != nil {
			return fmt.Errorf("weights of layer %q, %s: %w", n.Name, p.Name, err)
		}
		if !slices.Equal(data.Shape(), p.Shape) {
			return fmt.Errorf("weights of layer %q, %s: want shape %v, dataset %q has %v", n.Name, p.Name, []int(p.Shape), names[i], data.Shape())
		}
		found[p] = snapshot.Array{Name: p.Path(), Shape: p.Shape, Read: data.Float32s}
	}
	return nil
}

// legacySteps finds what the optimizer remembers, if Keras 3 wrote it: Keras 2 has
// another order.
func legacySteps(root *hdf5.Group, s *snapshot.Snapshot) error {
	if s.Compile == nil || !root.Has("optimizer_weights") {
		return nil
	}
	version, err := attrText(root, "keras_version")
	if err != nil || !strings.HasPrefix(version, "3.") {
		return err
	}
	g, err := root.Group("optimizer_weights")
	if err != nil {
		return err
	}
	names, err := attrStrings(g, "weight_names")
	if err != nil {
		return err
	}
	var vars []dataset
	for _, name := range names {
		d, err := g.Dataset(name)
		if err != nil {
			return err
		}
		vars = append(vars, d)
	}
	return readSteps(s, vars)
}
