package activations

import "github.com/layercake-go/layercake/internal/registry"

// SoftShrink moves every value towards 0 by threshold, and those within it to 0:
// the proximal step of the L1 penalty. Donoho, "De-noising by Soft-Thresholding",
// 1995. As in Keras, NaN becomes 0.
var SoftShrink = define("soft_shrink", func(p *shrink) (*Activation, error) {
	if p.Threshold < 0 {
		return nil, registry.Bad("threshold", "want at least 0, have %g", p.Threshold)
	}
	threshold := single(p.Threshold)
	a := Activation{Formula: "soft_shrink(x) = x − threshold if x > threshold, x + threshold if x < −threshold, else 0"}
	return elementwise(a, func(x float64) float64 {
		switch {
		case x > threshold:
			return x - threshold
		case x < -threshold:
			return x + threshold
		}
		return 0
	}, shrinkSlope), nil
})
