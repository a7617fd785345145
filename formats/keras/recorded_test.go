package keras_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
)

// recorded are files that Keras 3.15 wrote; "../hdf5/testdata/keras" has more.
func recorded(name string) string {
	if path := filepath.Join("testdata", name); exists(path) {
		return path
	}
	return filepath.Join("..", "hdf5", "testdata", "keras", name)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

type answers struct {
	XShape []int     `json:"x_shape"`
	X      []float32 `json:"x"`
	YShape []int     `json:"y_shape"`
	Y      []float32 `json:"y"`
}

func answersOf(t testing.TB, name string) (a answers) {
	t.Helper()
	text, err := os.ReadFile(recorded(name + ".predictions.json"))
	if err == nil {
		err = json.Unmarshal(text, &a)
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// check compares the predictions of m with what Keras predicted.
func (a answers) check(t *testing.T, m *sequential.Model) {
	t.Helper()
	y, err := m.Predict(&data.Tensor{Shape: a.XShape, Data: a.X})
	if err != nil {
		t.Fatal(err)
	}
	if len(y.Data) != len(a.Y) {
		t.Fatalf("%d values, want %d", len(y.Data), len(a.Y))
	}
	for i, v := range y.Data {
		if d := math.Abs(float64(v - a.Y[i])); !(d <= 1e-6) {
			t.Fatalf("value %d: have %g, Keras %g", i, v, a.Y[i])
		}
	}
}

func load(t testing.TB, path string) *sequential.Model {
	t.Helper()
	m, err := sequential.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestRecorded(t *testing.T) {
	for _, file := range []string{"seed_mlp.keras", "mlp_bn_dropout.keras", "mlp_bn_dropout.legacy.h5"} {
		t.Run(file, func(t *testing.T) {
			name, _, _ := strings.Cut(file, ".")
			m := load(t, recorded(file))
			answersOf(t, name).check(t, m)
			if m.Optimizer() == nil {
				t.Errorf("it is not compiled: %v", m.Notes())
			}
			for _, n := range m.Notes() {
				if strings.Contains(n, "anew") {
					t.Error(n)
				}
			}
		})
	}
}

// Weights alone go into a model that has the layers from elsewhere.
func TestRecordedWeights(t *testing.T) {
	for _, file := range []string{"mlp_bn_dropout.weights.h5", "mlp_bn_dropout.legacy_weights.h5", "mlp_bn_dropout.legacy.h5", "mlp_bn_dropout.keras"} {
		t.Run(file, func(t *testing.T) {
			m := load(t, recorded("mlp_bn_dropout.json"))
			if err := m.LoadWeights(asWeights(t, recorded(file))); err != nil {
				t.Fatal(err)
			}
			answersOf(t, "mlp_bn_dropout").check(t, m)
		})
	}
}

// asWeights gives weights in the old form the ending of weights.
func asWeights(t *testing.T, path string) string {
	name, ok := strings.CutSuffix(path, ".legacy_weights.h5")
	if !ok {
		return path
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), filepath.Base(name)+".weights.h5")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// What is not here yet is named, with its place.
func TestNotHereYet(t *testing.T) {
	for file, want := range map[string]string{
		"cnn.keras":      `config.json: config.layers[1].class_name: layer "conv2d" (2 of 8): Conv2D is a layer of Keras that is not here yet`,
		"text_rnn.keras": `config.json: config.layers[1].class_name: layer "embedding" (2 of 5): Embedding is a layer of Keras that is not here yet`,
		"cnn.legacy.h5":  `model_config: config.layers[1].class_name: layer "conv2d" (2 of 8): Conv2D is a layer of Keras that is not here yet`,
	} {
		_, err := sequential.Load(recorded(file))
		if err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%v\nwant …%s", err, want)
		}
	}
	_, err := sequential.Load(recorded("mlp_bn_dropout.weights.h5"))
	if err == nil || !strings.Contains(err.Error(), "LoadWeights") {
		t.Errorf("%v", err)
	}
}
