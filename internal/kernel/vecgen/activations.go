package vecgen

import "math"

// activations are the functions of each value alone, and their gradients.
func activations() []*kernel {
	return []*kernel{
		unary("Exp", "y = e^x", (*kernel).exp),
		unary("Sigmoid", "y = 1/(1 + e^-x)", (*kernel).sigmoid),
		gradient("SigmoidGrad", "dx = dy·s·(1 − s)", func(k *kernel, s *value) *value {
			return k.mul(s, k.sub(k.c(1), s))
		}),
		unary("Tanh", "y = tanh(x)", (*kernel).tanh),
		gradient("TanhGrad", "dx = dy·(1 − s²)", func(k *kernel, s *value) *value { return k.fnma(s, s, k.c(1)) }),
		unary("ReLU", "y = max(x, 0)", func(k *kernel, x *value) *value { return k.max(k.c(0), x) }),
		reluGrad(),
		leakyReLU(), leakyReLUGrad(), clip(), clipGrad(), elu(), eluGrad(),
		unary("SiLU", "y = x·sigmoid(x)", func(k *kernel, x *value) *value { return k.mul(x, k.sigmoid(x)) }),
		gradient("SiLUGrad", "dx = dy·σ(s)·(1 + s·(1 − σ(s)))", func(k *kernel, x *value) *value {
			yes, no := k.sigmoids(x)
			return k.fma(k.mul(x, no), yes, yes)
		}),
		unary("GELU", "y = x·Φ(x)", (*kernel).gelu),
		gradient("GELUGrad", "dx = dy·(Φ(s) + s·φ(s))", (*kernel).geluSlope),
		unary("GELUTanh", "y = ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))", (*kernel).geluTanh),
		gradient("GELUTanhGrad", "dx = dy·GELUTanh'(s)", (*kernel).geluTanhSlope),
		unary("Softplus", "y = log(1 + e^x)", func(k *kernel, x *value) *value {
			return k.add(k.max(k.c(0), x), k.log1p(k.exp(k.minusAbs(x))))
		}),
		gradient("SoftplusGrad", "dx = dy·(1 − e^-s)", func(k *kernel, y *value) *value {
			return k.neg(k.expm1(k.max(k.c(-18), k.neg(y))))
		}),
		unary("LogSigmoid", "y = −log(1 + e^-x)", func(k *kernel, x *value) *value {
			return k.sub(k.min(k.c(0), x), k.log1p(k.exp(k.minusAbs(x))))
		}),
		gradient("LogSigmoidGrad", "dx = dy·(1 − e^s)", func(k *kernel, y *value) *value {
			return k.neg(k.expm1(k.max(k.c(-18), y)))
		}),
		unary("Mish", "y = x·tanh(log(1 + e^x))", func(k *kernel, x *value) *value {
			_, above, below := k.mish(x)
			return k.mul(x, k.div(above, below))
		}),
		gradient("MishGrad", "dx = dy·Mish'(s)", (*kernel).mishSlope),
		unary("HardSigmoid", "y = min(max(x + 3, 0), 6)/6", (*kernel).hardSigmoid),
		hardSigmoidGrad(),
		unary("HardSiLU", "y = x·HardSigmoid(x)", func(k *kernel, x *value) *value { return k.mul(x, k.hardSigmoid(x)) }),
		gradient("HardSiLUGrad", "dx = dy·(HardSigmoid(s) + s/6 where −3 < s < 3)", func(k *kernel, x *value) *value {
			return k.add(k.hardSigmoid(x), k.between(k.c(-3), x, k.c(3), k.div(x, k.c(6))))
		}),
		hardTanhGrad(),
	}
}

// mish is e = e^x, and tanh(log(1 + e)) as a quotient, n/(n + 2) with n =
// e·(e + 2). Beyond 20 it is 1, and must not overflow.
func (k *kernel) mish(x *value) (e, above, below *value) {
	e = k.exp(k.min(k.c(20), x))
	above = k.mul(e, k.add(e, k.c(2)))
	return e, above, k.add(above, k.c(2))
}

