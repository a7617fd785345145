package keras

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/formats/hdf5"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
)

// WriteH5 writes a whole model in HDF5, as Keras 3 does where it is asked for the
// old form. Keras reads it, but for what the optimizer remembers.
func WriteH5(w io.Writer, s *snapshot.Snapshot) error {
	enc := &encoder{legacy: true}
	m, plan, err := modelObject(enc, s)
	if err != nil {
		return err
	}
	t := hdf5.NewTree()
	t.SetAttr("keras_version", version)
	t.SetAttr("backend", ours)
	if err := setJSON(t, "model_config", m); err != nil {
		return err
	}
	if err := legacyWeightTree(t.Group("model_weights"), plan, s.Weights); err != nil {
		return err
	}
	if s.Compile != nil {
		if err := legacyTraining(enc, t, s); err != nil {
			return err
		}
	}
	text, err := extraOf(s)
	if err != nil {
		return err
	}
	t.SetAttr(ours, string(text))
	return t.Write(w)
}

func setJSON(t *hdf5.Tree, name string, v any) error {
	text, err := writeJSON(v)
	t.SetAttr(name, string(text))
	return err
}

func legacyTraining(enc *encoder, t *hdf5.Tree, s *snapshot.Snapshot) error {
	c, err := enc.compile(s.Compile)
	if err != nil {
		return err
	}
	optimizer, _ := get(c, "optimizer")
	c = append(without(c, "optimizer"), call.Arg{Name: "optimizer_config", Value: optimizer})
	if err := setJSON(t, "training_config", c); err != nil {
		return err
	}
	g := t.Group("optimizer_weights")
	names := []string{"optimizer/iteration"}
	g.Group("optimizer").Int32s("iteration", nil, []int32{int32(s.Compile.Iteration)})
	for i, a := range s.Slots {
		v, err := a.Values()
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%d_%s", i+1, a.Name[strings.LastIndex(a.Name, "/")+1:])
		g.Group("optimizer").Float32s(name, a.Shape, v)
		names = append(names, "optimizer/"+name)
	}
	return setStrings(g, "weight_names", names)
}

// legacyWeightTree adds the weights of a plan under the names of its layers.
func legacyWeightTree(t *hdf5.Tree, plan *layer.Plan, list []snapshot.Array) error {
	values, err := valuesOf(plan, list)
	if err != nil {
		return err
	}
	t.SetAttr("keras_version", version)
	t.SetAttr("backend", ours)
	var layers []string
	for _, n := range plan.Net.Inner {
		layers = append(layers, n.Name)
		g := t.Group(n.Name)
		var names []string
		for _, p := range legacyOrder(n) {
			dir, name := p.Path(), ""
			dir, name = dir[:strings.LastIndex(dir, "/")], p.Name
			g.Group(dir).Float32s(name, p.Shape, values[p])
			names = append(names, dir+"/"+name)
		}
		if err := setStrings(g, "weight_names", names); err != nil {
			return err
		}
	}
	if err := setStrings(t, "layer_names", layers); err != nil {
		return err
	}
	return setStrings(t.Group("top_level_model_weights"), "weight_names", nil)
}

// maxAttr is the most bytes of an attribute's list of texts before Keras splits it.
const maxAttr = 64512

// setStrings sets a list of texts. An empty one is of numbers, as numpy makes it.
func setStrings(t *hdf5.Tree, name string, list []string) error {
	total := 0
	for _, s := range list {
		if total += len(s); len(s) > maxAttr {
			return fmt.Errorf("%s: a name of %d bytes is too long for Keras", name, len(s))
		}
	}
	if len(list) == 0 {
		t.SetAttr(name, hdf5.Empty)
		return nil
	}
	if total <= maxAttr && 16*len(list) <= maxAttr {
		t.SetAttr(name, list)
		return nil
	}
	part := 0
	for at := range slices.Chunk(list, 512) {
		t.SetAttr(fmt.Sprintf("%s%d", name, part), at)
		part++
	}
	return nil
}
