package keras_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/formats/keras"
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

// models are those that Keras wrote in every form.
var models = []string{"mlp_bn_dropout", "cnn", "text_rnn"}

func TestRecorded(t *testing.T) {
	files := []string{"seed_mlp.keras"}
	for _, name := range models {
		files = append(files, name+".keras", name+".legacy.h5")
	}
	for _, file := range files {
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
			checkState(t, m, file)
		})
	}
}

// checkState makes sure that the optimizer remembers what it did in Keras: what m
// saves of it is what the file has.
func checkState(t *testing.T, m *sequential.Model, file string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "again.keras")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	steps, state := stateOf(t, recorded(file))
	ours, again := stateOf(t, path)
	if d := cmp.Diff(state, again); steps == 0 || steps != ours || len(state) < 2 || d != "" {
		t.Errorf("%d steps are %d: %s", steps, ours, d)
	}
}

// stateOf is what the optimizer remembers in a file.
func stateOf(t *testing.T, path string) (steps int, state [][]float32) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	read := keras.Read
	if strings.HasSuffix(path, ".h5") {
		read = keras.ReadH5
	}
	s, err := read(f, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range s.Slots {
		v, err := a.Values()
		if err != nil {
			t.Fatal(err)
		}
		state = append(state, v)
	}
	return s.Compile.Iteration, state
}

// Weights alone go into a model that has the layers from elsewhere.
func TestRecordedWeights(t *testing.T) {
	for _, name := range models {
		for _, ext := range []string{".weights.h5", ".legacy_weights.h5", ".legacy.h5", ".keras"} {
			t.Run(name+ext, func(t *testing.T) {
				m := load(t, recorded(name+".json"))
				if err := m.LoadWeights(asWeights(t, recorded(name+ext))); err != nil {
					t.Fatal(err)
				}
				answersOf(t, name).check(t, m)
			})
		}
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
	_, err := sequential.Load(recorded("conv_lstm.json"))
	want := `conv_lstm.json: config.layers[1].class_name: layer "conv_lstm2d" (2 of 3): ConvLSTM2D is a layer of Keras that is not here yet`
	if err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("%v\nwant …%s", err, want)
	}
}

func TestOnlyWeights(t *testing.T) {
	_, err := sequential.Load(recorded("mlp_bn_dropout.weights.h5"))
	if err == nil || !strings.Contains(err.Error(), "LoadWeights") {
		t.Errorf("%v", err)
	}
}
