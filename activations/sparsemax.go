package activations

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
)

// Sparsemax is the point of the simplex that is nearest to the whole vector:
// shares of one whole, as softmax gives, but small ones are exactly 0. A row that
// holds NaN or +Inf becomes NaN. Martins and Astudillo, "From Softmax to
// Sparsemax", 2016.
//
// Keras 3.15 adds partial sums up where the paper takes the last one, so its
// outputs do not add up to 1 where two or more shares are above 0. These do.
var Sparsemax = define("sparsemax", func(p *lastAxis) (*Activation, error) {
	if err := p.check(permute); err != nil {
		return nil, err
	}
	return &Activation{
		Formula: "sparsemax(z)ᵢ = max(zᵢ − τ(z), 0), with τ(z) so that they add up to 1",
		Scope:   Vectorwise,
		Simplex: true,
		Apply:   sparsemaxApply,
		Grad:    sparsemaxGrad,
	}, nil
})

func sparsemaxApply(y, x []float32, n int) {
	for r := 0; n > 0 && r+n <= len(x); r += n {
		row := x[r : r+n]
		top := float64(kernel.Max(row))
		tau := sparsemaxThreshold(row, top)
		for i, v := range row {
			y[r+i] = float32(max(float64(v)-top-tau, 0))
		}
	}
}

// sparsemaxThreshold is the τ for which Σ max(x − top − τ, 0) is 1. It lies in
// [−1, 0). That sum is convex in τ, so Newton's steps from −1 never go too far;
// each drops values, and τ is exact once none is dropped.
func sparsemaxThreshold(row []float32, top float64) float64 {
	tau, kept := -1.0, len(row)+1
	for {
		sum, n := 0.0, 0
		for _, v := range row {
			if z := float64(v) - top; z > tau {
				sum += z
				n++
			}
		}
		if n == 0 { // NaN or ±Inf only
			return math.NaN()
		}
		if n >= kept {
			return tau
		}
		tau, kept = (sum-1)/float64(n), n
	}
}

// sparsemaxGrad is Jᵀ·dy row by row: dyᵢ minus the mean of dy over the shares
// above 0 where there is one, else 0.
func sparsemaxGrad(dx, dy, y, _ []float32, n int) {
	for r := 0; n > 0 && r+n <= len(y); r += n {
		sum, count := 0.0, 0
		for i := r; i < r+n; i++ {
			if y[i] > 0 {
				sum += float64(dy[i])
				count++
			}
		}
		mean := sum / float64(count)
		for i := r; i < r+n; i++ {
			if y[i] > 0 {
				dx[i] = float32(float64(dy[i]) - mean)
			} else {
				dx[i] = 0
			}
		}
	}
}
