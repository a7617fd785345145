package sequential

import (
	"errors"
	"fmt"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/losses"
)

// batch is the memory of one batch of samples and targets.
type batch struct {
	rows       int
	x, y       []float32 // as the source gives them
	target     []float32 // in the loss's form
	other      []float32 // in the other form, if a metric reads that
	row        []float32 // weight of each sample
	x1, y1, t1 int       // values a sample
	indices    []int
	ahead      *ahead // nil: no batch is read before its turn
}

func newBatch(room, x, y int, t *targets, other bool) *batch {
	b := &batch{x1: x, y1: y, t1: t.want}
	b.x, b.y = make([]float32, room*x), make([]float32, room*y)
	b.target, b.row = make([]float32, room*t.want), make([]float32, room)
	if other {
		b.other = make([]float32, room*t.out.Size())
	}
	return b
}

// load reads the samples of b.indices and refuses what is no number.
func (b *batch) load(src data.Source, t *targets) error {
	b.rows = len(b.indices)
	if !b.ahead.has(b) {
		x := b.x[:b.rows*b.x1]
		if err := src.Batch(x, b.y[:b.rows*b.y1], b.indices); err != nil {
			return err
		}
		if i := kernel.FirstNonFinite(x); i >= 0 {
			return &data.Error{Row: b.indices[i/b.x1], Col: i % b.x1, Msg: fmt.Sprintf("x is %g", x[i])}
		}
	}
	y := b.y[:b.rows*b.y1]
	if i := kernel.FirstNonFinite(y); i >= 0 {
		return &data.Error{Row: b.indices[i/b.y1], Col: i % b.y1, Msg: fmt.Sprintf("y is %g", y[i])}
	}
	if !t.checked {
		if i, err := t.check(y); err != nil {
			return &data.Error{Row: b.indices[i], Col: -1, Msg: "y: " + err.Error()}
		}
	}
	t.convert(b.target, y)
	for i := range b.row[:b.rows] {
		b.row[i] = 1
	}
	return nil
}

// blame makes what a layer says of a row of b a word about the sample.
func (b *batch) blame(err error) error {
	var e *data.Error
	if errors.As(err, &e) && e.Row >= 0 && e.Row < len(b.indices) {
		e.Row = b.indices[e.Row]
	}
	return err
}

// shifted is what a layer says of a row of a part that begins at row first.
func shifted(err error, first int) error {
	if err == nil {
		return nil
	}
	var e *data.Error
	if errors.As(err, &e) && e.Row >= 0 {
		e.Row += first
	}
	return err
}

// class is the class of sample i of b.
func (b *batch) class(i int, t *targets) int {
	v := b.target[i*b.t1 : (i+1)*b.t1]
	if len(v) == 1 {
		return int(v[0])
	}
	best := 0
	for k := range v {
		if v[k] > v[best] {
			best = k
		}
	}
	return best
}

// fillOther makes the other form of a batch's targets.
func (b *batch) fillOther(l *losses.Loss, n int) {
	t := b.target[:b.rows*b.t1]
	if l.Integer {
		expand(b.other, t, n)
	} else {
		number(b.other, t, n)
	}
}
