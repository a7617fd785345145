package kernel

// mulAdd is a·b + c in float64, rounded twice: the conversion forbids the
// compiler to fuse the two operations.
func mulAdd(a, b, c float64) float64 {
	return float64(a*b) + c
}

// mulAdd32 is a·b + c in float32, rounded twice.
func mulAdd32(a, b, c float32) float32 {
	return float32(a*b) + c
}

// horner is c[0] + c[1]·x + c[2]·x² + …
func horner(x float64, c []float64) float64 {
	sum := 0.0
	for i := len(c) - 1; i >= 0; i-- {
		sum = mulAdd(sum, x, c[i])
	}
	return sum
}

// twoSum gives a+b as a rounded sum and its exact rounding error (Knuth).
func twoSum(a, b float64) (sum, err float64) {
	sum = a + b
	rest := sum - a
	return sum, (a - (sum - rest)) + (b - rest)
}

// twoProduct gives a·b as a rounded product and its exact rounding error
// (Dekker), for |a| and |b| below 2^995 and products that do not underflow.
func twoProduct(a, b float64) (product, err float64) {
	product = float64(a * b)
	aHi, aLo := split(a)
	bHi, bLo := split(b)
	err = mulAdd(aHi, bHi, -product)
	err = mulAdd(aHi, bLo, err)
	err = mulAdd(aLo, bHi, err)
	return product, mulAdd(aLo, bLo, err)
}

// split cuts a into two halves of at most 26 bits each (Veltkamp).
func split(a float64) (hi, lo float64) {
	c := float64(a * (1<<27 + 1))
	hi = c - (c - a)
	return hi, a - hi
}
