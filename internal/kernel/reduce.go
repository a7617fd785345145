package kernel

import "math"

// lanes is the number of partial sums of every reduction.
const lanes = 16

// fold adds the lanes up pairwise: lane j takes lane j+8, then j+4, j+2, j+1.
func fold(lane *[lanes]float64) float64 {
	for half := lanes / 2; half > 0; half /= 2 {
		for j := range half {
			lane[j] += lane[j+half]
		}
	}
	return lane[0]
}

// Sum is the sum of x in float64; 0 for an empty x.
func Sum(x []float32) float64 {
	if total, ok := vecSum(first(x), len(x)); ok {
		return total
	}
	var lane [lanes]float64
	for ; len(x) >= lanes; x = x[lanes:] {
		for j, v := range x[:lanes] {
			lane[j] += float64(v)
		}
	}
	for j, v := range x {
		lane[j] += float64(v)
	}
	return fold(&lane)
}

// SumSquares is the sum of x², in float64; 0 for an empty x.
func SumSquares(x []float32) float64 {
	return Dot(x, x)
}

// Dot is the sum of x[i]·y[i] in float64; 0 if either is nil. The product of
// two float32 is exact in float64, so only the sums round. Their lengths must
// be equal.
func Dot(x, y []float32) float64 {
	if x == nil || y == nil {
		return 0
	}
	sameLength("Dot", len(x), len(y))
	if total, ok := vecDot(first(x), first(y), len(x)); ok {
		return total
	}
	var lane [lanes]float64
	for ; len(x) >= lanes; x, y = x[lanes:], y[lanes:] {
		row := y[:lanes]
		for j, v := range x[:lanes] {
			lane[j] = mulAdd(float64(v), float64(row[j]), lane[j])
		}
	}
	for j, v := range x {
		lane[j] = mulAdd(float64(v), float64(y[j]), lane[j])
	}
	return fold(&lane)
}

// Max is the largest of x: NaN if any of x is NaN, -Inf for an empty x.
func Max(x []float32) float32 {
	if top, ok := vecMax(first(x), len(x)); ok {
		return top
	}
	top := float32(math.Inf(-1))
	for _, v := range x {
		if v != v {
			return v
		}
		top = max(top, v)
	}
	return top
}

// FirstNonFinite is the index of the first NaN or infinity in x, or -1.
func FirstNonFinite(x []float32) int {
	for from := 0; from < len(x); from += nonFiniteBlock {
		block := x[from:min(from+nonFiniteBlock, len(x))]
		if bad, ok := vecNonFinite(first(block), len(block)); ok && bad == 0 {
			continue
		}
		for i, v := range block {
			if v-v != 0 {
				return from + i
			}
		}
	}
	return -1
}

// nonFiniteBlock is how many values are looked at together.
const nonFiniteBlock = 4096
