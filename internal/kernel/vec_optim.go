package kernel

// AdamStep is one step of Adam for the weights w with the gradients g, in the
// order of float32 operations that is written here, none fused, on every set:
//
//	m += (g − m)·new1
//	v += (g² − v)·new2
//	w −= m·rate / (√v + epsilon)
//
// All have the length of g.
func AdamStep(w, g, m, v []float32, rate, new1, new2, epsilon float32) {
	n := len(g)
	w, m, v = w[:n], m[:n], v[:n]
	if vecAdam(first(w), first(g), first(m), first(v), n, rate, new1, new2, epsilon) {
		return
	}
	for i, x := range g {
		m[i] += float32((x - m[i]) * new1)
		v[i] += float32((float32(x*x) - v[i]) * new2)
		w[i] -= m[i] * rate / (sqrt32(v[i]) + epsilon)
	}
}

// AdamMaxStep is AdamStep with top = max(top, v) in the place of v in the last
// line: AMSGrad.
func AdamMaxStep(w, g, m, v, top []float32, rate, new1, new2, epsilon float32) {
	n := len(g)
	w, m, v, top = w[:n], m[:n], v[:n], top[:n]
	if vecAdamMax(first(w), first(g), first(m), first(v), first(top), n, rate, new1, new2, epsilon) {
		return
	}
	for i, x := range g {
		m[i] += float32((x - m[i]) * new1)
		v[i] += float32((float32(x*x) - v[i]) * new2)
		top[i] = max(top[i], v[i])
		w[i] -= m[i] * rate / (sqrt32(top[i]) + epsilon)
	}
}
