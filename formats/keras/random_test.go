package keras_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/losses"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// A maker makes random things from the registered names and their declared keys,
// so that what is added later is tested without being named here.
type maker struct{ *rand.Rand }

func newMaker(seed uint64) maker { return maker{rand.New(rand.NewPCG(seed, 7))} }

func pick[T any](m maker, list ...T) T { return list[m.IntN(len(list))] }

// words are what keys of texts may be.
var words = map[string][]any{
	"padding": {"valid", "same", "causal"}, "data_format": {"channels_first", "channels_last"},
	"interpolation": {"nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"}, "merge_mode": {"concat", "sum", "mul", "ave"},
	"distribution": {"truncated_normal", "untruncated_normal", "uniform"}, "mode": {"rows", "columns", "fan_in", "fan_out", "fan_avg"},
	"side": {"real", "imag"}, "window": {"hann", "hamming", nil}, "scaling": {"density", "spectrum", nil},
	"curve": {"ROC", "PR"}, "summation_method": {"interpolation", "minoring", "majoring"}, "average": {"micro", "macro", "weighted", nil},
	"class_aggregation": {"uniform_average", "variance_weighted_average"},
}

// value is a random value for a key; use says whether there is one to give.
func (m maker) value(p registry.Param) (v any, use bool) {
	if noun, entries, ok := registry.TableOf(p.Type); ok {
		return m.named(noun, entries, p), true
	}
	if p.Key == "stateful" || p.Key == "return_state" { // TestStateful; and one array goes on
		return nil, false
	}
	t := p.Type
	if t.Kind() == reflect.Pointer {
		if m.IntN(2) == 0 && !p.Required {
			return nil, p.Default == "None"
		}
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Bool:
		return m.IntN(2) == 0, true
	case reflect.Int:
		if p.Key == "axis" {
			return -1, true
		}
		return 1 + m.IntN(4), true
	case reflect.Float64:
		return pick(m, 0.25, 0.5, 0.125, 0.75), true
	case reflect.String:
		if list := words[p.Key]; list != nil {
			return pick(m, list...), true
		}
		return nil, false
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Int {
			var list []int
			for range 1 + m.IntN(3) {
				list = append(list, 1+m.IntN(3))
			}
			return list, true
		}
		if t.Elem().Kind() == reflect.Float64 {
			var list []float64
			for range 1 + m.IntN(4) {
				list = append(list, float64(1+m.IntN(7))/8)
			}
			slices.Sort(list)
			return slices.Compact(list), true
		}
		if t.Elem() == reflect.TypeFor[[]int]() { // ZeroPadding2D
			return pick[any](m, 2, []int{1, 2}, [][]int{{1, 0}, {0, 2}}), true
		}
	}
	return nil, false
}

// named is something of a table.
func (m maker) named(noun string, entries []registry.Entry, p registry.Param) any {
	switch noun {
	case "loss":
		return pick(m, "huber", "mean_squared_error")
	case "schedule":
		return pick(m, 0.25, 0.125)
	case "regularizer", "constraint":
		if m.IntN(2) == 0 && !p.Required {
			return nil
		}
		if p.Key == "activity_regularizer" { // the orthogonal one is for matrices alone in Keras
			return call.Call{Name: pick(m, "l1", "l2")}
		}
	case "activation":
		return pick(m, entries...).Name
	}
	return m.call(pick(m, entries...))
}

// call gives some of the keys of e random values, and all that it needs.
func (m maker) call(e registry.Entry, without ...string) call.Call {
	c := call.Call{Name: e.Name}
	for _, p := range registry.Params(e.Params) {
		if slices.Contains(without, p.Key) || p.Key == "name" || p.Key == "trainable" || !p.Required && m.IntN(2) == 0 {
			continue
		}
		if v, ok := m.value(p); ok {
			c.Args = append(c.Args, call.Arg{Name: p.Key, Value: v})
		}
	}
	return c
}

var inputs = [][]int{{5}, {4, 3}, {5, 4, 3}}

// layered is a model with a random layer of e in it.
func (m maker) layered(t *testing.T, e registry.Entry) *sequential.Model {
	t.Helper()
	var last error
	for range 500 {
		model := sequential.New(layers.Input(pick(m, inputs...)...))
		spec, err := m.layer(e)
		if err == nil {
			if reads(e) && m.IntN(2) == 0 {
				model.Add(layers.Masking(0.5))
			}
			model.Add(spec)
			model.Add(layers.Flatten())
			model.Add(layers.Dense(3, "softmax"))
			err = model.Compile("sgd", "sparse_categorical_crossentropy", "accuracy")
		}
		if err == nil {
			err = m.learns(t, model)
		}
		if err == nil {
			return model
		}
		last = err
	}
	t.Fatalf("no random %s builds; the last: %v", e.Name, last)
	return nil
}

