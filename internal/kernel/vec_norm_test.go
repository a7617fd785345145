package kernel

import (
	"math"
	"testing"
)

// TestLayerNorm compares with two plain passes in float64, also where the mean is
// large beside the spread.
func TestLayerNorm(t *testing.T) {
	const epsilon = 1e-3
	eachSet(t, func(t *testing.T) {
		for _, n := range []int{1, 2, 7, 16, 100, 333} {
			for _, offset := range []float32{0, 5, 1000} {
				s := source(10)
				x, dy, gamma := s.vector(3*n), s.vector(3*n), s.vector(n)
				for i := range x {
					x[i] += offset
				}
				y, dx, along := make([]float32, 3*n), make([]float32, 3*n), append([]float32(nil), dy...)
				LayerNorm(y, x, n, epsilon)
				LayerNormGrad(dx, along, x, gamma, n, epsilon)
				for at := 0; at < 3*n; at += n {
					h, want := plainLayerNorm(dy[at:at+n], x[at:at+n], gamma, epsilon)
					for i := range n {
						nearly(t, "y", y[at+i], h[i])
						nearly(t, "dx", dx[at+i], want[i])
						nearly(t, "dy·h", along[at+i], h[i]*float64(dy[at+i]))
					}
				}
			}
		}
	})
}

func nearly(t *testing.T, name string, got float32, want float64) {
	t.Helper()
	if e := math.Abs(float64(got) - want); !(e <= 1e-6*max(1, math.Abs(want))) {
		t.Fatalf("%s: %v, want %v", name, got, want)
	}
}

// plainLayerNorm is the normalized x, and its gradient.
func plainLayerNorm(dy, x, gamma []float32, epsilon float64) (h, dx []float64) {
	n := float64(len(x))
	mean, variance, sum, along := 0.0, 0.0, 0.0, 0.0
	for _, v := range x {
		mean += float64(v) / n
	}
	for _, v := range x {
		variance += (float64(v) - mean) * (float64(v) - mean) / n
	}
	inverse := 1 / math.Sqrt(variance+epsilon)
	for i, v := range x {
		h = append(h, (float64(v)-mean)*inverse)
		g := float64(dy[i]) * float64(gamma[i])
		sum += g / n
		along += g * h[i] / n
	}
	for i := range x {
		dx = append(dx, (float64(dy[i])*float64(gamma[i])-sum-h[i]*along)*inverse)
	}
	return h, dx
}

// TestColumns compares the sums of columns with plain ones, for all numbers of
// columns that fill registers or not, also where the mean is large beside the
// spread.
func TestColumns(t *testing.T) {
	eachSet(t, func(t *testing.T) {
		for _, rows := range []int{1, 2, 50} {
			for columns := 1; columns < 40; columns++ {
				const from = 3
				n := columns + 5
				s := source(11)
				x, dy, centre, inverse := s.vector(rows*n), s.vector(rows*n), s.vector(columns), s.vector(columns)
				for i := range x {
					x[i] += 500
				}
				mean, variance := make([]float64, columns), make([]float64, columns)
				sum, along := make([]float64, columns), make([]float64, columns)
				ColumnMoments(mean, variance, x, from, n)
				ColumnGrads(sum, along, dy, x, centre, inverse, from, n)
				for i := range columns {
					var m, v, g, h float64
					for r := range rows {
						at := r*n + from + i
						m += float64(x[at]) / float64(rows)
						g += float64(dy[at])
						h += float64(dy[at]) * float64(x[at]-centre[i]) * float64(inverse[i])
					}
					for r := range rows {
						d := float64(x[r*n+from+i]) - m
						v += d * d / float64(rows)
					}
					for name, pair := range map[string][2]float64{
						"mean": {mean[i], m}, "variance": {variance[i], v}, "sum": {sum[i], g}, "along": {along[i], h},
					} {
						if math.Abs(pair[0]-pair[1]) > 1e-11*max(1, math.Abs(pair[1])) {
							t.Fatalf("%d rows, %d columns: %s of %d is %v, want %v", rows, columns, name, i, pair[0], pair[1])
						}
					}
				}
			}
		}
	})
}
