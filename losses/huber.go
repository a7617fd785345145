package losses

import (
	"math"

	"github.com/layercake-go/layercake/internal/registry"
)

var _ = define("Huber", newHuber)

type huber struct {
	Delta float64 `yaml:"delta" default:"1.0" doc:"the distance from which the loss grows linearly"`
	plain
}

// Huber is the mean of half the squared difference up to a distance of delta,
// and a straight line from there on: smooth near 0, patient with outliers. It
// takes delta (1.0) and reduction. Huber, 1964.
func Huber(more ...any) *Loss { return construct("Huber", more) }

func newHuber(p *huber) (*Loss, error) {
	delta := p.Delta
	if delta <= 0 {
		return nil, registry.Bad("delta", "want more than 0, have %g", delta)
	}
	f := pointwise{
		value: func(p, t float64) float64 {
			e := math.Abs(p - t)
			if e <= delta {
				return float64(0.5 * e * e)
			}
			return float64(delta * (e - float64(delta/2)))
		},
		slope: func(p, t float64) float64 { return max(-delta, min(p-t, delta)) },
	}
	return p.reduced(&Loss{
		Formula: "v = Σ h(p − t) / n, h(e) = e²/2 if |e| ≤ delta, else delta·(|e| − delta/2)",
		Rows:    f.rows,
		Grad:    f.grad,
	})
}
