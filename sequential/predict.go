package sequential

import (
	"fmt"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
)

// Predict runs the model on samples and returns one row of outputs for each:
// with softmax, probabilities. Any number of goroutines may call it, also while
// Fit runs; each call sees the weights of one whole step.
func (m *Model) Predict(x any) (*data.Tensor, error) { return m.predict(x, false) }

// Logits is Predict without the last activation: the plain sums z that softmax
// or sigmoid would be applied to. For a model that ends in none it is Predict.
func (m *Model) Logits(x any) (*data.Tensor, error) { return m.predict(x, true) }

func (m *Model) predict(x any, raw bool) (*data.Tensor, error) {
	xs, b, err := m.unchecked(x)
	if err != nil {
		return nil, err
	}
	y := &data.Tensor{Shape: append([]int{xs.Rows()}, b.plan.Net.Out...), Data: make([]float32, xs.Rows()*b.y1)}
	bad, err := b.predict(y.Data, xs.Data, raw)
	if bad >= 0 {
		err = xs.CheckFinite("x")
	}
	if err != nil {
		return nil, err
	}
	return y, nil
}

// samples reads x and builds the model if it is not built yet.
func (m *Model) samples(x any) (*data.Tensor, *built, error) {
	xs, b, err := m.unchecked(x)
	if err == nil {
		err = xs.CheckFinite("x")
	}
	return xs, b, err
}

// unchecked is samples whose values may be no numbers.
func (m *Model) unchecked(x any) (*data.Tensor, *built, error) {
	xs, err := data.From(x)
	if err != nil {
		return nil, nil, err
	}
	if xs, err = m.asInput(xs); err != nil {
		return nil, nil, err
	}
	b, err := m.ready(xs.Shape[1:])
	if err != nil {
		return nil, nil, err
	}
	if !sameShape(xs.Shape[1:], b.in) {
		return nil, nil, m.inputError(xs.Shape[1:], b.in)
	}
	return xs, b, nil
}

// PredictTo is Predict on rows of x, one after the other, into dst. Once warm it
// allocates nothing. Wrong lengths, and values that are no numbers, are errors;
// then what is in dst means nothing.
func (m *Model) PredictTo(dst, x []float32) error {
	b := m.built.Load()
	if b == nil || m.stale.Load() {
		var err error
		if b, err = m.ready(nil); err != nil {
			return err
		}
	}
	n, k := b.x1, b.y1
	if len(x)%n != 0 || len(dst) != len(x)/n*k {
		return fmt.Errorf("want x of %d values a sample and dst of %d, have %d and %d", n, k, len(x), len(dst))
	}
	if len(x) == 0 {
		return nil
	}
	bad, err := b.predict(dst, x, false)
	if bad >= 0 {
		return &data.Error{Row: bad / n, Col: bad % n, Msg: fmt.Sprintf("x is %g", x[bad])}
	}
	return err
}

// PredictClasses returns the number of the most likely class of each sample: of
// the largest output, or with one output 1 where it is above one half (above 0
// where the model puts out scores).
func (m *Model) PredictClasses(x any) ([]int, error) {
	y, err := m.Predict(x)
	if err != nil {
		return nil, err
	}
	n := layer.Shape(y.Shape[1:]).Last()
	classes := make([]int, len(y.Data)/n)
	for i := range classes {
		classes[i] = m.Class(y.Data[i*n : (i+1)*n])
	}
	return classes, nil
}

// Class is the number of the class that one row of the model's outputs means, as
// PredictClasses says it.
func (m *Model) Class(p []float32) int {
	if len(p) == 1 {
		if p[0] > m.threshold() {
			return 1
		}
		return 0
	}
	best := 0
	for k, v := range p {
		if v > p[best] {
			best = k
		}
	}
	return best
}

// threshold is what a single output must exceed to mean class 1: one half of a
// probability, 0 of a score.
func (m *Model) threshold() float32 {
	b := m.built.Load()
	if b == nil {
		return 0.5
	}
	n := source(b.plan.Net, len(b.plan.Net.Inner)-1)
	if n != nil && n.Activation != nil && (inUnit(n.Activation) || !builtin(n.Activation)) {
		return 0.5
	}
	return 0
}

// PredictLabels is PredictClasses by name: SetClasses, or the classes of the
// training data.
func (m *Model) PredictLabels(x any) ([]string, error) {
	classes, err := m.PredictClasses(x)
	if err != nil {
		return nil, err
	}
	names := m.Meta().Classes
	labels := make([]string, len(classes))
	for i, k := range classes {
		if k >= len(names) {
			return nil, fmt.Errorf("class %d has no name: the model knows %d names; SetClasses", k, len(names))
		}
		labels[i] = names[k]
	}
	return labels, nil
}