// mishSlope is n/(n + 2) + x·4·e·(e + 1)/(n + 2)²: all its sums are of numbers
// above 0.
func (k *kernel) mishSlope(x *value) *value {
	e, above, below := k.mish(x)
	bend := k.div(k.mul(k.mul(k.c(4), e), k.add(e, k.c(1))), k.mul(below, below))
	return k.fma(k.min(k.c(20), x), bend, k.div(above, below))
}

func (k *kernel) hardSigmoid(x *value) *value {
	return k.div(k.min(k.c(6), k.max(k.c(0), k.add(x, k.c(3)))), k.c(6))
}

// between is v where low < x < high, else 0.
func (k *kernel) between(low, x, high, v *value) *value {
	return k.greater(x, low, k.greater(high, x, v, k.c(0)), k.c(0))
}

func hardSigmoidGrad() *kernel {
	k := newKernel("HardSigmoidGrad", "dx = dy/6 where 0 < s < 1, else 0")
	dx, dy, s := k.array("dx"), k.array("dy"), k.array("s")
	k.over(false)
	k.store(dx, k.between(k.c(0), k.read(s), k.c(1), k.div(k.read(dy), k.c(6))))
	return k
}

func hardTanhGrad() *kernel {
	k := newKernel("HardTanhGrad", "dx = dy where −1 ≤ s ≤ 1, else 0")
	dx, dy, s := k.array("dx"), k.array("dy"), k.array("s")
	k.over(false)
	v := k.read(s)
	d := k.greaterEqual(v, k.c(-1), k.read(dy), k.c(0))
	k.store(dx, k.greaterEqual(k.c(1), v, d, k.c(0)))
	return k
}

func (k *kernel) minusAbs(x *value) *value { return k.or(x, k.bits(0x80000000)) }

func (k *kernel) sigmoid(x *value) *value {
	e := k.exp(k.minusAbs(x))
	below := k.add(e, k.c(1))
	return k.div(k.greaterEqual(x, k.c(0), k.c(1), e), below)
}

// sigmoids are sigmoid(x) and sigmoid(−x), neither by a difference.
func (k *kernel) sigmoids(x *value) (yes, no *value) {
	e := k.exp(k.minusAbs(x))
	large := k.div(k.c(1), k.add(e, k.c(1)))
	small := k.mul(e, large)
	return k.greaterEqual(x, k.c(0), large, small), k.greaterEqual(x, k.c(0), small, large)
}

// tanh is (e^2x − 1)/(e^2x + 1) of |x|, with the sign of x. Beyond 9.02 it is 1.
func (k *kernel) tanh(x *value) *value {
	a := k.min(k.c(9.02), k.abs(x))
	m := k.expm1(k.add(a, a))
	return k.copySign(k.div(m, k.add(m, k.c(2))), x)
}

func reluGrad() *kernel {
	k := newKernel("ReLUGrad", "dx = dy where s > 0, else 0")
	dx, dy, s := k.array("dx"), k.array("dy"), k.array("s")
	k.over(false)
	k.store(dx, k.greater(k.read(s), k.c(0), k.read(dy), k.c(0)))
	return k
}

func leakyReLU() *kernel {
	k := newKernel("LeakyReLU", "y = x where x ≥ 0, else slope·x")
	y, x := k.array("y"), k.array("x")
	k.over(false)
	slope := k.scalar("slope", single)
	v := k.read(x)
	k.store(y, k.greaterEqual(v, k.c(0), v, k.mul(v, slope)))
	return k
}

func leakyReLUGrad() *kernel {
	k := newKernel("LeakyReLUGrad", "dx = slope·dy where s < 0, else dy")
	dx, dy, s := k.array("dx"), k.array("dy"), k.array("s")
	k.over(false)
	slope := k.scalar("slope", single)
	d := k.read(dy)
	k.store(dx, k.greater(k.c(0), k.read(s), k.mul(d, slope), d))
	return k
}

func clip() *kernel {
	k := newKernel("Clip", "y = min(max(x, low), high)")
	y, x := k.array("y"), k.array("x")
	k.over(false)
	s := k.scalars("low", "high")
	k.store(y, k.min(s[1], k.max(s[0], k.read(x))))
	return k
}

