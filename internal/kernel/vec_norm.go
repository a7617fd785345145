package kernel

import "math"

// LayerNorm sets each row of n values of y to (x − mean)/√(variance + epsilon) of
// the same row of x; y may be x. Mean and variance are in float64.
func LayerNorm(y, x []float32, n int, epsilon float64) {
	if n <= 0 || !unary("LayerNorm", y, x) {
		return
	}
	wholeRows("LayerNorm", len(x), n)
	if vecLayerNorm(first(y), first(x), len(x)/n, n, float64(n), epsilon) {
		return
	}
	for ; len(x) > 0; x, y = x[n:], y[n:] {
		mean, inverse := moments(x[:n], epsilon)
		for i, v := range x[:n] {
			y[i] = float32((float64(v) - mean) * inverse)
		}
	}
}

// moments is the mean of x and 1/√(variance + epsilon).
func moments(x []float32, epsilon float64) (mean, inverse float64) {
	n := float64(len(x))
	mean = Sum(x) / n
	sum := 0.0
	for _, v := range x {
		d := float64(v) - mean
		sum += float64(d * d)
	}
	return mean, 1 / math.Sqrt(sum/n+epsilon)
}

// LayerNormGrad is the gradient of y = gamma·LayerNorm(x), row by row: it sets dx,
// and makes dy what the gradient of gamma is the sum of. With h the normalized x
// and g = gamma·dy,
//
//	dx = (g − mean(g) − h·mean(g·h)) / √(variance + epsilon)
//	dy = dy·h
//
// dx may be x, or nil; gamma may be nil, for 1.
func LayerNormGrad(dx, dy, x, gamma []float32, n int, epsilon float64) {
	if n <= 0 || len(dy) == 0 || len(x) == 0 {
		return
	}
	sameLength("LayerNormGrad", len(dy), len(x))
	wholeRows("LayerNormGrad", len(x), n)
	if dx != nil && gamma != nil {
		sameLength("LayerNormGrad", len(dx), len(x))
		sameLength("LayerNormGrad", len(gamma), n)
		if vecLayerNormGrad(first(dx), first(dy), first(x), first(gamma), len(x)/n, n, float64(n), epsilon) {
			return
		}
	}
	for at := 0; at < len(x); at += n {
		row := dx
		if dx != nil {
			row = dx[at : at+n]
		}
		layerNormRow(row, dy[at:at+n], x[at:at+n], gamma, epsilon)
	}
}

func layerNormRow(dx, dy, x, gamma []float32, epsilon float64) {
	mean, inverse := moments(x, epsilon)
	scaled := func(i int) float64 {
		if gamma == nil {
			return float64(dy[i])
		}
		return float64(float64(dy[i]) * float64(gamma[i]))
	}
	var sum, along float64
	for i, v := range x {
		g := scaled(i)
		sum += g
		along += float64(g * (float64(v) - mean) * inverse)
	}
	n := float64(len(x))
	sum, along = sum/n, along/n
	for i, v := range x {
		h, g := (float64(v)-mean)*inverse, scaled(i)
		dy[i] = float32(float64(dy[i]) * h)
		if dx != nil {
			dx[i] = float32((g - sum - float64(h*along)) * inverse)
		}
	}
}
