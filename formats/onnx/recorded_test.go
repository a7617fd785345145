package onnx_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
)

// recorded is what a framework made of some samples; testdata/make.py wrote it
// beside the file of the framework's exporter.
type recorded struct {
	From    string    `json:"from"`
	Shape   []int     `json:"shape"`
	X       []float32 `json:"x"`
	YShape  []int     `json:"y_shape"`
	Y       []float32 `json:"y"`
	Classes []string  `json:"classes"`
}

// refused are the recorded files that are no chains, with what is said of them.
var refused = map[string]string{
	"keras_gelu":          `op "Erfc" is not one that is read`,
	"keras_normalization": "want one input, have 2",
}

func TestRecorded(t *testing.T) {
	files, _ := filepath.Glob("testdata/*_*.onnx")
	if len(files) < 12 {
		t.Errorf("only %d recorded files", len(files))
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".onnx")
		t.Run(name, func(t *testing.T) {
			m, err := sequential.Load(file)
			if want, ok := refused[name]; ok {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("%v, want %s", err, want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var want recorded
			text, err := os.ReadFile(strings.TrimSuffix(file, ".onnx") + ".json")
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(text, &want); err != nil {
				t.Fatal(err)
			}
			y, err := m.Predict(&data.Tensor{Shape: want.Shape, Data: want.X})
			if err != nil {
				t.Fatal(err)
			}
			if d := difference(y.Data, want.Y); !slices.Equal(y.Shape, want.YShape) || d > 1e-5 {
				t.Errorf("%v, want %v; they differ by %g", y.Shape, want.YShape, d)
			}
			if !slices.Equal(m.Classes(), want.Classes) {
				t.Errorf("classes %q, want %q", m.Classes(), want.Classes)
			}
			if s, err := m.Describe(); err == nil {
				t.Log(s.Layers)
			}
		})
	}
}

// difference is the largest |a−b| / max(1, |b|).
func difference(a, b []float32) (most float64) {
	if len(a) != len(b) {
		return math.Inf(1)
	}
	for i := range a {
		x, y := float64(a[i]), float64(b[i])
		if x == y {
			continue
		}
		d := math.Abs(x-y) / max(1, math.Abs(y))
		if math.IsNaN(d) {
			return math.Inf(1)
		}
		most = max(most, d)
	}
	return most
}
