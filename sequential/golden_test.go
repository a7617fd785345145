package sequential_test

import (
	"encoding/json"
	"sort"
	"testing"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/golden"
	"github.com/layercake-go/layercake/layer"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// unmet says which trainings of Keras cannot be repeated yet, and why.
var unmet golden.Unmet

// noise says which arrays of a training Keras itself does not determine, and why.
// They are held to a thousandth; everything else of that training, its history
// too, is held as tightly as anywhere.
var noise = map[string]string{
	"binary_batchnorm_adam": "a bias before BatchNormalization has a true gradient of 0; Adam divides rounding noise by its own size, so the bias drifts by chance",
}

// held is how tightly the numbers after a training are held.
func held(g *training, what string) golden.Tolerance {
	if _, ok := noise[g.Name]; ok && (what == "dense/bias" || what == "predict") {
		return golden.Tolerance{Rel: 1e-3, Abs: 1e-3}
	}
	return golden.Loose
}

type training struct {
	Name    string
	Layers  [][2]json.RawMessage
	X, Y    golden.Array
	Compile struct {
		Optimizer struct {
			Cls    string
			Config golden.Args
		}
		Loss    string
		Metrics []string

		WeightedMetrics []string `json:"weighted_metrics"`
	}
	Fit struct {
		Epochs          int
		BatchSize       int             `json:"batch_size"`
		ValidationSplit float64         `json:"validation_split"`
		ClassWeight     map[int]float64 `json:"class_weight"`
		SampleWeight    *golden.Array   `json:"sample_weight"`
	}
	ValidationData []golden.Array `json:"validation_data"`
	InitialWeights []struct {
		Name  string
		Value golden.Array
	} `json:"initial_weights"`
	FinalWeights []golden.Array `json:"final_weights"`
	History      map[string][]float64
	Evaluate     map[string]float64
	Predict      golden.Array
}

func tensor(a golden.Array) *data.Tensor { return &data.Tensor{Shape: a.Shape, Data: a.Data} }

// TestGolden repeats whole trainings of Keras from the same first weights.
func TestGolden(t *testing.T) {
	golden.Check(t, "testdata/training.jsonl", unmet, func(t testing.TB, raw json.RawMessage) {
		var g training
		golden.Decode(t, raw, &g)
		m := sequential.New(Input(g.X.Shape[1:]...))
		for _, l := range g.Layers {
			c := call.Call{}
			var args golden.Args
			json.Unmarshal(l[0], &c.Name)
			golden.Decode(t, l[1], &args)
			c.Args = args
			spec, err := layer.Parse(c)
			if err != nil {
				t.Fatal(err)
			}
			m.Add(spec)
		}
		opt := call.Call{Name: g.Compile.Optimizer.Cls}
		for _, a := range g.Compile.Optimizer.Config {
			if a.Name != "name" {
				opt.Args = append(opt.Args, a)
			}
		}
		var more []any
		for _, s := range g.Compile.Metrics {
			more = append(more, s)
		}
		for _, s := range g.Compile.WeightedMetrics {
			more = append(more, sequential.WeightedMetrics(s))
		}
		if err := m.Compile(opt, g.Compile.Loss, more...); err != nil {
			t.Fatal(err)
		}
		var first []sequential.Weight
		for _, w := range g.InitialWeights {
			first = append(first, sequential.Weight{Shape: w.Value.Shape, Data: w.Value.Data})
		}
		if err := m.SetWeights(first); err != nil {
			t.Fatal(err)
		}
		opts := []sequential.FitOption{sequential.Epochs(g.Fit.Epochs), sequential.BatchSize(g.Fit.BatchSize),
			sequential.Shuffle(false), sequential.ValidationSplit(g.Fit.ValidationSplit), sequential.ClassWeight(g.Fit.ClassWeight)}
		if w := g.Fit.SampleWeight; w != nil {
			opts = append(opts, sequential.SampleWeight(w.Data))
		}
		if v := g.ValidationData; v != nil {
			opts = append(opts, sequential.ValidationData(tensor(v[0]), tensor(v[1])))
		}
		h, err := m.Fit(tensor(g.X), tensor(g.Y), opts...)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range sortedKeys(g.History) {
			near(t, "history "+name, h.Values[name], g.History[name])
		}
		last, err := m.Weights()
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range last {
			held(&g, w.Path).Near(t, w.Path, w.Data, g.FinalWeights[i])
		}
		y, err := m.Predict(tensor(g.X))
		if err != nil {
			t.Fatal(err)
		}
		held(&g, "predict").Near(t, "predict", y.Data, g.Predict)
		scores, err := m.Evaluate(tensor(g.X), tensor(g.Y))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range sortedKeys(g.Evaluate) {
			near(t, "evaluate "+name, []float64{scores.Get(name)}, []float64{g.Evaluate[name]})
		}
	})
}

func near(t testing.TB, what string, got, want []float64) {
	t.Helper()
	a := golden.Array{Shape: []int{len(want)}}
	var g []float32
	for _, v := range want {
		a.Data = append(a.Data, float32(v))
	}
	for _, v := range got {
		g = append(g, float32(v))
	}
	golden.Loose.Near(t, what, g, a)
}

func sortedKeys[V any](m map[string]V) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
