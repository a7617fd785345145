package keras_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
)

// TestKeras2: whole models that Keras 2.13 wrote, by testdata/keras2.py, predict
// as they did there.
func TestKeras2(t *testing.T) {
	for _, name := range []string{"keras2_mlp", "keras2_cnn", "keras2_rnn"} {
		text, err := os.ReadFile(filepath.Join("testdata", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var want struct {
			X any         `json:"x"`
			Y [][]float32 `json:"y"`
		}
		if err := json.Unmarshal(text, &want); err != nil {
			t.Fatal(err)
		}
		var x []float32
		flatten(want.X, &x)
		for _, ext := range []string{".h5", ".keras"} {
			m, err := sequential.Load(filepath.Join("testdata", name+ext))
			if err != nil {
				t.Error(err)
				continue
			}
			y, err := m.Predict(&data.Tensor{Shape: append([]int{len(want.Y)}, m.Input()...), Data: x})
			if err != nil {
				t.Errorf("%s%s: %v", name, ext, err)
				continue
			}
			for i, row := range want.Y {
				for j, v := range row {
					if d := math.Abs(float64(y.Data[i*len(row)+j] - v)); !(d <= 1e-6) {
						t.Errorf("%s%s: row %d, output %d is %g, want %g", name, ext, i, j, y.Data[i*len(row)+j], v)
					}
				}
			}
		}
	}
}

// flatten appends the numbers of nested lists.
func flatten(v any, to *[]float32) {
	switch v := v.(type) {
	case float64:
		*to = append(*to, float32(v))
	case []any:
		for _, one := range v {
			flatten(one, to)
		}
	}
}
