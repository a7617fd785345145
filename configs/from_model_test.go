package configs_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// A model built in Go becomes a Spec that makes the same model.
func TestFromModel(t *testing.T) {
	m := sequential.New(layers.Input(4), layers.Dense(8, "relu"), layers.Dense(8, "relu"))
	m.Add(layers.Dense(3, "softmax"))
	m.SetName("flowers")
	m.SetSeed(5)
	m.SetClasses("a", "b", "c")
	err := m.Compile("sgd(0.1, momentum=0.9)", "binary_crossentropy", "accuracy", "auc(curve=PR)",
		sequential.WeightedMetrics("accuracy"), sequential.Allow("softmax_with_binary_crossentropy"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := configs.FromModel(m)
	if err != nil {
		t.Fatal(err)
	}
	again(t, s)
	back, err := s.Model()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(m.Summary(), back.Summary()); d != "" {
		t.Error(d)
	}
	if back.Seed() != 5 || !slices.Equal(back.Classes(), m.Classes()) || !slices.Equal(back.MetricNames(), m.MetricNames()) {
		t.Errorf("%d %v %v", back.Seed(), back.Classes(), back.MetricNames())
	}
	if back.Optimizer().String() != m.Optimizer().String() || back.Loss().String() != m.Loss().String() {
		t.Errorf("%s %s", back.Optimizer(), back.Loss())
	}
	x := []float32{1, 2, 3, 4}
	a, err1 := m.Predict(x)
	b, err2 := back.Predict(x)
	if err1 != nil || err2 != nil || !slices.Equal(a.Data, b.Data) {
		t.Errorf("%v %v, %v %v", a, b, err1, err2)
	}
}

// So does one that was saved, and one that is not compiled.
func TestFromModelSaved(t *testing.T) {
	m, err := sample(t, "iris", "input=4").Model()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "iris.safetensors")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	loaded, err := sequential.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := configs.FromModel(loaded)
	if err != nil {
		t.Fatal(err)
	}
	full := again(t, s)
	if !strings.Contains(string(full), "name: dense_1\n") || s.Compile.Optimizer.String() != "adam(learning_rate=0.01)" {
		t.Errorf("%s", full)
	}
	plain := sequential.New(layers.Input(2), layers.Dense(1))
	if err := plain.BuildFor(2); err != nil {
		t.Fatal(err)
	}
	if s, err = configs.FromModel(plain); err != nil || s.Compile != nil {
		t.Errorf("%+v %v", s, err)
	}
	again(t, s)
}

func TestFromModelRefuses(t *testing.T) {
	if _, err := configs.FromModel(sequential.New(layers.Dense(3))); err == nil || !strings.Contains(err.Error(), "the shape of the input is not known") {
		t.Error(err)
	}
	own := &activations.Activation{Name: "own", Apply: func(y, x []float32, _ int) { copy(y, x) }, Grad: func(dx, dy, _, _ []float32, _ int) { copy(dx, dy) }}
	m := sequential.New(layers.Input(2), layers.Dense(3, own))
	if err := m.BuildFor(2); err != nil {
		t.Fatal(err)
	}
	if _, err := configs.FromModel(m); err == nil || !strings.Contains(err.Error(), "own") {
		t.Error(err)
	}
}
