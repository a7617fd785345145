package layers

import (
	"fmt"

	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

var _ = layer.Define[EmbeddingSpec]("Embedding")

// Embedding gives each of input_dim things, such as words, a vector of output_dim
// numbers, which it learns. Its input are the numbers of things, from 0 on; with a
// fraction they are cut down to whole ones. A number that there is no vector for
// is an error of Fit and Predict.
//
// With mask_zero, 0 is no thing but the filling of sequences that are too short:
// the layers after it leave those steps out.
//
// Input (…), output (…, output_dim); the embeddings are (input_dim, output_dim).
func Embedding(inputDim, outputDim int, more ...any) *EmbeddingSpec {
	return layer.New(&EmbeddingSpec{}, append([]any{inputDim, outputDim}, more...)...)
}

// EmbeddingSpec configures [Embedding].
type EmbeddingSpec struct {
	InputDim              int                       `yaml:"input_dim" required:"true" doc:"how many things there are, numbered from 0"`
	OutputDim             int                       `yaml:"output_dim" required:"true" doc:"how many numbers stand for one"`
	EmbeddingsInitializer *initializers.Initializer `yaml:"embeddings_initializer" default:"uniform" doc:"first values of the vectors"`
	EmbeddingsRegularizer *regularizers.Regularizer `yaml:"embeddings_regularizer" default:"None" doc:"penalty on the vectors"`
	EmbeddingsConstraint  *constraints.Constraint   `yaml:"embeddings_constraint" default:"None" doc:"held after each step by the vectors"`
	MaskZero              bool                      `yaml:"mask_zero" default:"false" doc:"true: 0 fills sequences up, and such steps do not count"`
	layer.Common          `yaml:",inline"`
}

// Build declares the embeddings.
func (s *EmbeddingSpec) Build(n *layer.Node) (layer.Layer, error) {
	switch {
	case s.InputDim < 1:
		return nil, registry.Bad("input_dim", "want at least 1, have %d", s.InputDim)
	case s.OutputDim < 1:
		return nil, registry.Bad("output_dim", "want at least 1, have %d", s.OutputDim)
	}
	shape := layer.Shape{s.InputDim, s.OutputDim}
	e := &embedding{count: s.InputDim, dim: s.OutputDim}
	e.w = weight(n, "embeddings", shape, s.EmbeddingsInitializer, s.EmbeddingsRegularizer, s.EmbeddingsConstraint)
	n.Out = append(append(layer.Shape{}, n.In...), s.OutputDim)
	if s.MaskZero {
		n.Mask = layer.MakesMask
	}
	n.Label, n.ActsOn = fmt.Sprintf("Embedding %d", s.InputDim), "each number alone"
	return e, nil
}

type embedding struct {
	count, dim int
	w          *layer.Param
}

func (e *embedding) Forward(f *layer.Frame) {
	w := f.W(e.w)
	for i, v := range f.X {
		y := at(f.Y, i, e.dim)
		k := int(v)
		if !(v > -1 && v < float32(e.count)) || k >= e.count {
			e.fail(f, i, v)
			clear(y)
			k = 0
		} else {
			copy(y, at(w, k, e.dim))
		}
		if f.OutMask != nil {
			f.OutMask[i] = float32(min(1, k))
		}
	}
}

// fail says where a number is that stands for nothing.
func (e *embedding) fail(f *layer.Frame, i int, v float32) {
	n := max(1, len(f.X)/f.Rows)
	f.Fail(&data.Error{Row: f.Row(i / n), Col: i % n, Msg: fmt.Sprintf("x is %g; the embeddings have numbers from 0 to %d", v, e.count-1)})
}

func (e *embedding) Backward(f *layer.Frame) {
	clear(f.DX) // a number that names a thing cannot be changed a little
	dw := f.Grad(e.w)
	if dw == nil {
		return
	}
	for i, v := range f.X {
		kernel.Add(at(dw, int(v), e.dim), at(f.DY, i, e.dim))
	}
}
