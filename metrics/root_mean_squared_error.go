package metrics

import "github.com/layercake-go/layercake/losses"

var _ = fixed("RootMeanSquaredError", Metric{New: func(n int) State {
	return &average{n: n, width: n, rows: losses.MeanSquaredError().Rows, root: true}
}})

// RootMeanSquaredError is the root of the mean squared difference, in the unit of
// the targets. It takes name.
func RootMeanSquaredError(more ...any) *Metric { return construct("RootMeanSquaredError", more) }
