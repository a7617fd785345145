package keras

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/layercake-go/layercake/formats/hdf5"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
)

// readWeights finds the weights of a plan in a file of weights. They stay in the
// file until they are asked for; that they are there, and of which shape, is
// known before.
func readWeights(root *hdf5.Group, plan *layer.Plan, groups map[*layer.Node]string) ([]snapshot.Array, error) {
	r := &weightReader{root: root, groups: groups}
	top := "layers"
	if !root.Has(top) && root.Has("_layer_checkpoint_dependencies") { // Keras 2.13
		r.old, top = true, "_layer_checkpoint_dependencies"
		r.findTwice(plan)
	}
	var list []snapshot.Array
	for _, p := range plan.Params {
		a, err := r.array(p)
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	if !root.Has(top) && len(list) == 0 {
		return nil, nil
	}
	return list, r.complete(plan.Net)
}

type weightReader struct {
	root   *hdf5.Group
	groups map[*layer.Node]string
	old    bool
}

// findTwice finds out how an old file numbers its groups. Keras 2.13 comes by a
// layer with weights twice and counts it both times: dense, dense_2, dense_4.
func (r *weightReader) findTwice(plan *layer.Plan) {
	twice := &weightReader{root: r.root, groups: map[*layer.Node]string{plan.Net: ""}, old: true}
	plan.Net.Walk(func(n *layer.Node) {
		for _, c := range n.Inner {
			own := strings.TrimPrefix(strings.TrimPrefix(r.groups[c], r.groups[n]), "/")
			if list, name, ok := strings.Cut(own, "/"); ok && lists[list] {
				own = list + "/" + doubled(name, c)
			}
			twice.groups[c] = join(twice.groups[n], own)
		}
	})
	for _, p := range plan.Params {
		if !r.root.Has(twice.group(p.Node)) {
			return
		}
	}
	r.groups = twice.groups
}

// doubled is the name of n's group in its list with its number doubled.
func doubled(name string, n *layer.Node) string {
	class := snake(layer.TypeName(n.Spec))
	k, err := strconv.Atoi(strings.TrimPrefix(name, class+"_"))
	if err != nil || !weighty(n) {
		return name
	}
	return fmt.Sprintf("%s_%d", class, 2*k)
}

func weighty(n *layer.Node) (yes bool) {
	n.Walk(func(n *layer.Node) { yes = yes || len(n.Params) > 0 })
	return yes
}

// group is where the weights of n are.
func (r *weightReader) group(n *layer.Node) string {
	path := r.groups[n]
	if r.old {
		path = strings.ReplaceAll("/"+path, "/layers/", "/_layer_checkpoint_dependencies/")[1:]
	}
	return path
}

// array is the dataset of one parameter, at its number.
func (r *weightReader) array(p *layer.Param) (snapshot.Array, error) {
	path := fmt.Sprintf("%s/vars/%d", r.group(p.Node), slices.Index(p.Node.Params, p))
	data, err := r.root.Dataset(path)
	if err != nil {
		return snapshot.Array{}, fmt.Errorf("weights of layer %q, %s: %w", p.Node.Name, p.Name, err)
	}
	if !slices.Equal(data.Shape(), p.Shape) {
		return snapshot.Array{}, fmt.Errorf("weights of layer %q, %s: want shape %v, dataset %q has %v", p.Node.Name, p.Name, []int(p.Shape), "/"+path, data.Shape())
	}
	return snapshot.Array{Name: p.Path(), Shape: p.Shape, Read: data.Float32s}, nil
}

// complete refuses a file with weights that no layer has.
func (r *weightReader) complete(n *layer.Node) error {
	known := map[string]bool{}
	for _, c := range n.Inner {
		known[r.group(c)] = true
		if err := r.complete(c); err != nil {
			return err
		}
	}
	if err := r.count(n); err != nil {
		return err
	}
	seen := map[string]bool{r.group(n): true} // what n has under names of their own
	for _, c := range n.Inner {
		dir := r.group(c)
		dir = dir[:max(strings.LastIndex(dir, "/"), 0)]
		if seen[dir] {
			continue
		}
		seen[dir] = true
		if err := r.strangers(dir, known); err != nil {
			return err
		}
	}
	return nil
}

// count refuses further arrays of n itself.
func (r *weightReader) count(n *layer.Node) error {
	vars := join(r.group(n), "vars")
	if !r.root.Has(vars) {
		return nil
	}
	g, err := r.root.Group(vars)
	if err != nil {
		return err
	}
	names, err := g.Names()
	if err != nil {
		return err
	}
	if len(names) > len(n.Params) {
		return fmt.Errorf("layer %q has %d arrays of weights, group %q has %d", n.Name, len(n.Params), g.Path(), len(names))
	}
	return nil
}

// strangers refuses groups of a list of layers that are none of them, unless they
// are empty.
func (r *weightReader) strangers(dir string, known map[string]bool) error {
	if !r.root.Has(dir) {
		return nil
	}
	g, err := r.root.Group(dir)
	if err != nil {
		return err
	}
	names, err := g.Names()
	if err != nil {
		return err
	}
	for _, name := range names {
		path := dir + "/" + name
		if known[path] || !r.root.Has(path+"/vars/0") {
			continue
		}
		return fmt.Errorf("the model has no layer for the weights in %q", "/"+path)
	}
	return nil
}

// valuesOf finds the values of each parameter of a plan.
func valuesOf(plan *layer.Plan, list []snapshot.Array) (map[*layer.Param][]float32, error) {
	if len(list) != len(plan.Params) {
		return nil, fmt.Errorf("want %d arrays of weights, have %d", len(plan.Params), len(list))
	}
	values := map[*layer.Param][]float32{}
	for i, p := range plan.Params {
		v, err := list[i].Values()
		if err != nil {
			return nil, err
		}
		if len(v) != p.Shape.Size() || list[i].Name != p.Path() {
			return nil, fmt.Errorf("weights %d: want %s with %d values, have %s with %d", i+1, p.Path(), p.Shape.Size(), list[i].Name, len(v))
		}
		values[p] = v
	}
	return values, nil
}

// writeWeights adds the weights of a plan to a tree.
func writeWeights(t *hdf5.Tree, plan *layer.Plan, groups map[*layer.Node]string, list []snapshot.Array) error {
	values, err := valuesOf(plan, list)
	if err != nil {
		return err
	}
	plan.Net.Walk(func(n *layer.Node) {
		vars := t.Group(join(groups[n], "vars"))
		vars.SetAttr("name", n.Name)
		for i, p := range n.Params {
			vars.Float32s(strconv.Itoa(i), p.Shape, values[p])
		}
	})
	return nil
}
