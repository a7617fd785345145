package losses

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
)

var _ = define("CosineSimilarity", newCosine)

type cosine struct {
	Axis int `yaml:"axis" default:"-1" doc:"the axis of the vectors: -1, the last"`
	plain
}

// CosineSimilarity is minus the cosine of the angle between a row of predictions
// and its targets: -1 where they point the same way, whatever their lengths. It
// takes axis, which must be -1, and reduction.
func CosineSimilarity(more ...any) *Loss { return construct("CosineSimilarity", more) }

func newCosine(p *cosine) (*Loss, error) {
	if err := lastAxis(p.Axis); err != nil {
		return nil, err
	}
	return p.reduced(&Loss{
		Formula: "v = −Σ p·t / (‖p‖·‖t‖)",
		Rows: func(v, p, t []float32, n int) {
			for r := range v {
				row, want := p[r*n:(r+1)*n], t[r*n:(r+1)*n]
				v[r] = float32(-kernel.Dot(row, want) * perLength(row) * perLength(want))
			}
		},
		Grad: cosineGrad,
	})
}

// cosineGrad is −(t̂ − p̂·cos) / ‖p‖, where t̂ and p̂ have length 1. Too short a p
// is only scaled, by a constant.
func cosineGrad(d, p, t []float32, n int) {
	for lo := 0; lo+n <= len(p); lo += n {
		row, want := p[lo:lo+n], t[lo:lo+n]
		a, b := perLength(row), perLength(want)
		cos := kernel.Dot(row, want) * a * b
		if a == shortest {
			cos = 0
		}
		for i, x := range row {
			d[lo+i] = float32((float64(float64(x)*a*cos) - float64(float64(want[i])*b)) * a)
		}
	}
}

// shortest is the largest factor that a vector is scaled by.
const shortest = 1 / epsilon

// perLength is 1/‖x‖, at most 1e7.
func perLength(x []float32) float64 {
	return min(1/math.Sqrt(kernel.SumSquares(x)), shortest)
}
