package metrics

import "github.com/layercake-go/layercake/internal/kernel"

var _ = fixed("Mean", Metric{New: averaged(func(v, p, _ []float32, n int) {
	for r := range v {
		v[r] = float32(kernel.Sum(p[r*n:(r+1)*n]) / float64(n))
	}
})})

// Mean is the mean of the predictions, whatever the targets are. It takes name.
func Mean(more ...any) *Metric { return construct("Mean", more) }
