package keras

import (
	"archive/zip"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/layercake-go/layercake/formats/hdf5"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/losses"
	"github.com/layercake-go/layercake/metrics"
	"github.com/layercake-go/layercake/optim"
)

// Write writes a .keras file, which Keras opens without further ado. What it does
// not know of is in a member of its own. The same model gives the same bytes.
func Write(w io.Writer, s *snapshot.Snapshot) error {
	m, plan, err := modelObject(&encoder{}, s)
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	for _, part := range []struct {
		name string
		v    any
	}{{metadataName, metadata}, {configName, m}} {
		text, err := writeJSON(part.v)
		if err != nil {
			return err
		}
		if err := store(z, part.name, text); err != nil {
			return err
		}
	}
	if err := storeWeights(z, s, plan); err != nil {
		return err
	}
	text, err := extraOf(s)
	if err != nil {
		return err
	}
	if err := store(z, extraName, text); err != nil {
		return err
	}
	return z.Close()
}

func store(z *zip.Writer, name string, text []byte) error {
	return storeStream(z, name, uint64(len(text)), func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// storeStream writes a member as Keras does: not compressed, with its sum before
// it. So it is written twice, the first time to be summed up.
func storeStream(z *zip.Writer, name string, size uint64, write func(io.Writer) error) error {
	sum := crc32.NewIEEE()
	if err := write(sum); err != nil {
		return err
	}
	w, err := z.CreateRaw(&zip.FileHeader{
		Name: name, Method: zip.Store, CRC32: sum.Sum32(), CompressedSize64: size, UncompressedSize64: size,
		ModifiedDate: 1<<5 | 1, // 1980-01-01
	})
	if err != nil {
		return err
	}
	return write(w)
}

func storeWeights(z *zip.Writer, s *snapshot.Snapshot, plan *layer.Plan) error {
	t, err := weightTree(s, plan)
	if err != nil {
		return err
	}
	size, err := t.Size()
	if err != nil {
		return err
	}
	return storeStream(z, weightsName, uint64(size), t.Write)
}

// weightTree is a file of weights, with what the optimizer remembers.
func weightTree(s *snapshot.Snapshot, plan *layer.Plan) (*hdf5.Tree, error) {
	t := hdf5.NewTree()
	if err := writeWeights(t, plan, groupsOf(plan.Net, nil), s.Weights); err != nil {
		return nil, err
	}
	if s.Compile == nil {
		return t, nil
	}
	o, err := optim.Get(s.Compile.Optimizer)
	if err != nil {
		return nil, err
	}
	vars := t.Group("optimizer/vars")
	vars.SetAttr("name", o.Name)
	vars.Int32s("0", nil, []int32{int32(s.Compile.Iteration)})
	for i := range s.Slots {
		v, err := s.Slots[i].Values()
		if err != nil {
			return nil, err
		}
		vars.Float32s(fmt.Sprint(i+1), s.Slots[i].Shape, v)
	}
	return t, nil
}

// modelObject is the object of a model, and its layers in their places.
func modelObject(w *encoder, s *snapshot.Snapshot) (call.Map, *layer.Plan, error) {
	plan, err := planOf(s)
	if err != nil {
		return nil, nil, err
	}
	w.batch = batchOf(plan.Net)
	m, err := w.chain(call.Call{Name: "Sequential", Args: []call.Arg{{Name: "name", Value: s.Name}, {Name: "trainable", Value: true}}}, plan.Net)
	if err != nil || s.Compile == nil || w.legacy {
		return m, plan, err
	}
	c, err := w.compile(s.Compile)
	if err != nil {
		return nil, nil, err
	}
	return append(m, call.Arg{Name: "compile_config", Value: c}), plan, nil
}

// planOf builds the layers of a snapshot.
func planOf(s *snapshot.Snapshot) (*layer.Plan, error) {
	var specs []layer.Spec
	for i, text := range s.Layers {
		spec, err := layer.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("layer %d of %d: %w", i+1, len(s.Layers), err)
		}
		specs = append(specs, spec)
	}
	net := layer.NewChain(specs...)
	net.Name = s.Name
	return layer.NewPlan(net, s.Input, false)
}

// compile is Keras's compile_config.
func (w *encoder) compile(c *snapshot.Compile) (call.Map, error) {
	meant := c.Meant
	if meant == nil {
		meant = &snapshot.Meant{Loss: c.Loss, Metrics: asWritten(c.Metrics), Weighted: asWritten(c.Weighted)}
	}
	o, err := optim.Get(c.Optimizer)
	if err != nil {
		return nil, err
	}
	optimizer, err := w.object("optimizer", optim.Entries(), o.Call(), nil)
	if err != nil {
		return nil, fmt.Errorf("optimizer: %w", err)
	}
	l, err := losses.Get(meant.Loss)
	if err != nil {
		return nil, err
	}
	loss, err := w.object("loss", losses.Entries(), l.Call(), nil)
	if err != nil {
		return nil, fmt.Errorf("loss: %w", err)
	}
	list, err := w.metrics(meant.Metrics)
	if err != nil {
		return nil, err
	}
	weighted, err := w.metrics(meant.Weighted)
	if err != nil {
		return nil, err
	}
	return object("optimizer", optimizer, "loss", loss, "loss_weights", nil, "metrics", list, "weighted_metrics", weighted,
		"run_eagerly", false, "steps_per_execution", 1, "jit_compile", "auto"), nil
}

func asWritten(texts []string) (list []snapshot.Metric) {
	for _, t := range texts {
		list = append(list, snapshot.Metric{Text: t})
	}
	return list
}

// metrics is a list of metrics. "accuracy" stays that: Keras finds out which one.
func (w *encoder) metrics(list []snapshot.Metric) (any, error) {
	if len(list) == 0 {
		return nil, nil
	}
	out := call.List{}
	for _, m := range list {
		if m.Text == "accuracy" || m.Text == "acc" {
			out = append(out, call.Arg{Value: m.Text})
			continue
		}
		x, err := metrics.Get(m.Text)
		if err != nil {
			return nil, err
		}
		c := x.Call()
		if m.Label != "" {
			c.Args = append([]call.Arg{{Name: "name", Value: m.Label}}, without(c.Args, "name")...)
		}
		o, err := w.object("metric", metrics.Entries(), c, nil)
		if err != nil {
			return nil, fmt.Errorf("metric %s: %w", x, err)
		}
		out = append(out, call.Arg{Value: o})
	}
	return out, nil
}

func without(args []call.Arg, key string) (list []call.Arg) {
	for _, a := range args {
		if a.Name != key {
			list = append(list, a)
		}
	}
	return list
}
