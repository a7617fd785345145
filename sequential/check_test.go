package sequential_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/layer"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// TestCompileRefuses goes through what cannot be meant, and what is said of it.
func TestCompileRefuses(t *testing.T) {
	for _, c := range []struct {
		loss   string
		layers []layer.Spec
		want   string // part of the error; "note: …" of a note
	}{
		{"mse", []layer.Spec{Dense(1, "softmax")}, `layer "dense" (1 of 1): softmax over a single unit is always 1; use sigmoid`},
		{"mse", []layer.Spec{Dense(1, "log_softmax")}, "log_softmax over a single unit is always 0"},
		{"categorical_crossentropy(from_logits=true)", []layer.Spec{Dense(3, "softmax")}, "from_logits=true and wants plain scores, but the output has been through softmax already"},
		{"binary_crossentropy(from_logits=true)", []layer.Spec{Dense(1, "sigmoid")}, "through sigmoid already"},
		{"categorical_crossentropy", []layer.Spec{Dense(3, "relu")}, "reads probabilities, and relu does not make them; use softmax"},
		{"binary_crossentropy", []layer.Spec{Dense(1, "tanh")}, "tanh does not make them; use sigmoid"},
		{"categorical_crossentropy", []layer.Spec{Dense(3, "log_softmax")}, "log_softmax does not make them"},
		{"categorical_crossentropy", []layer.Spec{Dense(3)}, "note: takes it as scores (logits) and applies softmax itself"},
		{"binary_crossentropy", []layer.Spec{Dense(3)}, "note: takes it as scores (logits) and applies sigmoid itself"},
		{"binary_crossentropy", []layer.Spec{Dense(3, "softmax")}, `use categorical_crossentropy, or sigmoid if several may be true (to keep it: sequential.Allow("softmax_with_binary_crossentropy")`},
		{"sparse_categorical_crossentropy", []layer.Spec{Dense(3, "sigmoid")}, `do not add up to 1`},
		{"categorical_crossentropy", []layer.Spec{Dense(1, "sigmoid")}, "at least 2 outputs"},
		{"sparse_categorical_crossentropy", []layer.Spec{Dense(1)}, "at least 2 outputs"},
		{"categorical_crossentropy", []layer.Spec{Dense(3, "softmax"), Activation("softmax")}, `layer "activation" (2 of 2): softmax after the softmax of layer "dense"`},
		{"categorical_crossentropy", []layer.Spec{Dense(4, "softmax"), Dense(3, "softmax")}, `note: layer "dense": softmax in a hidden layer`},
		{"mse", []layer.Spec{Dense(3, "softmax")}, "note: mean_squared_error after softmax: it works"},
		{"categorical_crossentropy", []layer.Spec{Dense(3, "softmax")}, "note: softmax and categorical_crossentropy run as one"},
		{"mse(reduction=none)", []layer.Spec{Dense(3)}, "training needs one number"},
	} {
		m := sequential.New(Input(4))
		for _, l := range c.layers {
			m.Add(l)
		}
		err := m.Compile("sgd", c.loss)
		if note, ok := strings.CutPrefix(c.want, "note: "); ok {
			if all := strings.Join(m.Notes(), "\n"); err != nil || !strings.Contains(all, note) {
				t.Errorf("%s: error %v, notes %q; want a note %q", c.loss, err, all, note)
			}
		} else if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.loss, err, c.want)
		}
	}
}

func TestAllow(t *testing.T) {
	m := sequential.New(Input(4), Dense(3, "softmax"))
	if err := m.Compile("sgd", "bce", sequential.Allow("softmax_with_binary_crossentropy")); err != nil {
		t.Error(err)
	}
	if err := m.Compile("sgd", "bce", sequential.Allow("everything")); err == nil {
		t.Error("something unknown was allowed")
	}
}

func TestSequences(t *testing.T) {
	m := sequential.New(Input(7, 4), Dense(3, "softmax"))
	if err := m.Compile("sgd", "categorical_crossentropy"); err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(m.Notes(), "\n"); !strings.Contains(all, "softmax over the last axis, 3 numbers together, 7 times a sample; for one softmax over all 21 put a Flatten before it") {
		t.Error(all)
	}
}

