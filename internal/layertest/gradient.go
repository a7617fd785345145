package layertest

import (
	"math"
	"math/rand/v2"

	"github.com/layercake-go/layercake/layer"
)

// What the comparison of gradients with differences takes. Nothing else in the
// project has such constants.
const (
	step     = 1e-2 // of a value x, times max(1, |x|)
	relative = 5e-3 // how far gradient and difference may be apart
	noise    = 2e-5 // so much of a difference is float32's rounding
	bend     = 2e-3 // differences of half the step that differ by more: a kink is near
	places   = 3    // how many are compared
	tries    = 100  // to find places without a kink
)

// gradients compares DX and the gradient of each parameter with differences.
func (u *subject) gradients() {
	modes(func(name string, train bool) {
		p := u.frame(train, true)
		p.Run().Penalize = true
		if u.c.Integers == 0 {
			u.gradient(name+": dx", p, func(o outcome) (v, g []float32) { return u.x, o.dx })
		}
		for _, q := range u.plan.Params {
			if q.Kind == layer.Trainable {
				u.gradient(name+": d"+q.Path(), p, func(o outcome) (v, g []float32) {
					return layer.Window(u.w, q), layer.Window(o.changes, q)
				})
			}
		}
	})
	u.draw(1)
}

// gradient compares what of gives, values and the gradient by them, along random
// directions at random places.
func (u *subject) gradient(what string, p *passage, of func(outcome) (v, g []float32)) {
	u.t.Helper()
	for place, found := uint64(1), 0; found < places; place++ {
		if place > tries {
			u.t.Errorf("%s: no place without a kink in %d", what, tries)
			return
		}
		u.draw(place)
		p.Bind(u.w, p.changes)
		copy(p.changes[u.plan.Trainable:], u.w[u.plan.Trainable:])
		v, g := of(p.all())
		along := direction(v, place)
		slope, size := 0.0, 0.0
		for i, d := range along {
			part := d * float64(g[i])
			slope += part
			size += part * part
		}
		want := u.difference(p, v, along, step)
		half := u.difference(p, v, along, step/2)
		if math.Abs(want-half) > bend*math.Max(math.Abs(want), math.Abs(half))+noise {
			continue
		}
		found++
		if far := math.Abs(slope - want); !(far <= relative*math.Max(math.Abs(want), math.Sqrt(size))+noise) {
			u.t.Errorf("%s: the slope is %g, differences say %g", what, slope, want)
			return
		}
	}
}

// direction is how far each value moves for a step of 1.
func direction(v []float32, place uint64) []float64 {
	r := rand.New(rand.NewPCG(place, 12))
	d := make([]float64, len(v))
	for i, x := range v {
		d[i] = (2*r.Float64() - 1) * math.Max(1, math.Abs(float64(x)))
	}
	return d
}

// difference is the slope of the loss as v moves h to both sides.
func (u *subject) difference(p *passage, v []float32, along []float64, h float64) float64 {
	at := append([]float32(nil), v...)
	loss := func(h float64) float64 {
		for i, d := range along {
			v[i] = float32(float64(at[i]) + h*d)
		}
		return u.loss(p)
	}
	slope := (loss(h) - loss(-h)) / (2 * h)
	copy(v, at)
	return slope
}

// loss is Σ dy·y, and what the layer adds to it.
func (u *subject) loss(p *passage) float64 {
	p.Run().First, p.Run().Loss = 0, 0
	y, _, _, _ := u.plan.Train(p.Frame, rows, u.x, u.mask)
	u.plan.Penalize(p.Frame)
	sum := p.Run().Loss
	for i, v := range y {
		sum += float64(v) * float64(u.dy[i])
	}
	return sum
}
