package torch

import (
	"math"

	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/layer"
)

// These layers stand for those of the same names: Keras's arithmetic written
// down plainly in float64, forward only. They tell whether weights that were
// turned into Keras's form make the model that PyTorch had.

type step func(f *layer.Frame)

func (s step) Forward(f *layer.Frame) { s(f) }
func (step) Backward(*layer.Frame)    {}

func zeros() *initializers.Initializer {
	z, err := initializers.Get("zeros")
	if err != nil {
		panic(err)
	}
	return z
}

// dot is x·w[:, column] for a w of so many columns.
func dot(x, w []float32, column, columns int) (sum float64) {
	for i, v := range x {
		sum += float64(v) * float64(w[i*columns+column])
	}
	return sum
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

type EmbeddingSpec struct {
	layer.Common
	rows, width int
}

func (s *EmbeddingSpec) Build(n *layer.Node) (layer.Layer, error) {
	e := n.Param("embeddings", layer.Shape{s.rows, s.width}, zeros())
	n.Out = layer.Shape{n.In[0], s.width}
	return step(func(f *layer.Frame) {
		for i, v := range f.X {
			copy(f.Y[i*s.width:][:s.width], f.W(e)[int(v)*s.width:])
		}
	}), nil
}

type Conv2DSpec struct {
	layer.Common
	filters, size int
}

func (s *Conv2DSpec) Build(n *layer.Node) (layer.Layer, error) {
	h, w, in, k := n.In[0], n.In[1], n.In[2], s.size
	kernel := n.Param("kernel", layer.Shape{k, k, in, s.filters}, zeros())
	bias := n.Param("bias", layer.Shape{s.filters}, zeros())
	n.Out = layer.Shape{h - k + 1, w - k + 1, s.filters}
	return step(func(f *layer.Frame) {
		y := f.Y
		for r := range f.Rows {
			for i := range h - k + 1 {
				for j := range w - k + 1 {
					for o := range s.filters {
						sum := float64(f.W(bias)[o])
						for di := range k {
							for dj := range k {
								at := ((r*h+i+di)*w + j + dj) * in
								sum += dot(f.X[at:at+in], f.W(kernel)[(di*k+dj)*in*s.filters:], o, s.filters)
							}
						}
						y[0], y = float32(sum), y[1:]
					}
				}
			}
		}
	}), nil
}

type Conv1DSpec struct {
	layer.Common
	filters, size int
}

func (s *Conv1DSpec) Build(n *layer.Node) (layer.Layer, error) {
	t, in := n.In[0], n.In[1]
	kernel := n.Param("kernel", layer.Shape{s.size, in, s.filters}, zeros())
	bias := n.Param("bias", layer.Shape{s.filters}, zeros())
	n.Out = layer.Shape{t - s.size + 1, s.filters}
	return step(func(f *layer.Frame) {
		y := f.Y
		for r := range f.Rows {
			for i := range t - s.size + 1 {
				for o := range s.filters {
					window := f.X[(r*t+i)*in:][:s.size*in]
					y[0], y = float32(float64(f.W(bias)[o])+dot(window, f.W(kernel), o, s.filters)), y[1:]
				}
			}
		}
	}), nil
}

// cell is one step of a recurrent layer: from the sums x·kernel and
// h·recurrent_kernel (before the biases, b and the second row of it) to h and c.
type cell func(z, r, b []float64, h, c []float64)

// unroll declares a recurrent layer's weights and runs cell over time.
func unroll(n *layer.Node, units, gates int, bias layer.Shape, all, backwards bool, cell cell) layer.Layer {
	t, in, width := n.In[0], n.In[1], gates*units
	kernel := n.Param("kernel", layer.Shape{in, width}, zeros())
	recurrent := n.Param("recurrent_kernel", layer.Shape{units, width}, zeros())
	b := n.Param("bias", bias, zeros())
	if n.Out = (layer.Shape{units}); all {
		n.Out = layer.Shape{t, units}
	}
	return step(func(f *layer.Frame) {
		biases := make([]float64, len(f.W(b)))
		for i, v := range f.W(b) {
			biases[i] = float64(v)
		}
		for row := range f.Rows {
			h, c := make([]float64, units), make([]float64, units)
			z, r := make([]float64, width), make([]float64, width)
			for i := range t {
				if backwards {
					i = t - 1 - i
				}
				for g := range width {
					z[g] = dot(f.X[(row*t+i)*in:][:in], f.W(kernel), g, width)
					r[g] = 0
					for j, v := range h {
						r[g] += v * float64(f.W(recurrent)[j*width+g])
					}
				}
				cell(z, r, biases, h, c)
				at := row * units
				if all {
					at = (row*t + i) * units
				}
				for j, v := range h {
					f.Y[at+j] = float32(v)
				}
			}
		}
	})
}

type LSTMSpec struct {
	layer.Common
	units          int
	all, backwards bool
}

func (s *LSTMSpec) Build(n *layer.Node) (layer.Layer, error) {
	u := s.units
	return unroll(n, u, 4, layer.Shape{4 * u}, s.all, s.backwards, func(z, r, b, h, c []float64) {
		for j := range u {
			gate := func(k int) float64 { return z[k*u+j] + r[k*u+j] + b[k*u+j] }
			c[j] = sigmoid(gate(1))*c[j] + sigmoid(gate(0))*math.Tanh(gate(2))
			h[j] = sigmoid(gate(3)) * math.Tanh(c[j])
		}
	}), nil
}

type GRUSpec struct {
	layer.Common
	units int
	all   bool
	old   bool // reset_after=false: one bias
}

func (s *GRUSpec) Build(n *layer.Node) (layer.Layer, error) {
	u := s.units
	bias := layer.Shape{2, 3 * u}
	if s.old {
		bias = bias[1:]
	}
	return unroll(n, u, 3, bias, s.all, false, func(z, r, b, h, _ []float64) {
		for j := range u {
			x := func(k int) float64 { return z[k*u+j] + b[k*u+j] }
			y := func(k int) float64 { return r[k*u+j] + b[3*u+k*u+j] }
			update, reset := sigmoid(x(0)+y(0)), sigmoid(x(1)+y(1))
			h[j] = update*h[j] + (1-update)*math.Tanh(x(2)+reset*y(2))
		}
	}), nil
}

type SimpleRNNSpec struct {
	layer.Common
	units int
}

func (s *SimpleRNNSpec) Build(n *layer.Node) (layer.Layer, error) {
	return unroll(n, s.units, 1, layer.Shape{s.units}, false, false, func(z, r, b, h, _ []float64) {
		for j := range h {
			h[j] = math.Tanh(z[j] + r[j] + b[j])
		}
	}), nil
}

// BidirectionalSpec joins the last outputs of an LSTM forward and one backward.
type BidirectionalSpec struct {
	layer.Common
	units int
}

func (s *BidirectionalSpec) Build(n *layer.Node) (layer.Layer, error) {
	fore, err := n.Child("forward_layer", named(&LSTMSpec{units: s.units}, "forward_lstm"), n.In, false, 1)
	if err != nil {
		return nil, err
	}
	back, err := n.Child("backward_layer", named(&LSTMSpec{units: s.units, backwards: true}, "backward_lstm"), n.In, false, 1)
	if err != nil {
		return nil, err
	}
	n.Out = layer.Shape{2 * s.units}
	return step(func(f *layer.Frame) {
		y, u := make([]float32, f.Rows*s.units), s.units
		for i, inner := range []*layer.Node{fore, back} {
			f.Forward(inner, f.Rows, f.X, y, nil)
			for r := range f.Rows {
				copy(f.Y[(2*r+i)*u:][:u], y[r*u:])
			}
		}
	}), nil
}

func named(s *LSTMSpec, name string) *LSTMSpec {
	s.Name = name
	return s
}
