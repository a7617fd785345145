package layertest

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/layercake-go/layercake/layer"
)

const (
	rows = 4
	seed = 7 // of the layer's own random numbers
)

// subject is a built layer with an input, weights and a gradient for its output.
type subject struct {
	t              testing.TB
	c              Case
	plan           *layer.Plan
	x, mask, w, dy []float32
}

func newSubject(t testing.TB, c Case, s layer.Spec) *subject {
	t.Helper()
	plan, err := layer.NewPlan(s, c.In, c.Masked)
	if err != nil {
		t.Fatal(err)
	}
	u := &subject{t: t, c: c, plan: plan}
	u.draw(1)
	return u
}

// draw sets the subject's numbers, others for each place.
func (u *subject) draw(place uint64) {
	r := rand.New(rand.NewPCG(place, 11))
	normal := func(n int) []float32 {
		v := make([]float32, n)
		for i := range v {
			v[i] = float32(r.NormFloat64())
		}
		return v
	}
	u.x, u.dy = normal(rows*u.c.In.Size()), normal(rows*u.plan.Net.Out.Size())
	if u.c.Integers > 0 {
		for i := range u.x {
			u.x[i] = float32(r.IntN(u.c.Integers))
		}
	}
	u.mask = nil
	if u.c.Masked {
		n := u.c.In.Vectors()
		u.mask = make([]float32, rows*n)
		for i := range u.mask {
			u.mask[i] = float32(min(1, r.IntN(3)))
		}
		for row := range rows {
			u.mask[row*n+r.IntN(n)] = 1
		}
	}
	u.w = make([]float32, u.plan.Weights)
	u.plan.Init(u.w, place)
	for i := range u.w { // zeros and ones hide mistakes; what may be a variance stays above 0
		if i < u.plan.Trainable {
			u.w[i] += float32(0.3 * r.NormFloat64())
		} else {
			u.w[i] += float32(0.3 * r.Float64())
		}
	}
}

// passage is a frame with what is bound to it.
type passage struct {
	*layer.Frame
	u        *subject
	backward bool
	changes  []float32
}

// frame returns a frame with room to spare, full of NaN.
func (u *subject) frame(train, backward bool) *passage {
	p := &passage{u.plan.NewFrame(rows+1, backward, seed), u, backward, make([]float32, u.plan.Trainable+u.plan.State)}
	copy(p.changes[u.plan.Trainable:], u.w[u.plan.Trainable:])
	p.Bind(u.w, p.changes)
	p.Run().Train, p.Run().Step = train, 3
	p.Poison()
	return p
}

// outcome is what comes of one pass; gradients only of a backward one.
type outcome struct{ y, outMask, dx, changes []float32 }

// part runs the rows from lo to hi-1 forward and, if the frame can, backward.
func (p *passage) part(lo, hi int) outcome {
	u, n, k := p.u, p.u.c.In.Size(), p.u.plan.Net.Out.Size()
	x, mask := u.x[lo*n:hi*n], []float32(nil)
	if u.mask != nil {
		mask = u.mask[lo*u.c.In.Vectors() : hi*u.c.In.Vectors()]
	}
	p.Run().First, p.Run().Loss = lo, 0
	clear(p.changes[:u.plan.Trainable])
	var o outcome
	if !p.backward {
		o.y = nans((hi - lo) * k)
		o.outMask = u.plan.Predict(p.Frame, hi-lo, x, o.y, mask)
	} else {
		y, dy, _, outMask := u.plan.Train(p.Frame, hi-lo, x, mask)
		o.y, o.outMask = slices.Clone(y), outMask
		copy(dy, u.dy[lo*k:hi*k])
		if u.c.Integers == 0 {
			o.dx = nans((hi - lo) * n)
		}
		u.plan.Backward(p.Frame, o.dx, dy)
		if p.Run().Penalize {
			u.plan.Penalize(p.Frame)
		}
		o.changes = slices.Clone(p.changes)
	}
	o.outMask = slices.Clone(o.outMask)
	if err := p.Run().Err; err != nil {
		u.t.Error(err)
	}
	return o
}

// all runs all rows.
func (p *passage) all() outcome { return p.part(0, rows) }

func nans(n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(math.NaN())
	}
	return v
}

// same compares bit by bit.
func (u *subject) same(what string, got, want []float32) {
	u.t.Helper()
	if len(got) != len(want) {
		u.t.Errorf("%s: %d values, want %d", what, len(got), len(want))
		return
	}
	for i, v := range got {
		if math.Float32bits(v) != math.Float32bits(want[i]) {
			u.t.Errorf("%s: value %d is %v, want %v, the same bits", what, i, v, want[i])
			return
		}
	}
}

func (u *subject) sameAll(what string, got, want outcome) {
	u.t.Helper()
	u.same(what+": y", got.y, want.y)
	u.same(what+": mask", got.outMask, want.outMask)
	u.same(what+": dx", got.dx, want.dx)
	u.same(what+": changes", got.changes, want.changes)
}

// modes calls f for both ways to run.
func modes(f func(name string, train bool)) {
	f("at prediction", false)
	f("in training", true)
}
