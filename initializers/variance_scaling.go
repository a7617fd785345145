package initializers

import (
	"fmt"
	"math"

	"github.com/layercake-go/layercake/internal/random"
	"github.com/layercake-go/layercake/internal/registry"
)

type varianceScaling struct {
	Scale        float64 `yaml:"scale" default:"1.0" doc:"variance times fan"`
	Mode         string  `yaml:"mode" default:"fan_in" doc:"fan_in, fan_out or fan_avg"`
	Distribution string  `yaml:"distribution" default:"truncated_normal" doc:"truncated_normal, untruncated_normal or uniform"`
	fanAxes      `yaml:",inline"`
}

// VarianceScaling draws values of mean 0 and variance scale/fan, so that sums of
// fan products keep the variance of what goes in. The laws of Glorot, He and
// LeCun are special cases. He and others, "Delving Deep into Rectifiers", 2015.
var VarianceScaling = define("VarianceScaling", func(p *varianceScaling) (*Initializer, error) {
	return scaled(p.Scale, p.Mode, p.Distribution, p.fanAxes)
})

// A mode says what fan is, of inputs and outputs.
var modes = map[string]func(in, out float64) float64{
	"fan_in":  func(in, _ float64) float64 { return in },
	"fan_out": func(_, out float64) float64 { return out },
	"fan_avg": func(in, out float64) float64 { return (in + out) / 2 },
}

// truncatedStddev is the standard deviation that a standard normal distribution
// has left when cut off at ±2.
const truncatedStddev = 0.87962566103423978

// A distribution makes values of a given standard deviation.
var distributions = map[string]func(stddev float64, r random.Stream, i uint64) float64{
	"truncated_normal": func(stddev float64, r random.Stream, i uint64) float64 {
		return stddev / truncatedStddev * r.TruncatedNormal(i)
	},
	"untruncated_normal": func(stddev float64, r random.Stream, i uint64) float64 {
		return stddev * r.Normal(i)
	},
	"uniform": func(stddev float64, r random.Stream, i uint64) float64 {
		limit := float64(math.Sqrt(3) * stddev)
		return between(-limit, limit, r.Uniform(i))
	},
}

func scaled(scale float64, mode, distribution string, axes fanAxes) (*Initializer, error) {
	if distribution == "normal" {
		distribution = "truncated_normal" // as Keras reads it
	}
	if !(scale > 0) {
		return nil, registry.Bad("scale", "want above 0, have %g", scale)
	}
	if err := registry.OneOf("mode", mode, []string{"fan_in", "fan_out", "fan_avg"}); err != nil {
		return nil, err
	}
	if err := registry.OneOf("distribution", distribution, []string{"truncated_normal", "untruncated_normal", "uniform"}); err != nil {
		return nil, err
	}
	fan, draw := modes[mode], distributions[distribution]
	return &Initializer{
		Formula: fmt.Sprintf("%s with mean 0 and variance %g/%s", distribution, scale, mode),
		Seed:    axes.Seed,
		Check:   axes.check,
		Fill: func(w []float32, shape []int, r random.Stream) {
			stddev := math.Sqrt(scale / max(1, fan(axes.fans(shape))))
			r = seed{axes.Seed}.stream(r)
			for i := range w {
				w[i] = float32(draw(stddev, r, uint64(i)))
			}
		},
	}, nil
}

// scaledBy adds a VarianceScaling under a name of its own.
func scaledBy(name string, scale float64, mode, distribution string) *Initializer {
	return define(name, func(p *fanAxes) (*Initializer, error) { return scaled(scale, mode, distribution, *p) })
}
