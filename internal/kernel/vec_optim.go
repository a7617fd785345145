package kernel

import "math"

// The steps of the optimizers move the weights w against their gradients g. All
// arrays have the length of g. Each does the float32 operations that are written
// here in their order, none of them fused, so that it has the same bits on every
// set; a NaN in g makes w NaN.

func sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }

func abs32(x float32) float32 { return float32(math.Abs(float64(x))) }

// SGDStep is w −= g·rate.
func SGDStep(w, g []float32, rate float32) {
	w = w[:len(g)]
	if vecDescend(first(w), first(g), len(g), rate) {
		return
	}
	for i, x := range g {
		w[i] -= float32(x * rate)
	}
}

// MomentumStep is m = m·mu − g·rate, w += m.
func MomentumStep(w, g, m []float32, rate, mu float32) {
	w, m = w[:len(g)], m[:len(g)]
	if vecRoll(first(w), first(g), first(m), len(g), rate, mu) {
		return
	}
	for i, x := range g {
		m[i] = float32(m[i]*mu) - float32(x*rate)
		w[i] += m[i]
	}
}

// NesterovStep is m = m·mu − g·rate, w += m·mu − g·rate.
func NesterovStep(w, g, m []float32, rate, mu float32) {
	w, m = w[:len(g)], m[:len(g)]
	if vecNesterov(first(w), first(g), first(m), len(g), rate, mu) {
		return
	}
	for i, x := range g {
		step := float32(x * rate)
		m[i] = float32(m[i]*mu) - step
		w[i] += float32(m[i]*mu) - step
	}
}

// AdamStep is m += (g − m)·new1, v += (g² − v)·new2, w −= m·rate/(√v + epsilon).
func AdamStep(w, g, m, v []float32, rate, new1, new2, epsilon float32) {
	w, m, v = w[:len(g)], m[:len(g)], v[:len(g)]
	if vecAdam(first(w), first(g), first(m), first(v), len(g), rate, new1, new2, epsilon) {
		return
	}
	for i, x := range g {
		m[i] += float32((x - m[i]) * new1)
		v[i] += float32((float32(x*x) - v[i]) * new2)
		w[i] -= m[i] * rate / (sqrt32(v[i]) + epsilon)
	}
}

// AdamMaxStep is AdamStep with top = max(top, v) in the place of v in the last
// part: AMSGrad.
func AdamMaxStep(w, g, m, v, top []float32, rate, new1, new2, epsilon float32) {
	w, m, v, top = w[:len(g)], m[:len(g)], v[:len(g)], top[:len(g)]
	if vecAdamMax(first(w), first(g), first(m), first(v), first(top), len(g), rate, new1, new2, epsilon) {
		return
	}
	for i, x := range g {
		m[i] += float32((x - m[i]) * new1)
		v[i] += float32((float32(x*x) - v[i]) * new2)
		top[i] = max(top[i], v[i])
		w[i] -= m[i] * rate / (sqrt32(top[i]) + epsilon)
	}
}

// NadamStep is AdamStep with c[0]·m/c[1] + c[2]·g/c[3] in the place of m in the
// last part, and v/c[4] in that of v.
func NadamStep(w, g, m, v []float32, rate, new1, new2, epsilon float32, c [5]float32) {
	w, m, v = w[:len(g)], m[:len(g)], v[:len(g)]
	if vecNadam(first(w), first(g), first(m), first(v), len(g), rate, new1, new2, epsilon, c[0], c[1], c[2], c[3], c[4]) {
		return
	}
	for i, x := range g {
		m[i] += float32((x - m[i]) * new1)
		v[i] += float32((float32(x*x) - v[i]) * new2)
		ahead := c[0]*m[i]/c[1] + c[2]*x/c[3]
		w[i] -= ahead * rate / (sqrt32(v[i]/c[4]) + epsilon)
	}
}

// AdamaxStep is m += (g − m)·new1, u = max(keep·u, |g|), w −= rate·m/(start·(u +
// epsilon)).
func AdamaxStep(w, g, m, u []float32, rate, new1, keep, start, epsilon float32) {
	w, m, u = w[:len(g)], m[:len(g)], u[:len(g)]
	if vecAdamax(first(w), first(g), first(m), first(u), len(g), rate, new1, keep, start, epsilon) {
		return
	}
	for i, x := range g {
		m[i] += float32((x - m[i]) * new1)
		u[i] = max(float32(keep*u[i]), abs32(x))
		w[i] -= rate * m[i] / (start * (u[i] + epsilon))
	}
}
