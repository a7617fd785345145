package metrics

import (
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/losses"
)

// Losses whose mean is a metric of Keras, under the same name and with the same
// parameters but for reduction.
var (
	_ = ofLoss[named]("MeanSquaredError", "mse")
	_ = ofLoss[named]("MeanAbsoluteError", "mae")
	_ = ofLoss[named]("MeanAbsolutePercentageError", "mape")
	_ = ofLoss[named]("MeanSquaredLogarithmicError", "msle")
	_ = ofLoss[named]("Poisson")
	_ = ofLoss[named]("KLDivergence", "kld")
	_ = ofLoss[named]("Hinge")
	_ = ofLoss[named]("SquaredHinge")
	_ = ofLoss[named]("CategoricalHinge")
	_ = ofLoss[binary]("BinaryCrossentropy", "bce")
	_ = ofLoss[categorical]("CategoricalCrossentropy")
	_ = ofLoss[sparse]("SparseCategoricalCrossentropy")
)

type binary struct {
	FromLogits     bool    `yaml:"from_logits" default:"false" doc:"predictions are scores, from before sigmoid"`
	LabelSmoothing float64 `yaml:"label_smoothing" default:"0" doc:"how much of the way to ½ the targets are moved"`
	named
}

type categorical struct {
	FromLogits     bool    `yaml:"from_logits" default:"false" doc:"predictions are scores, from before softmax"`
	LabelSmoothing float64 `yaml:"label_smoothing" default:"0" doc:"the share of a target that goes to all classes alike"`
	Axis           int     `yaml:"axis" default:"-1" doc:"the axis of the classes: -1, the last"`
	named
}

type sparse struct {
	FromLogits  bool `yaml:"from_logits" default:"false" doc:"predictions are scores, from before softmax"`
	IgnoreClass *int `yaml:"ignore_class" default:"None" doc:"rows of this class count as 0"`
	Axis        int  `yaml:"axis" default:"-1" doc:"the axis of the classes: -1, the last"`
	named
}

// ofLoss adds the mean of the loss of that name, whose parameters P has.
func ofLoss[P any, Q parameters[P]](name string, aliases ...string) struct{} {
	return define[P, Q](name, func(p *P) (*Metric, error) {
		var args []call.Arg
		for _, a := range registry.Describe(p) {
			if a.Name != "name" {
				args = append(args, a)
			}
		}
		l, err := losses.Get(call.Call{Name: name, Args: args})
		if err != nil {
			return nil, err
		}
		return meanOf(l), nil
	}, aliases...)
}

// meanOf is the mean of l over all rows.
func meanOf(l *losses.Loss) *Metric {
	return &Metric{Integer: l.Integer, Width: l.Width, Fits: l.Fits, New: func(n int) State {
		return &average{n: n, width: l.Width(n), rows: l.Rows, leave: l.Weight}
	}}
}

// MeanSquaredError is the mean squared difference. It takes name.
func MeanSquaredError(more ...any) *Metric { return construct("MeanSquaredError", more) }

// MeanAbsoluteError is the mean distance. It takes name.
func MeanAbsoluteError(more ...any) *Metric { return construct("MeanAbsoluteError", more) }

// MeanAbsolutePercentageError is the mean distance in percent of the target. It
// takes name.
func MeanAbsolutePercentageError(more ...any) *Metric {
	return construct("MeanAbsolutePercentageError", more)
}

// MeanSquaredLogarithmicError is the mean squared difference of log(1 + x). It
// takes name.
func MeanSquaredLogarithmicError(more ...any) *Metric {
	return construct("MeanSquaredLogarithmicError", more)
}

// Poisson is the mean of p − t·log p. It takes name.
func Poisson(more ...any) *Metric { return construct("Poisson", more) }

// KLDivergence is the mean divergence of shares p from shares t. It takes name.
func KLDivergence(more ...any) *Metric { return construct("KLDivergence", more) }

// Hinge is the mean of max(1 − t·p, 0), for targets of -1 and 1. It takes name.
func Hinge(more ...any) *Metric { return construct("Hinge", more) }

// SquaredHinge is the mean of max(1 − t·p, 0)², for targets of -1 and 1. It takes
// name.
func SquaredHinge(more ...any) *Metric { return construct("SquaredHinge", more) }

// CategoricalHinge is the mean of what the right class lacks to be above all
// others by 1. It takes name.
func CategoricalHinge(more ...any) *Metric { return construct("CategoricalHinge", more) }

// BinaryCrossentropy is the mean crossentropy of probabilities and answers. It
// takes from_logits, label_smoothing and name.
func BinaryCrossentropy(more ...any) *Metric { return construct("BinaryCrossentropy", more) }

// CategoricalCrossentropy is the mean crossentropy of shares and one-hot rows. It
// takes from_logits, label_smoothing, axis, which must be -1, and name.
func CategoricalCrossentropy(more ...any) *Metric { return construct("CategoricalCrossentropy", more) }

// SparseCategoricalCrossentropy is CategoricalCrossentropy for targets that are
// the numbers of classes. It takes from_logits, ignore_class, axis, which must be
// -1, and name.
//
// As in Keras, rows of the class ignore_class count as rows of crossentropy 0,
// unless there are weights: then they are left out.
func SparseCategoricalCrossentropy(more ...any) *Metric {
	return construct("SparseCategoricalCrossentropy", more)
}