func clipGrad() *kernel {
	k := newKernel("ClipGrad", "dx = dy where low < s < high, else 0")
	dx, dy, s := k.array("dx"), k.array("dy"), k.array("s")
	k.over(false)
	limits := k.scalars("low", "high")
	v := k.read(s)
	d := k.greater(v, limits[0], k.read(dy), k.c(0))
	k.store(dx, k.greater(limits[1], v, d, k.c(0)))
	return k
}

func elu() *kernel {
	k := newKernel("ELU", "y = above·x where x > 0, else bottom·(e^(inner·x) − 1)")
	y, x := k.array("y"), k.array("x")
	k.over(false)
	s := k.scalars("above", "bottom", "inner")
	v := k.read(x)
	low := k.mul(k.expm1(k.max(k.c(-18), k.mul(v, s[2]))), s[1])
	k.store(y, k.greater(v, k.c(0), k.mul(v, s[0]), low))
	return k
}

func eluGrad() *kernel {
	k := newKernel("ELUGrad", "dx = dy·above where s > 0, else dy·(inner·s + inner·bottom)")
	dx, dy, y := k.array("dx"), k.array("dy"), k.array("s")
	k.over(false)
	s := k.scalars("above", "atZero", "inner")
	v := k.read(y)
	slope := k.greater(v, k.c(0), s[0], k.fma(v, s[2], s[1]))
	k.store(dx, k.mul(k.read(dy), slope))
	return k
}

// hazard is Q(t)·e^(t²/2)·(t + 3) in v = (t − 3)/(t + 3) for t ≥ 0, where Q(t) is
// the share of a standard normal distribution above t; to 2^-24.
var hazard = []float64{
	0.729083717, -0.509332001, 0.230017707, -0.0472626872, -0.0104625206, 0.00696930243, 0.00102478371,
	-0.00103252416, -0.000244754512, 0.000131253793, 5.44550021e-05,
}

// beyond is Q(|x|), and with it |x|, at most 15, and e^(−x²/2). The square is
// taken in two parts, so that the exponential keeps all its digits.
func (k *kernel) beyond(x *value) (share, t, e *value) {
	t = k.min(k.c(15), k.abs(x))
	square := k.mul(t, t)
	low := k.mul(k.fnma(t, t, square), k.c(0.5))
	e = k.expSum(k.mul(square, k.c(-0.5)), low)
	inverse := k.div(k.c(1), k.add(t, k.c(3)))
	v := k.mul(k.sub(t, k.c(3)), inverse)
	return k.mul(e, k.mul(k.horner(v, hazard...), inverse)), t, e
}

// gelu is x·Φ(x).
func (k *kernel) gelu(x *value) *value {
	share, _, _ := k.beyond(x)
	return k.mul(x, k.below(x, share))
}

// below is Φ(x), where share is Φ(−|x|).
func (k *kernel) below(x, share *value) *value {
	return k.greaterEqual(x, k.c(0), k.sub(k.c(1), share), share)
}

func (k *kernel) geluSlope(x *value) *value {
	share, t, e := k.beyond(x)
	density := k.mul(e, k.c(1/math.Sqrt(2*math.Pi)))
	return k.fma(k.copySign(t, x), density, k.below(x, share))
}

const (
	geluLinear = 2 * 0.79788456080286535588 // 2·√(2/π)
	geluCubic  = 0.044715 * geluLinear
)

// geluTanh is x·sigmoid(2·√(2/π)·(x + 0.044715·x³)).
func (k *kernel) geluTanh(x *value) *value {
	bend := k.fma(k.mul(x, x), k.c(geluCubic), k.c(geluLinear))
	return k.mul(x, k.sigmoid(k.mul(x, bend)))
}

// geluTanhSlope bounds x, for beyond 15 nothing changes.
func (k *kernel) geluTanhSlope(x *value) *value {
	x = k.max(k.c(-15), k.min(k.c(15), x))
	square := k.mul(x, x)
	bend := k.fma(square, k.c(geluCubic), k.c(geluLinear))
	yes, no := k.sigmoids(k.mul(x, bend))
	slope := k.fma(square, k.c(3*geluCubic), k.c(geluLinear))
	return k.fma(k.mul(k.mul(x, slope), no), yes, yes)
}
