package metrics

import "github.com/layercake-go/layercake/losses"

var _ = define("LogCoshError", func(*named) (*Metric, error) {
	m := meanOf(losses.LogCosh())
	m.Label = "logcosh" // as in Keras
	return m, nil
})

// LogCoshError is the mean logarithm of the hyperbolic cosine of the differences.
// It takes name, which is logcosh if not given.
func LogCoshError(more ...any) *Metric { return construct("LogCoshError", more) }