// Compile reports everything that is wrong at once.
func TestCompileJoinsErrors(t *testing.T) {
	m := sequential.New(Input(4), Dense(3, "rellu"), Dense(0), Dense(2, "softmax", layer.Option{Name: "use_bais", Value: true}))
	err := m.Compile("adm", "mean_sqared_error", "acuracy")
	for _, want := range []string{
		`optimizer: unknown optimizer "adm"; did you mean "adam"?`,
		`loss: unknown loss "mean_sqared_error"; did you mean "mean_squared_error"?`,
		`metrics: unknown metric "acuracy"; did you mean "accuracy"?`,
		`layer "dense" (1 of 3): activation: unknown activation "rellu"; did you mean "relu"?`,
		`(3 of 3): Dense has no "use_bais"; did you mean "use_bias"?`,
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
	var l *sequential.LayerError
	if !errors.As(err, &l) || l.Path != "layers[0]" {
		t.Errorf("%+v", l)
	}
}

// TestFitRefuses goes through data that cannot be meant.
func TestFitRefuses(t *testing.T) {
	x := [][]float64{{1, 2}, {3, 4}, {5, 6}, {7, 8}}
	nan := [][]float64{{1, 2}, {3, 4}, {5, 0}, {7, 8}}
	nan[2][1] /= nan[2][1]
	for _, c := range []struct {
		name, loss string
		last       layer.Spec
		x, y       any
		want       string
	}{
		{"label too big", "sparse_categorical_crossentropy", Dense(3, "softmax"), x, []int{0, 1, 3, 2}, "row 2"},
		{"labels from 1", "sparse_categorical_crossentropy", Dense(3, "softmax"), x, []int{1, 2, 3, 3}, "subtract 1"},
		{"negative", "sparse_categorical_crossentropy", Dense(3, "softmax"), x, []int{0, 1, -1, 2}, "row 2"},
		{"half a label", "sparse_categorical_crossentropy", Dense(3, "softmax"), x, []float64{0, 1, .5, 2}, "row 2"},
		{"several ones", "categorical_crossentropy", Dense(3, "softmax"), x, [][]float64{{0, 1, 0}, {1, 0, 0}, {1, 1, 0}, {0, 0, 1}}, "binary_crossentropy"},
		{"NaN", "mse", Dense(1), nan, []float64{1, 2, 3, 4}, "row 2, column 1"},
		{"too few targets", "mse", Dense(1), x, []float64{1, 2, 3}, "3"},
		{"broadcast", "mse", Dense(3), x, [][]float64{{1}, {2}, {3}, {4}}, "targets have shape (None, 1), but the model puts out (None, 3)"},
		{"other width", "mse", Dense(3), x, [][]float64{{1, 2}, {2, 3}, {3, 4}, {4, 5}}, "(None, 2)"},
		{"features", "mse", Dense(1), [][]float64{{1, 2, 3}, {1, 2, 3}}, []float64{1, 2}, `layer "dense" (1 of 1): input has 3 features per sample, built for 2`},
		{"nothing", "mse", Dense(1), [][]float64{}, []float64{}, "empty"},
		{"ragged", "mse", Dense(1), [][]float64{{1, 2}, {3}}, []float64{1, 2}, "row 1"},
		{"unknown type", "mse", Dense(1), map[string]int{}, []float64{1}, "map"},
		{"names", "mse", Dense(1), x, []bool{true}, "bool"},
	} {
		m := sequential.New(Input(2), c.last)
		if err := m.Compile("sgd", c.loss); err != nil {
			t.Fatal(err)
		}
		before, _ := m.Weights()
		_, err := m.Fit(c.x, c.y)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if after, _ := m.Weights(); after[0].Data[0] != before[0].Data[0] {
			t.Errorf("%s: a step was made", c.name)
		}
	}
}

func TestLabelForms(t *testing.T) {
	x := [][]float64{{1, 2}, {3, 4}, {5, 6}}
	var want []float64
	for _, c := range []struct {
		loss string
		y    any
	}{
		{"sparse_categorical_crossentropy", []int{0, 2, 1}},
		{"sparse_categorical_crossentropy", [][]int{{0}, {2}, {1}}},
		{"sparse_categorical_crossentropy", [][]float64{{1, 0, 0}, {0, 0, 1}, {0, 1, 0}}},
		{"sparse_categorical_crossentropy", []string{"a", "c", "b"}},
		{"categorical_crossentropy", []int{0, 2, 1}},
		{"categorical_crossentropy", [][]float64{{1, 0, 0}, {0, 0, 1}, {0, 1, 0}}},
	} {
		m := sequential.New(Input(2), Dense(3, "softmax"))
		if err := m.Compile("adam", c.loss, "accuracy"); err != nil {
			t.Fatal(err)
		}
		h, err := m.Fit(x, c.y, sequential.Epochs(3))
		if err != nil {
			t.Errorf("%s %v: %v", c.loss, c.y, err)
			continue
		}
		if want == nil {
			want = h.Values["loss"]
		}
		if got := h.Values["loss"]; got[2] != want[2] {
			t.Errorf("%s %v: losses %v, want %v", c.loss, c.y, got, want)
		}
	}
}

func TestOptions(t *testing.T) {
	m := sequential.New(Input(2), Dense(1))
	x, y := [][]float64{{1, 2}, {3, 4}}, []float64{1, 2}
	if _, err := m.Fit(x, y); !errors.Is(err, sequential.ErrNotCompiled) {
		t.Errorf("%v", err)
	}
	if err := m.Compile("sgd", "mse"); err != nil {
		t.Fatal(err)
	}
	for _, o := range []sequential.FitOption{
		sequential.Epochs(-1), sequential.BatchSize(0), sequential.ValidationSplit(1), sequential.ValidationSplit(-.1),
		sequential.InitialEpoch(7), sequential.SampleWeight([]float32{1}),
	} {
		var e *sequential.OptionError
		if _, err := m.Fit(x, y, o); !errors.As(err, &e) {
			t.Errorf("%v", err)
		}
	}
	m.Add(Dense(1))
	if _, err := m.Fit(x, y); !errors.Is(err, sequential.ErrNotCompiled) {
		t.Errorf("layers were changed, yet: %v", err)
	}
}

// TestWeightsOfClassesAndSamples: what cannot count is refused, by its name.
func TestWeightsOfClassesAndSamples(t *testing.T) {
	three := sequential.New(Input(2), Dense(3, "softmax"))
	one := sequential.New(Input(2), Dense(1, "sigmoid"))
	any := sequential.New(Input(2), Dense(1))
	for m, loss := range map[*sequential.Model]string{three: "sparse_categorical_crossentropy", one: "binary_crossentropy", any: "mse"} {
		if err := m.Compile("sgd", loss); err != nil {
			t.Fatal(err)
		}
	}
	x, y := [][]float64{{1, 2}, {3, 4}}, []float64{0, 1}
	for _, c := range []struct {
		m    *sequential.Model
		o    sequential.FitOption
		want string
	}{
		{three, sequential.ClassWeight(map[int]float64{0: 2, 2: 0}), ""},
		{three, sequential.ClassWeight(map[int]float64{7: 1}), "class_weight: there is no class 7; there are 3, from 0"},
		{three, sequential.ClassWeight(map[int]float64{-1: 1}), "class_weight: there is no class -1; there are 3, from 0"},
		{three, sequential.ClassWeight(map[int]float64{1: math.NaN()}), "class_weight: want numbers, have NaN for class 1"},
		{one, sequential.ClassWeight(map[int]float64{1: 2}), ""},
		{one, sequential.ClassWeight(map[int]float64{2: 2}), "class_weight: there is no class 2; there are 2, from 0"},
		{any, sequential.ClassWeight(map[int]float64{2: 2}), ""},
		{any, sequential.SampleWeight([]float32{1, -1}), ""},
		{any, sequential.SampleWeight([]float32{1, float32(math.Inf(1))}), "sample_weight: want numbers, have +Inf for sample 1"},
	} {
		got := ""
		if _, err := c.m.Fit(x, y, c.o); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("have %q, want %q", got, c.want)
		}
	}
}

