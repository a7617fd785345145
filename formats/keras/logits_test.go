package keras_test

import (
	"archive/zip"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// memberOf is the text of a member of a file.
func memberOf(t *testing.T, path, name string) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A linear last layer makes a cross-entropy take scores: Keras must be told, and
// here it stays as it was written.
func TestLogits(t *testing.T) {
	m := sequential.New(layers.Input(2), layers.Dense(1))
	m.SetSeed(1<<64 - 1)
	if err := m.Compile("adam", "binary_crossentropy", "accuracy"); err != nil {
		t.Fatal(err)
	}
	m.SetMeta(sequential.Meta{Classes: []string{"no", "yes"}, Features: []string{"a", "b"}, Target: "c"})
	path := filepath.Join(t.TempDir(), "m.keras")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	config := memberOf(t, path, "config.json")
	for _, want := range []string{`"from_logits": true`, `"class_name": "BinaryAccuracy", "config": {"threshold": 0.0, "name": "accuracy"}`, `"batch_shape": [null, 2]`} {
		if !strings.Contains(config, want) {
			t.Errorf("the config has no %s: %s", want, config)
		}
	}
	again := load(t, path)
	if l := again.Loss().String(); l != "binary_crossentropy" || again.MetricNames()[0] != "accuracy" {
		t.Errorf("loaded with %s, %v", l, again.MetricNames())
	}
	if meta := again.Meta(); again.Seed() != 1<<64-1 || meta.Classes[1] != "yes" || meta.Features[0] != "a" || meta.Target != "c" {
		t.Errorf("%+v, seed %d", meta, again.Seed())
	}
}

// The same model gives the same bytes.
func TestSameBytes(t *testing.T) {
	dir := t.TempDir()
	m := load(t, recorded("mlp_bn_dropout.keras"))
	a, b := filepath.Join(dir, "a.keras"), filepath.Join(dir, "b.keras")
	for _, path := range []string{a, b} {
		if err := m.Save(path); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"metadata.json", "config.json", "model.weights.h5", "layercake.json"} {
		if memberOf(t, a, name) != memberOf(t, b, name) {
			t.Errorf("%s differs", name)
		}
	}
}

// A parameter that no file of Keras has a place for is refused, by its layer.
func TestNoPlace(t *testing.T) {
	m := sequential.New(layers.Input(2), layers.Dense(3, "squareplus(b=2.0)"))
	if err := m.Compile("sgd", "mse"); err != nil {
		t.Fatal(err)
	}
	err := m.Save(filepath.Join(t.TempDir(), "m.keras"))
	if want := `layer "dense": activation: Keras's files have no place for the parameters of squareplus(b=2.0); save the model as .safetensors`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}
