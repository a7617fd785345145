package kernel

import "math"

// π/2 in four parts of 33, 33, 33 and 53 bits: the product of one of the first
// three with an integer below 2^20 is exact.
const (
	piHalf1 = 1.57079632673412561417e+00
	piHalf2 = 6.07710050630396597660e-11
	piHalf3 = 2.02226624871116645580e-21
	piHalf4 = 8.47842766036889956997e-32
)

// trigLimit is how far the reduction below is exact.
const trigLimit = 1e6

// Sin is the sine of x radians, with an error below 1 ulp for |x| ≤ 1e6.
// Beyond that, and for NaN and ±Inf, it is NaN rather than something wrong.
func Sin(x float64) float64 {
	hi, lo, quarter := reduceQuarter(x)
	return quarterWave(hi, lo, quarter)
}

// Cos is the cosine of x radians, with an error below 1 ulp for |x| ≤
// 1e6. Beyond that, and for NaN and ±Inf, it is NaN.
func Cos(x float64) float64 {
	hi, lo, quarter := reduceQuarter(x)
	return quarterWave(hi, lo, quarter+1)
}

// quarterWave is sin(hi + lo + quarter·π/2) for |hi| ≤ π/4.
func quarterWave(hi, lo float64, quarter int) float64 {
	var y float64
	if quarter&1 == 0 {
		y = sinNear0(hi, lo)
	} else {
		y = cosNear0(hi, lo)
	}
	if quarter&2 != 0 {
		return -y
	}
	return y
}

// reduceQuarter writes x as hi + lo + quarter·π/2 with |hi| ≤ π/4 (Cody and
// Waite).
func reduceQuarter(x float64) (hi, lo float64, quarter int) {
	switch {
	case math.Abs(x) <= math.Pi/4:
		return x, 0, 0
	case !(math.Abs(x) <= trigLimit):
		return math.NaN(), 0, 0
	}
	quarter = int(mulAdd(x, 2/math.Pi, math.Copysign(0.5, x)))
	q := float64(quarter)
	hi = x - float64(q*piHalf1)
	hi, err2 := twoSum(hi, float64(q*-piHalf2))
	hi, err3 := twoSum(hi, float64(q*-piHalf3))
	rest := mulAdd(q, -piHalf4, err2+err3)
	hi, lo = twoSum(hi, rest)
	return hi, lo, quarter
}

// sinNear0 is sin(x + low) for |x| ≤ π/4.
func sinNear0(x, low float64) float64 {
	z := float64(x * x)
	cube := float64(z * x)
	r := horner5(z, sin2, sin3, sin4, sin5, sin6)
	return x - ((float64(z*(float64(0.5*low)-float64(cube*r))) - low) - float64(cube*sin1))
}

// cosNear0 is cos(x + low) for |x| ≤ π/4.
func cosNear0(x, low float64) float64 {
	z := float64(x * x)
	r := float64(z * mulAdd(z, horner5(z, cos2, cos3, cos4, cos5, cos6), cos1))
	half := float64(0.5 * z)
	one := 1 - half
	return one + (((1 - one) - half) + (float64(z*r) - float64(x*low)))
}

// horner5 is c0 + c1·z + … + c4·z⁴.
func horner5(z, c0, c1, c2, c3, c4 float64) float64 {
	return mulAdd(z, mulAdd(z, mulAdd(z, mulAdd(z, c4, c3), c2), c1), c0)
}