// TestOneFitAtATime: a second Fit says so, and the first goes on.
func TestOneFitAtATime(t *testing.T) {
	m := sequential.New(Input(2), Dense(1))
	if err := m.Compile("sgd", "mse"); err != nil {
		t.Fatal(err)
	}
	x, y := [][]float64{{1, 2}, {3, 4}}, []float64{0, 1}
	var second error
	again := sequential.CallbackFunc(func(e sequential.Event, tr *sequential.Training) error {
		if e == sequential.EpochEnd {
			_, second = tr.Model().Fit(x, y)
		}
		return nil
	})
	if _, err := m.Fit(x, y, sequential.Callbacks(again)); err != nil {
		t.Fatal(err)
	}
	if second == nil || !strings.Contains(second.Error(), "trained already") {
		t.Errorf("a Fit within a Fit: %v", second)
	}
	if _, err := m.Fit(x, y); err != nil {
		t.Errorf("a Fit after it: %v", err)
	}
}

func TestInputErrors(t *testing.T) {
	if err := sequential.New(Dense(1)).BuildFor(0); err == nil || !strings.Contains(err.Error(), "at least 1") {
		t.Errorf("%v", err)
	}
	for _, c := range []struct {
		m    *sequential.Model
		want string
	}{
		{sequential.New(Input(-3), Dense(1)), "want sizes of at least 1, have -3"},
		{sequential.New(Dense(1), Input(3)), "must be the first"},
		{sequential.New(Input(3), Input(3), Dense(1)), "must be the first"},
		{sequential.New(Input(3)), "no layers"},
		{sequential.New(nil), "nil"},
	} {
		if err := c.m.Compile("sgd", "mse"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}

func TestClassesAndOutputs(t *testing.T) {
	m := sequential.New(Input(1), Dense(2, "softmax"))
	if err := m.Compile("sgd", "sparse_categorical_crossentropy"); err != nil {
		t.Fatal(err)
	}
	x := [][]float64{{1}, {2}, {3}}
	if _, err := m.Fit(x, []string{"red", "green", "blue"}); err == nil || !strings.Contains(err.Error(), `layer "dense" (1 of 1): there are 3 classes (blue, green, red), and only 2 outputs`) {
		t.Errorf("%v", err)
	}
	m.SetClasses("yes")
	if _, err := m.Fit(x, []int{0, 0, 0}); err != nil || !strings.Contains(strings.Join(m.Notes(), ""), "2 outputs for 1 classes") {
		t.Errorf("%v %v", err, m.Notes())
	}
}

// A model within a model says what its last layer does.
func TestNestedSpeaks(t *testing.T) {
	inner := sequential.New(Input(4), Dense(4, "relu"), Dense(3, "softmax"))
	m := sequential.New(Input(4), Dense(4, "relu"), inner)
	if err := m.Compile("sgd", "categorical_crossentropy"); err != nil {
		t.Fatal(err)
	}
	if s := m.Summary(); !strings.Contains(s, "all 3 units together, Σ = 1") || strings.Contains(s, "linear") {
		t.Error(s)
	}
	x := [][]float64{{1, 2, 3, 4}}
	e, err := m.Explain(x)
	if err != nil || e.Activation == nil || e.Activation.Name != "softmax" || e.Fan != 4 {
		t.Errorf("%+v, %v", e, err)
	}
	j, err := m.Jacobian("sequential", x)
	if err != nil || j.Row(0)[1] >= 0 {
		t.Errorf("%v, %v", j, err)
	}
}

func TestAddMistakes(t *testing.T) {
	m := sequential.New(Input(2), Dense(1))
	m.Add(m)
	if err := m.Compile("sgd", "mse"); err == nil || !strings.Contains(err.Error(), "cannot be a layer of itself") {
		t.Errorf("%v", err)
	}
	a, b := sequential.New(Input(2)), sequential.New(Input(2))
	a.Add(b)
	b.Add(a)
	if err := b.Compile("sgd", "mse"); err == nil {
		t.Error("two models within each other passed")
	}
	var none *DenseSpec
	if err := sequential.New(Input(2), none).Compile("sgd", "mse"); err == nil || !strings.Contains(err.Error(), "nil") {
		t.Errorf("%v", err)
	}
	m = sequential.New(Input(2), &DenseSpec{Units: 1})
	if err := m.Compile("sgd", "mse"); err != nil || !strings.Contains(strings.Join(m.Notes(), ""), "no layer learns") {
		t.Errorf("%v, %v", err, m.Notes())
	}
}
