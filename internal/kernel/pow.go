package kernel

import "math"

// Pow is x^y, with an error below 1 ulp and exact where the result is a
// float64. Its special cases are those of math.Pow: Pow(x, ±0) and Pow(1, y)
// are 1 for any x and y, a negative x has powers only for integers y (NaN
// otherwise), and zeros and infinities follow the limits.
func Pow(x, y float64) float64 {
	switch {
	case y == 0 || x == 1:
		return 1
	case y == 1:
		return x
	case x != x || y != y:
		return math.NaN()
	case x == 0 || math.IsInf(x, 0):
		return powEdge(x, y)
	case math.IsInf(y, 0):
		return powInfinite(math.Abs(x), y)
	case x < 0 && !isInteger(y):
		return math.NaN()
	case x < 0 && isOdd(y):
		return -powPositive(-x, y)
	}
	return powPositive(math.Abs(x), y)
}

// powEdge is x^y for x = ±0 or ±Inf.
func powEdge(x, y float64) float64 {
	size := 0.0
	if (x == 0) == (y < 0) {
		size = math.Inf(1)
	}
	if math.Signbit(x) && isOdd(y) {
		return -size
	}
	return size
}

// powInfinite is a^y for a > 0 and y = ±Inf.
func powInfinite(a, y float64) float64 {
	switch {
	case a == 1:
		return 1
	case (a > 1) == (y > 0):
		return math.Inf(1)
	}
	return 0
}

func isInteger(y float64) bool { return y == math.Trunc(y) }

// isOdd holds for odd integers; from 2^53 on every float64 is even.
func isOdd(y float64) bool {
	return math.Abs(y) < 1<<53 && isInteger(y) && int64(y)&1 == 1
}

// powPositive is e^(y·log a) for a finite a > 0, with the logarithm and its
// product in twice the precision of float64: an error there is multiplied by
// as much as 745.
func powPositive(a, y float64) float64 {
	switch {
	case a == 1:
		return 1
	case y == 0.5:
		return math.Sqrt(a)
	}
	hi, lo := logWide(a)
	// Far outside the range, and where the product's halves would overflow.
	switch rough := float64(y * hi); {
	case rough > 800:
		return math.Inf(1)
	case rough < -800:
		return 0
	}
	product, err := twoProduct(y, hi)
	product, err = twoSum(product, mulAdd(y, lo, err))
	switch {
	case product > expOverflow:
		return math.Inf(1)
	case product < expUnderflow:
		return 0
	}
	return expSum(product, err)
}

// logWide is log(a) for a finite a > 0 as hi + lo, to about 2^-66 of its size.
func logWide(a float64) (hi, lo float64) {
	m, k := mantissa(a)
	near, nearLow := logNear1(m - 1)
	power := float64(k)
	low, err1 := twoProduct(power, ln2Lo)
	sum, err2 := twoSum(float64(power*ln2Hi), near)
	sum, err3 := twoSum(sum, low)
	return twoSum(sum, err2+(err3+(nearLow+err1)))
}

// logNear1 is log(1+f) = 2·(s + s³/3 + s⁵/5 + …) with s = f/(2+f), as hi + lo,
// for 1+f in [√½, √2). The first two terms are computed in twice the precision;
// the rest is below 2^-12 of the sum.
func logNear1(f float64) (hi, lo float64) {
	d, dErr := twoSum(2, f)
	s := f / d
	p, pErr := twoProduct(s, d)
	sErr := (((f - p) - pErr) - float64(s*dErr)) / d

	z, zErr := twoProduct(s, s)
	zErr = mulAdd(2*s, sErr, zErr)
	cube, cubeErr := twoProduct(z, s)
	cubeErr = mulAdd(z, sErr, mulAdd(zErr, s, cubeErr))
	const thirdLow = 1.0/3 - 0x1.5555555555555p-2 // what float64(1.0/3) lacks
	third, thirdErr := twoProduct(cube, 1.0/3)
	thirdErr = mulAdd(cube, thirdLow, mulAdd(cubeErr, 1.0/3, thirdErr))
	rest := float64(float64(cube*z) * logRest(z))

	hi, err := twoSum(s, third)
	return twoSum(2*hi, 2*(err+(sErr+(thirdErr+rest))))
}

// logRest is 1/5 + z/7 + z²/9 + … for z ≤ 0.0295, to 2^-57.
func logRest(z float64) float64 {
	sum := 1.0 / 25
	for _, c := range [...]float64{1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5} {
		sum = mulAdd(z, sum, c)
	}
	return sum
}
