package vecgen

import "math"

// ln 2 in two parts for float32; the products with k need no exact first part,
// since they are fused.
const (
	ln2High = 0.693147182464599609375
	ln2Low  = math.Ln2 - ln2High
)

// magic added to a small number leaves its nearest integer in the lowest bits.
const (
	magic     = 0x1.8p23
	magicWide = 0x1.8p52
)

// expm1Rest is (e^r − 1 − r)/r² for |r| ≤ ln2/2, to 2^-28 of e^r: a minimax
// polynomial with float32 coefficients.
var expRest = []float64{0.49999994, 0.166665092, 0.041668009, 0.00836999156, 0.00138471089}

// expRestWide is the same for float64, to 2^-51.
var expRestWide = []float64{
	0.49999999999998307, 0.16666666666611116, 0.041666666668148084, 0.008333333371095106,
	0.001388888851404253, 0.0001984118489821624, 2.4801933035507852e-05, 2.763514590496985e-06,
	2.7476658615679233e-07,
}

// log1pRest is (atanh(√z)/√z − 1)/z for z in [0, 1/9], to 2^-27 of the atanh.
var log1pRest = []float64{0.333332092, 0.200107202, 0.140014753, 0.140035853}

// reduce writes e^(x+low) as (1 + s)·2^k: power is k in the place of the
// exponent. low may be nil, for 0.
func (k *kernel) reduce(x, low *value) (s, power *value) {
	t := k.fma(x, k.c(math.Log2E), k.c(magic))
	n := k.sub(t, k.c(magic))
	r := k.fnma(n, k.c(ln2High), x)
	r = k.fnma(n, k.c(ln2Low), r)
	if low != nil {
		r = k.add(r, low)
	}
	s = k.fma(k.mul(r, r), k.horner(r, expRest...), r)
	return s, k.shift(opShiftLeft, t, 23)
}

// exp is e^x: right for all x, subnormal results included, with an error below 1
// ulp. 2^k is multiplied in two parts, of which neither overflows.
func (k *kernel) exp(x *value) *value {
	return k.expSum(k.min(k.c(89), x), nil)
}

// expSum is e^(x+low) for an x up to 89 and a low that is tiny beside 1.
func (k *kernel) expSum(x, low *value) *value {
	x = k.max(k.c(-104), x) // in this order NaN stays
	s, power := k.reduce(x, low)
	half := k.and(k.shift(opShiftRight, power, 1), k.bits(0xff800000))
	rest := k.subInt(power, half)
	y := k.add(s, k.c(1))
	y = k.mul(y, k.addInt(half, k.c(1)))
	return k.mul(y, k.addInt(rest, k.c(1)))
}

// expBelow is e^(x − top) for x ≤ top: what the difference loses is kept (Knuth's
// sum of two), for else it would be what limits the result. Where the difference
// is so large that it does not matter, it may be anything, and is bounded.
func (k *kernel) expBelow(x, top *value) *value {
	d := k.sub(x, top)
	back := k.sub(d, x)
	low := k.sub(k.sub(x, k.sub(d, back)), k.add(top, back))
	low = k.min(k.max(low, k.c(-0x1p-10)), k.c(0x1p-10))
	return k.expSum(d, low)
}

// expm1 is e^x − 1 for −18 ≤ x ≤ 88, right for small x too.
func (k *kernel) expm1(x *value) *value {
	s, power := k.reduce(x, nil)
	scale := k.addInt(power, k.c(1))
	return k.fma(scale, s, k.sub(scale, k.c(1)))
}

// log1p is log(1 + e) for e in [0, 1]: 2·atanh(e/(2 + e)).
func (k *kernel) log1p(e *value) *value {
	s := k.div(e, k.add(e, k.c(2)))
	z := k.mul(s, s)
	twice := k.add(s, s)
	return k.fma(k.mul(twice, z), k.horner(z, log1pRest...), twice)
}

// expWide is e^x in float64 for x ≤ 0. Below −708 it is e^-708, which is
// nothing beside 1.
func (k *kernel) expWide(x *value) *value {
	x = k.max(k.wide(-708), x)
	t := k.fma(x, k.wide(math.Log2E), k.wide(magicWide))
	n := k.sub(t, k.wide(magicWide))
	r := k.fnma(n, k.wide(ln2WideHigh), x)
	r = k.fnma(n, k.wide(ln2WideLow), r)
	s := k.fma(k.mul(r, r), k.horner(r, expRestWide...), r)
	scale := k.addInt(k.shift(opShiftLeft, t, 52), k.wide(1))
	return k.fma(scale, s, scale)
}

// ln 2 in two parts for float64.
const (
	ln2WideHigh = 6.93147180369123816490e-01
	ln2WideLow  = 1.90821492927058770002e-10
)

// copySign gives the size of a the sign of b.
func (k *kernel) copySign(a, b *value) *value {
	return k.or(a, k.and(b, k.bits(0x80000000)))
}
