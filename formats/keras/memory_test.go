package keras_test

import (
	"path/filepath"
	"runtime"
	"testing"

	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// Loading takes the memory of the weights, and little more: they go from the file
// to their place. Once it is compiled, there is what the optimizer remembers.
func TestMemory(t *testing.T) {
	const side = 1500
	bytes := uint64(4 * 2 * side * (side + 1))
	for _, compiled := range []bool{false, true} {
		model := sequential.New(layers.Input(side), layers.Dense(side, "relu"), layers.Dense(side))
		want := bytes
		if compiled {
			if err := model.Compile("adam", "mse"); err != nil {
				t.Fatal(err)
			}
			x := make([]float32, side)
			if _, err := model.Fit([][]float32{x}, [][]float32{x}); err != nil {
				t.Fatal(err)
			}
			want *= 3
		}
		for _, ext := range []string{".keras", ".h5"} {
			path := filepath.Join(t.TempDir(), "big"+ext)
			if err := model.Save(path); err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			m := load(t, path)
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; float64(used) > 1.2*float64(want) {
				t.Errorf("%s, compiled %t: %d bytes for %d of values", ext, compiled, used, want)
			}
			if _, err := m.Predict(make([][]float32, 0)); err == nil {
				t.Error("no rows were predicted")
			}
		}
	}
}
