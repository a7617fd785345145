package sequential

import (
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/losses"
)

// targets brings what the user gave into the form that the loss reads.
type targets struct {
	loss  *losses.Loss
	out   layer.Shape
	form  form
	given int // values a sample, as given
	want  int // values a sample, as the loss reads them
	n     int // outputs of one vector

	checked bool // all of them are known to be good
}

// form says how given targets become those of the loss.
type form uint8

const (
	asGiven   form = iota
	numbered       // class numbers are given, the loss wants one-hot rows
	oneHotted      // one-hot rows are given, the loss wants class numbers
)

// newTargets finds the form for targets of shape given a sample (without the
// batch axis).
func newTargets(l *losses.Loss, out layer.Shape, given layer.Shape) (*targets, error) {
	n, vectors := out.Last(), out.Vectors()
	t := &targets{loss: l, out: out, given: given.Size(), want: vectors * l.Width(n), n: n}
	numbers := slices.Equal(trim(given), trim(out[:max(len(out)-1, 0)]))
	classes := l.Link == "softmax" || l.Link == "" && n > 1 && l.Name == "categorical_hinge"
	switch {
	case l.Integer && numbers, !l.Integer && slices.Equal(trim(given), trim(out)):
		t.form = asGiven
	case l.Integer && slices.Equal(given, out):
		t.form = oneHotted
	case classes && n > 1 && numbers:
		t.form = numbered
	case l.Integer:
		return nil, fmt.Errorf("targets have shape %v; %s wants one class number for each output vector, %v, or one-hot rows, %v", given, l.Name, out[:max(len(out)-1, 0)], out)
	default:
		return nil, fmt.Errorf("targets have shape %v, but the model puts out %v; %s compares them value by value%s", given, out, l.Name, hintTargets(l, given, n))
	}
	return t, nil
}

func hintTargets(l *losses.Loss, given layer.Shape, n int) string {
	if given.Size() == 1 && n > 1 {
		return fmt.Sprintf(" (one value is not compared with all %d; for class numbers use sparse_categorical_crossentropy)", n)
	}
	return ""
}

// trim leaves out axes of length 1 at the end: (n,) and (n, 1) are the same.
func trim(s layer.Shape) layer.Shape {
	for len(s) > 0 && s[len(s)-1] == 1 {
		s = s[:len(s)-1]
	}
	return s
}

// convert brings rows of given targets into the loss's form.
func (t *targets) convert(dst, given []float32) {
	switch t.form {
	case asGiven:
		copy(dst, given)
	case numbered:
		expand(dst, given, t.n)
	case oneHotted:
		number(dst, given, t.n)
	}
}

// expand makes one-hot rows of n from class numbers.
func expand(dst, classes []float32, n int) {
	clear(dst[:len(classes)*n])
	for i, k := range classes {
		if k >= 0 && int(k) < n {
			dst[i*n+int(k)] = 1
		}
	}
}

// number makes class numbers from rows of n.
func number(dst, rows []float32, n int) {
	for i := range len(rows) / n {
		best := 0
		for j, v := range rows[i*n : (i+1)*n] {
			if v > rows[i*n+best] {
				best = j
			}
		}
		dst[i] = float32(best)
	}
}

// check refuses the first row that cannot be meant, before a step is made.
func (t *targets) check(given []float32) (row int, err error) {
	switch t.form {
	case numbered:
		i, err := losses.SparseCategoricalCrossentropy().Check(given, t.n)
		return i / t.given, err
	case oneHotted:
		return oneHot(given, t.n, t.given)
	}
	vector, err := t.loss.Check(given, t.n)
	return vector / max(t.out.Vectors(), 1), err
}

// checkAll checks all targets at once.
func (t *targets) checkAll(ys *data.Tensor) error {
	if err := ys.CheckFinite("y"); err != nil {
		return err
	}
	if row, err := t.check(ys.Data); err != nil {
		return &data.Error{Row: row, Col: -1, Msg: "y: " + err.Error()}
	}
	t.checked = true
	return nil
}

// oneHot reports the first row that is not a single one among zeros.
func oneHot(v []float32, n, perRow int) (int, error) {
	for i := 0; i+n <= len(v); i += n {
		ones, others := 0, 0
		for _, x := range v[i : i+n] {
			switch x {
			case 1:
				ones++
			case 0:
			default:
				others++
			}
		}
		if ones != 1 || others > 0 {
			return i / perRow, fmt.Errorf("want a class number or a row with a single 1 among zeros, have %v", v[i:i+n])
		}
	}
	return 0, nil
}
