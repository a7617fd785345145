package activations

import "math"

var _ = define("relu", newReLU)

// relu configures f(x) = max(x, 0) and its variants.
type relu struct {
	NegativeSlope float64  `yaml:"negative_slope" default:"0.0" doc:"slope below threshold"`
	MaxValue      *float64 `yaml:"max_value" default:"None" doc:"largest output"`
	Threshold     float64  `yaml:"threshold" default:"0.0" doc:"below it the slope is negative_slope"`
}

// ReLU is the rectified linear unit of each value alone: x if x > 0, else 0.
// Nair and Hinton, 2010.
var ReLU, _ = Get("relu")

func newReLU(p *relu) (*Activation, error) {
	slope, threshold, top := float32(p.NegativeSlope), float32(p.Threshold), float32(math.Inf(1))
	if p.MaxValue != nil {
		top = float32(*p.MaxValue)
	}
	a := &Activation{Formula: "relu(x) = max(x, 0)"}
	if slope == 0 && threshold == 0 && math.IsInf(float64(top), 1) {
		a.Apply, a.Grad = reluApply, reluGrad
		return a, nil
	}
	a.Formula = "relu(x) = min(x, max_value) if x ≥ threshold, else negative_slope·(x − threshold)"
	a.Saves = Input
	a.Apply = func(y, x []float32, _ int) {
		for i, v := range x {
			switch {
			case v < threshold:
				y[i] = slope * (v - threshold)
			default:
				y[i] = min(v, top)
			}
		}
	}
	a.Grad = func(dx, dy, _, x []float32, _ int) {
		for i, v := range x {
			switch {
			case v < threshold:
				dx[i] = slope * dy[i]
			case v >= top:
				dx[i] = 0
			default:
				dx[i] = dy[i]
			}
		}
	}
	return a, nil
}

func reluApply(y, x []float32, _ int) {
	for i, v := range x {
		y[i] = max(v, 0)
	}
}

func reluGrad(dx, dy, y, _ []float32, _ int) {
	for i, v := range y {
		if v > 0 {
			dx[i] = dy[i]
		} else {
			dx[i] = 0
		}
	}
}
