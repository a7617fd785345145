package kernel

import "math"

// AdagradStep is a += g², w −= rate·g/√(a + epsilon).
func AdagradStep(w, g, a []float32, rate, epsilon float32) {
	w, a = w[:len(g)], a[:len(g)]
	if vecAdagrad(first(w), first(g), first(a), len(g), rate, epsilon) {
		return
	}
	for i, x := range g {
		a[i] += float32(x * x)
		w[i] -= rate * x / sqrt32(a[i]+epsilon)
	}
}

// AdadeltaStep is a = rho·a + fresh·g², d = −√(b + epsilon)·g/√(a + epsilon), b =
// rho·b + fresh·d², w += rate·d.
func AdadeltaStep(w, g, a, b []float32, rate, rho, fresh, epsilon float32) {
	w, a, b = w[:len(g)], a[:len(g)], b[:len(g)]
	if vecAdadelta(first(w), first(g), first(a), first(b), len(g), rate, rho, fresh, epsilon) {
		return
	}
	for i, x := range g {
		a[i] = float32(rho*a[i]) + float32(fresh*float32(x*x))
		d := -(sqrt32(b[i]+epsilon) * x / sqrt32(a[i]+epsilon))
		b[i] = float32(rho*b[i]) + float32(fresh*float32(d*d))
		w[i] += float32(rate * d)
	}
}

// RMSpropStep is v = rho·v + fresh·g², w −= rate·g/√(v + epsilon). With mean,
// which may be nil, the mean of g is kept there in the same way, and its square
// taken from v under the root. With m, which may be nil, m = mu·m + the step, and
// that is taken from w.
func RMSpropStep(w, g, v, m, mean []float32, rate, rho, fresh, epsilon, mu float32) {
	n := len(g)
	w, v = w[:n], v[:n]
	if m != nil {
		m = m[:n]
	}
	if mean != nil {
		mean = mean[:n]
	}
	if rmspropVectors(w, g, v, m, mean, rate, rho, fresh, epsilon, mu) {
		return
	}
	for i, x := range g {
		v[i] = float32(rho*v[i]) + float32(fresh*float32(x*x))
		spread := v[i]
		if mean != nil {
			mean[i] = float32(rho*mean[i]) + float32(fresh*x)
			spread -= float32(mean[i] * mean[i])
		}
		step := rate * x / sqrt32(spread+epsilon)
		if m != nil {
			m[i] = float32(mu*m[i]) + step
			step = m[i]
		}
		w[i] -= step
	}
}

func rmspropVectors(w, g, v, m, mean []float32, rate, rho, fresh, epsilon, mu float32) bool {
	n := len(g)
	switch {
	case m == nil && mean == nil:
		return vecRMSprop(first(w), first(g), first(v), n, rate, rho, fresh, epsilon)
	case mean == nil:
		return vecRMSpropMomentum(first(w), first(g), first(v), first(m), n, rate, rho, fresh, epsilon, mu)
	case m == nil:
		return vecRMSpropCentered(first(w), first(g), first(v), first(mean), n, rate, rho, fresh, epsilon)
	}
	return vecRMSpropCenteredMomentum(first(w), first(g), first(v), first(m), first(mean), n, rate, rho, fresh, epsilon, mu)
}

// LionStep is w −= rate·sign(m·keep1 + g·new1), m = m·keep2 + g·new2. The sign of
// 0 is 0.
func LionStep(w, g, m []float32, rate, keep1, new1, keep2, new2 float32) {
	w, m = w[:len(g)], m[:len(g)]
	if vecLion(first(w), first(g), first(m), len(g), rate, keep1, new1, keep2, new2) {
		return
	}
	for i, x := range g {
		w[i] -= float32(rate * sign(float32(m[i]*keep1)+float32(x*new1)))
		m[i] = float32(m[i]*keep2) + float32(x*new2)
	}
}

// sign is 1 or -1; 0 and NaN are their own. Gradients change theirs too often to
// branch on it.
func sign(x float32) float32 {
	if x == 0 || x != x {
		return x
	}
	return float32(math.Copysign(1, float64(x)))
}

// FtrlStep is one step of FTRL whose learning rate falls with the root of a:
//
//	a′ = a + g²
//	z += g + pull·w − (√a′ − √a)/rate·w
//	w = (clip(z, −l1, l1) − z) / (√a′/rate + penalty)
func FtrlStep(w, g, a, z []float32, rate, l1, pull, penalty float32) {
	w, a, z = w[:len(g)], a[:len(g)], z[:len(g)]
	if vecFtrl(first(w), first(g), first(a), first(z), len(g), rate, l1, pull, penalty) {
		return
	}
	for i, x := range g {
		sum := a[i] + float32(x*x)
		before, after := sqrt32(a[i]), sqrt32(sum)
		z[i] += x + float32(pull*w[i]) - float32((after-before)/rate*w[i])
		w[i] = (min(max(z[i], -l1), l1) - z[i]) / (after/rate + penalty)
		a[i] = sum
	}
}

// Decay is w −= (w·share)·rate.
func Decay(w []float32, share, rate float32) {
	if vecDecay(first(w), len(w), share, rate) {
		return
	}
	for i, v := range w {
		w[i] = v - float32(float32(v*share)*rate)
	}
}

// Follow is y = keep·y + take·x; their lengths must be equal.
func Follow(y, x []float32, keep, take float32) {
	if !unary("Follow", y, x) || vecFollow(first(y), first(x), len(x), keep, take) {
		return
	}
	for i, v := range x {
		y[i] = float32(keep*y[i]) + float32(take*v)
	}
}
