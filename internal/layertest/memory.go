package layertest

import (
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/layercake-go/layercake/layer"
)

// shapes checks what is known of the layer without its arithmetic.
func (u *subject) shapes() {
	net := u.plan.Net
	if !slices.Equal(net.Out, u.c.Out) {
		u.t.Errorf("output %v, want %v", net.Out, u.c.Out)
	}
	if u.plan.Weights != u.c.Weights {
		u.t.Errorf("%d weights, want %d", u.plan.Weights, u.c.Weights)
	}
	for rows := range 3 {
		if train, predict := u.plan.Sizes(rows); predict > train {
			u.t.Errorf("%d rows take %d values to predict, %d to train", rows, predict, train)
		}
	}
	if (net.View || net.InPlace) && net.In.Size() != net.Out.Size() {
		u.t.Errorf("%v to %v in place", net.In, net.Out)
	}
	mask, want := u.frame(false, false).all().outMask, 0
	if net.OutMasked() {
		want = rows * net.Out.Vectors()
	}
	if len(mask) != want {
		u.t.Errorf("a mask of %d comes out, want %d", len(mask), want)
	}
	for _, m := range mask {
		if m != 0 && m != 1 {
			u.t.Errorf("%v in the mask, want 0 or 1", m)
		}
	}
}

// rows checks that it does not matter how a batch is cut, or whether anything
// runs backward.
func (u *subject) rows() {
	whole := u.frame(false, true).all()
	predicted := u.frame(false, false)
	all := predicted.all()
	u.same("predicting and training frame: y", all.y, whole.y)
	u.same("predicting and training frame: mask", all.outMask, whole.outMask)
	half := predicted.part(0, rows/2)
	rest := predicted.part(rows/2, rows)
	u.same("predicted in two parts: y", slices.Concat(half.y, rest.y), all.y)
	u.same("predicted in two parts: mask", slices.Concat(half.outMask, rest.outMask), all.outMask)
	modes(func(name string, train bool) {
		if train && u.c.WholeBatch {
			return
		}
		p := u.frame(train, true)
		all, half, rest := p.all(), p.part(0, rows/2), p.part(rows/2, rows)
		u.same("two parts "+name+": y", slices.Concat(half.y, rest.y), all.y)
		u.same("two parts "+name+": dx", slices.Concat(half.dx, rest.dx), all.dx)
	})
}

// memory checks that nothing is read that was not written in the same pass.
func (u *subject) memory() {
	modes(func(name string, train bool) {
		p := u.frame(train, true)
		first := p.all()
		u.finite(name+": y", first.y)
		u.finite(name+": dx", first.dx)
		u.finite(name+": changes", first.changes)
		u.sameAll(name+", again", p.all(), first)
		u.sameAll(name+", another frame", u.frame(train, true).all(), first)
		if u.plan.Trainable > 0 {
			without := u.frame(train, true).withoutDX()
			u.same(name+", without DX", without, first.changes)
			u.adds(name, train, first.changes[:u.plan.Trainable])
			u.sets(name, train, first.changes[:u.plan.Trainable])
		}
	})
}

// adds checks that Backward adds g to the gradients that there are.
func (u *subject) adds(name string, train bool, g []float32) {
	p := u.frame(train, true)
	for i := range g {
		p.changes[i] = 1
	}
	for i, v := range p.withoutDX()[:len(g)] {
		if far := math.Abs(float64(v - 1 - g[i])); far > relative*math.Max(1, math.Abs(float64(g[i]))) {
			u.t.Errorf("%s: the gradient is set, not added to: 1 + %v makes %v", name, g[i], v)
			return
		}
	}
}

// sets checks that after ForgetGrads Backward sets the gradients to g.
func (u *subject) sets(name string, train bool, g []float32) {
	p := u.frame(train, true)
	copy(p.changes, nans(len(g)))
	u.plan.ForgetGrads(p.Frame)
	u.same(name+", gradients forgotten", p.withoutDX()[:len(g)], g)
}

func (u *subject) finite(what string, v []float32) {
	u.t.Helper()
	for i, x := range v {
		if x-x != 0 {
			u.t.Errorf("%s: value %d is %v", what, i, x)
			return
		}
	}
}

// withoutDX is the changes of a pass in which nobody wants DX.
func (p *passage) withoutDX() []float32 {
	_, dy, _, _ := p.u.plan.Train(p.Frame, rows, p.u.x, p.u.mask)
	copy(dy, p.u.dy)
	p.u.plan.Backward(p.Frame, nil, dy)
	return p.changes
}

// aliases checks what a Node promises of its memory.
func (u *subject) aliases() {
	if u.plan.Net.InPlace {
		modes(func(name string, train bool) {
			want := u.frame(train, false).all().y
			p, y := u.frame(train, false), slices.Clone(u.x)
			u.plan.Predict(p.Frame, rows, y, y, u.mask)
			u.same("in place "+name, y, want)
		})
	}
	if u.plan.Net.View {
		modes(func(name string, train bool) {
			o := u.frame(train, true).all()
			u.same("a view "+name+": y", o.y, u.x)
			u.same("a view "+name+": dx", o.dx, u.dy)
		})
	}
}

// atOnce runs two frames at the same time: the race detector sees what they share.
func (u *subject) atOnce() {
	modes(func(name string, train bool) {
		var got [2]outcome
		var wait sync.WaitGroup
		for i := range got {
			p := u.frame(train, true)
			wait.Go(func() { got[i] = p.all() })
		}
		wait.Wait()
		u.sameAll("two frames at once "+name, got[0], got[1])
	})
}

// allocations counts what the passes allocate. The race detector empties pools
// of memory at random, so that the count says nothing with it.
func (u *subject) allocations() {
	if raceDetector {
		return
	}
	modes(func(name string, train bool) {
		p, dx := u.frame(train, true), make([]float32, len(u.x))
		if u.c.Integers > 0 {
			dx = nil
		}
		y := make([]float32, rows*u.plan.Net.Out.Size())
		forward := u.frame(train, false)
		for what, f := range map[string]func(){
			"predicting": func() { u.plan.Predict(forward.Frame, rows, u.x, y, u.mask) },
			"a step": func() {
				_, dy, _, _ := u.plan.Train(p.Frame, rows, u.x, u.mask)
				copy(dy, u.dy)
				u.plan.Backward(p.Frame, dx, dy)
			},
		} {
			if n := testing.AllocsPerRun(10, f); n != 0 {
				u.t.Errorf("%s: %s allocates %v times", name, what, n)
			}
		}
	})
}

// frozen checks the layer with trainable: false.
func (u *subject) frozen(s layer.Spec) {
	s = layer.Clone(s)
	layer.SetTrainable(s, false)
	c := u.c
	c.WholeBatch = false
	f := newSubject(u.t, c, s)
	if f.plan.Trainable != 0 || f.plan.State != 0 || f.plan.Weights != c.Weights {
		u.t.Errorf("frozen: %d trainable and %d moving of %d weights", f.plan.Trainable, f.plan.State, f.plan.Weights)
		return
	}
	f.gradients()
	f.rows()
	f.memory()
}
