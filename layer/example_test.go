package layer_test

import (
	"fmt"

	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/sequential"
)

// A layer of your own is one type with its arithmetic. After layer.Register its
// name works in Go strings, in YAML and in files, and its keys are options.

// ScaleSpec multiplies each input by a weight that is learnt.
type ScaleSpec struct {
	Start        float64 `yaml:"start" default:"1.0" doc:"first value of the weights"`
	layer.Common `yaml:",inline"`
}

// Scale is its constructor.
func Scale(more ...any) *ScaleSpec { return layer.New(&ScaleSpec{}, more...) }

// Build checks the spec and declares what the layer needs.
func (s *ScaleSpec) Build(n *layer.Node) (layer.Layer, error) {
	if s.Start == 0 {
		return nil, registry.Bad("start", "want a number other than 0: nothing would be learnt")
	}
	start, err := initializers.Get(fmt.Sprintf("constant(%g)", s.Start))
	n.ActsOn = "each unit alone"
	return scale{n.Param("scale", layer.Shape{n.In.Size()}, start)}, err
}

type scale struct{ w *layer.Param }

func (s scale) Forward(f *layer.Frame) {
	w := f.W(s.w)
	for i, x := range f.X {
		f.Y[i] = w[i%len(w)] * x
	}
}

func (s scale) Backward(f *layer.Frame) {
	w, g := f.W(s.w), f.Grad(s.w)
	for i, d := range f.DY {
		k := i % len(w)
		if g != nil { // nil while the layer is frozen
			g[k] += float32(d * f.X[i])
		}
		if f.DX != nil { // nil if nothing before it learns
			f.DX[i] = d * w[k]
		}
	}
}

var _ = layer.Register[ScaleSpec]("Scale")

func Example() {
	spec, err := layer.Parse("Scale(2)") // as YAML and files do
	if err != nil {
		fmt.Println(err)
		return
	}
	model := sequential.New(spec, Scale(3))
	y, err := model.Predict([][]float64{{1, 2}})
	fmt.Println(y.Data, err)
	fmt.Println(sequential.New(Scale(0)).BuildFor(2))
	_, err = layer.Parse("Scael(2)")
	fmt.Println(err)
	// Output:
	// [6 12] <nil>
	// layer "scale" (1 of 1): start: want a number other than 0: nothing would be learnt
	// unknown layer "Scael"; did you mean "Scale"?
}