// learns reports what keeps a model from being trained for as long as the tests do,
// such as sums that grow beyond all bounds, and leaves its weights as they were.
func (m maker) learns(t *testing.T, model *sequential.Model) error {
	before := weightsOf(t, model)
	x, y := m.data(t, model)
	c := &trial{model: model, x: x, y: y}
	in, out := c.tensors()
	if _, err := model.Fit(in, out, sequential.Epochs(8), sequential.BatchSize(len(x))); err != nil {
		return err
	}
	return model.SetWeights(before)
}

// reads reports whether e reads sequences step by step.
func reads(e registry.Entry) bool {
	return slices.Contains(recurrent, e.Class) || e.Class == "Bidirectional"
}

var recurrent = []string{"SimpleRNN", "LSTM", "GRU"}

func (m maker) layer(e registry.Entry) (layer.Spec, error) {
	switch e.Class {
	case "Sequential":
		return layer.NewChain(layers.Dense(2+m.IntN(3), "relu", with.Name("a")), layers.BatchNormalization(with.Name("b")), layers.Dense(2, with.Name("c"))), nil
	case "TimeDistributed":
		inner, err := m.layer(m.entry(pick(m, "Dense", "Conv1D", "LSTM", "BatchNormalization", "Flatten", "Sequential")))
		if err != nil {
			return nil, err
		}
		return layers.TimeDistributed(inner), nil
	case "Bidirectional":
		return m.bidirectional(e)
	}
	return layer.Parse(m.call(e))
}

func (m maker) entry(class string) registry.Entry {
	i := slices.IndexFunc(layer.Entries(), func(e registry.Entry) bool { return e.Class == class })
	return layer.Entries()[i]
}

// bidirectional has a recurrent layer, and at times another one for the way back.
func (m maker) bidirectional(e registry.Entry) (layer.Spec, error) {
	c := m.call(e, "layer", "backward_layer")
	units := call.Arg{Name: "units", Value: 1 + m.IntN(4)}
	all := call.Arg{Name: "return_sequences", Value: m.IntN(2) == 0}
	one := func(back bool) call.Call {
		l := m.call(m.entry(pick(m, recurrent...)), "units", "return_sequences", "go_backwards")
		l.Args = append(l.Args, units, all, call.Arg{Name: "go_backwards", Value: back})
		return l
	}
	c.Args = append(c.Args, call.Arg{Name: "layer", Value: one(false)})
	if m.IntN(2) == 0 {
		c.Args = append(c.Args, call.Arg{Name: "backward_layer", Value: one(true)})
	}
	return layer.Parse(c)
}

// A trial is a model with data to train on.
type trial struct {
	name  string
	model *sequential.Model
	x, y  [][]float32
}

// data makes rows that fit the model and its loss.
func (m maker) data(t *testing.T, model *sequential.Model) (x, y [][]float32) {
	t.Helper()
	const rows = 12
	in, out := model.Input().Size(), model.Output().Last()
	l := model.Loss()
	for range rows {
		row := make([]float32, in)
		for i := range row {
			row[i] = float32(m.NormFloat64())
		}
		m.fit(row, model)
		x = append(x, row)
		y = append(y, m.target(l, out))
	}
	return x, y
}

// fit makes row fit what reads it first: numbers of things, or steps to leave out.
func (m maker) fit(row []float32, model *sequential.Model) {
	for _, n := range model.Nodes() {
		switch s := n.Spec.(type) {
		case *layers.EmbeddingSpec:
			for i := range row {
				row[i] = float32(m.IntN(s.InputDim))
			}
		case *layers.MaskingSpec:
			for step := range slices.Chunk(row, n.In.Last()) {
				if m.IntN(3) == 0 {
					copy(step, slices.Repeat([]float32{float32(s.MaskValue)}, len(step)))
				}
			}
		}
	}
}

func (m maker) target(l *losses.Loss, out int) []float32 {
	if l.Integer {
		return []float32{float32(m.IntN(out))}
	}
	row := make([]float32, out)
	switch {
	case l.Link == "softmax" || l.Name == "categorical_hinge" || l.Name == "kl_divergence":
		row[m.IntN(out)] = 1
	case l.Link == "sigmoid":
		for i := range row {
			row[i] = float32(m.IntN(2))
		}
	default:
		for i := range row {
			row[i] = m.Float32()
		}
	}
	return row
}

// lossModel is a model whose last activation fits a loss.
func lossModel(loss, optimizer any, metrics ...any) (*sequential.Model, error) {
	l, err := losses.Get(loss)
	if err != nil {
		return nil, err
	}
	last := "sigmoid"
	if l.Link == "softmax" {
		last = "softmax"
	}
	if l.FromLogits {
		last = "linear"
	}
	model := sequential.New(layers.Input(5), layers.Dense(4, "tanh"), layers.BatchNormalization(), layers.Dense(3, last))
	return model, model.Compile(optimizer, l, metrics...)
}

// made tries until something random is right.
func made[T any](t *testing.T, what string, try func() (T, error)) T {
	t.Helper()
	var last error
	for range 300 {
		v, err := try()
		if err == nil {
			return v
		}
		last = err
	}
	t.Fatalf("no random %s is right; the last: %v", what, last)
	var none T
	return none
}

func title(noun string, e registry.Entry) string { return noun + "_" + e.Class + "_0" }
