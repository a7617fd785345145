package metrics

import "github.com/layercake-go/layercake/losses"

var _ = fixed("root_mean_squared_error", Metric{New: func(n int) State {
	return &average{n: n, width: n, rows: losses.MeanSquaredError().Rows, root: true}
}})

// RootMeanSquaredError is the root of the mean squared difference, in the unit of
// the targets. It takes name.
func RootMeanSquaredError(more ...any) *Metric { return construct("root_mean_squared_error", more) }
