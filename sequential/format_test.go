package sequential_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// small is a model that was trained a little.
func small(t *testing.T, seed uint64) *sequential.Model {
	t.Helper()
	m := sequential.New(Input(2), Dense(3, "tanh", with.Name("a")), Dense(1, "sigmoid", with.Name("b")))
	m.SetSeed(seed)
	if err := m.Compile("adam", "binary_crossentropy"); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Fit(xorX, xorY, sequential.Epochs(3)); err != nil {
		t.Fatal(err)
	}
	return m
}

func weights(t *testing.T, m *sequential.Model) []sequential.Weight {
	t.Helper()
	w, err := m.Weights()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Without an ending Save writes a .keras file.
func TestSaveDefault(t *testing.T) {
	path := filepath.Join(t.TempDir(), "model")
	m := small(t, 0)
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	again, err := sequential.Load(path + ".keras")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(weights(t, m), weights(t, again)); d != "" {
		t.Error(d)
	}
}

// LoadWeights takes weights, and what the optimizer remembers, from any file that
// has them for the same layers: training goes on as if it had not been saved.
func TestLoadWeights(t *testing.T) {
	from := small(t, 1)
	for _, ext := range []string{".keras", ".weights.h5", ".h5", ".safetensors"} {
		path := filepath.Join(t.TempDir(), "m"+ext)
		if err := from.Save(path); err != nil {
			t.Fatal(err)
		}
		to := small(t, 2)
		if err := to.LoadWeights(path); err != nil {
			t.Fatalf("%s: %v", ext, err)
		}
		if d := cmp.Diff(weights(t, from), weights(t, to)); d != "" {
			t.Errorf("%s: %s", ext, d)
		}
		on, err := sequential.Load(filepath.Join(filepath.Dir(path), "m"+ext))
		if ext == ".weights.h5" {
			if err == nil || !strings.Contains(err.Error(), "LoadWeights") {
				t.Errorf("%v", err)
			}
			continue
		} else if err != nil {
			t.Fatal(err)
		}
		for _, m := range []*sequential.Model{on, to} {
			if _, err := m.Fit(xorX, xorY, sequential.Shuffle(false), sequential.Epochs(2)); err != nil {
				t.Fatal(err)
			}
		}
		if d := cmp.Diff(weights(t, on), weights(t, to)); d != "" {
			t.Errorf("%s: trained on: %s", ext, d)
		}
	}
}

// A file for other layers changes nothing.
func TestLoadWeightsRefuses(t *testing.T) {
	other := sequential.New(Input(2), Dense(4, with.Name("a")), Dense(1, with.Name("b")))
	if err := other.BuildFor(2); err != nil {
		t.Fatal(err)
	}
	m := small(t, 0)
	before := weights(t, m)
	for _, ext := range []string{".keras", ".weights.h5", ".h5", ".safetensors"} {
		path := filepath.Join(t.TempDir(), "m"+ext)
		if err := other.Save(path); err != nil {
			t.Fatal(err)
		}
		if err := m.LoadWeights(path); err == nil || !strings.HasPrefix(err.Error(), path+": ") {
			t.Errorf("%s: %v", ext, err)
		}
	}
	if d := cmp.Diff(before, weights(t, m)); d != "" {
		t.Error(d)
	}
	if err := m.LoadWeights("m.txt"); err == nil {
		t.Error("m.txt was read")
	}
}

// plain hides all but reading from the start.
type plain struct{ fs.File }

type plainFS struct{ fs.FS }

func (p plainFS) Open(name string) (fs.File, error) {
	f, err := p.FS.Open(name)
	return plain{f}, err
}

func TestLoadFS(t *testing.T) {
	dir := t.TempDir()
	m := small(t, 0)
	if err := m.Save(filepath.Join(dir, "m.keras")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "m.keras"))
	if err != nil {
		t.Fatal(err)
	}
	for _, files := range []fs.FS{os.DirFS(dir), fstest.MapFS{"m.keras": {Data: text}}, plainFS{os.DirFS(dir)}} {
		again, err := sequential.LoadFS(files, "m.keras")
		if err != nil {
			t.Fatalf("%T: %v", files, err)
		}
		if d := cmp.Diff(weights(t, m), weights(t, again)); d != "" {
			t.Errorf("%T: %s", files, d)
		}
	}
	if _, err := sequential.Load(dir + "/../" + filepath.Base(dir)); err == nil {
		t.Error("a folder was read")
	}
}

// A file without weights makes few by itself.
func TestFresh(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.json")
	big := `{"class_name": "Sequential", "config": {"layers": [{"class_name": "InputLayer", "config": {"batch_shape": [null, 10000]}}, {"class_name": "Dense", "config": {"units": 100000}}]}, "compile_config": {"loss": "mse"}}`
	if err := os.WriteFile(path, []byte(big), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := sequential.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if m.Optimizer() != nil || m.Plan() != nil || !strings.Contains(strings.Join(m.Notes(), "\n"), "not compiled") {
		t.Errorf("notes: %v", m.Notes())
	}
}
