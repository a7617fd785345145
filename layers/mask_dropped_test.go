package layers_test

import (
	"slices"
	"testing"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// TestGlobalAveragePooling2DTakesNoMask: as in Keras, a mask that comes to it
// ends there, whatever the order of the axes.
func TestGlobalAveragePooling2DTakesNoMask(t *testing.T) {
	x := data.New(2, 2, 3, 4)
	for i := range x.Data {
		x.Data[i] = float32(i % 5)
	}
	clear(x.Data[:4]) // the first vector is masked
	for _, format := range []string{"channels_last", "channels_first"} {
		answer := func(masked bool) []float32 {
			m := sequential.New(Input(2, 3, 4))
			if masked {
				m.Add(Masking())
			}
			m.Add(GlobalAveragePooling2D(with.DataFormat(format)))
			y, err := m.Predict(x)
			if err != nil {
				t.Fatal(err)
			}
			return y.Data
		}
		if got, want := answer(true), answer(false); !slices.Equal(got, want) {
			t.Errorf("%s: with a mask %v, without one %v", format, got, want)
		}
	}
}
