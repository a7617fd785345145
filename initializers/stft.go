package initializers

import (
	"fmt"
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/random"
	"github.com/layercake-go/layercake/internal/registry"
)

type stft struct {
	Side     string  `yaml:"side" default:"real" doc:"real or imag"`
	Window   *string `yaml:"window" default:"hann" doc:"hann, hamming, blackman, boxcar or None"`
	Scaling  *string `yaml:"scaling" default:"density" doc:"density, spectrum or None"`
	Periodic bool    `yaml:"periodic" default:"false" doc:"whether the window repeats"`
}

// STFT makes a Conv1D kernel (frame, 1, bins) that computes one side of the
// short-time Fourier transform: a window times cos or −sin of each of the
// frequencies 0 … ½. Keras takes SciPy's windows; here are the four that are sums
// of cosines. Allen, "Short Term Spectral Analysis", 1977.
var STFT = define("STFT", func(p *stft) (*Initializer, error) {
	terms, err := p.check()
	if err != nil {
		return nil, err
	}
	return &Initializer{
		Formula: "window(t)·exp(−2πi·t·f), its real or imaginary side",
		Check: func(shape []int) error {
			if len(shape) != 3 || shape[1] != 1 {
				return fmt.Errorf("stft is for kernels (frame, 1, bins), have shape %v", shape)
			}
			return nil
		},
		Fill: func(w []float32, shape []int, _ random.Stream) {
			frame, bins := matrix(len(w), shape)
			window := cosineWindow(terms, frame, p.Periodic)
			divisor := p.divisor(window)
			if divisor == 0 {
				divisor = 1 // a hann window of two values is 0, 0
			}
			for t := range frame {
				for f := range bins {
					w[t*bins+f] = float32(p.wave(t, f, bins) * window[t] / divisor)
				}
			}
		},
	}, nil
}, "STFTInitializer")

// windows are Σ aₖ·cos(k·x) for x from −π to π, by their a.
var windows = map[string][]float64{
	"boxcar":   {1},
	"hann":     {0.5, 0.5},
	"hamming":  {0.54, 0.46},
	"blackman": {0.42, 0.5, 0.08},
}

func (p *stft) check() (terms []float64, err error) {
	if err := registry.OneOf("side", p.Side, []string{"real", "imag"}); err != nil {
		return nil, err
	}
	if p.Scaling != nil {
		if err := registry.OneOf("scaling", *p.Scaling, []string{"density", "spectrum"}, "None"); err != nil {
			return nil, err
		}
	}
	if p.Window == nil {
		return windows["boxcar"], nil
	}
	return windows[*p.Window], registry.OneOf("window", *p.Window, []string{"hann", "hamming", "blackman", "boxcar"}, "None")
}

func cosineWindow(terms []float64, n int, periodic bool) []float64 {
	window, steps := make([]float64, n), float64(n-1)
	if periodic {
		steps = float64(n)
	}
	for t := range window {
		x := 0.0 // a window of one value is 1
		if n > 1 {
			x = math.Pi * (2*float64(t)/steps - 1)
		}
		for k, a := range terms {
			window[t] += float64(a * kernel.Cos(float64(k)*x))
		}
	}
	return window
}

// divisor makes the squares of the window add up to 1, or its values. Keras
// scales nothing without a window.
func (p *stft) divisor(window []float64) float64 {
	if p.Window == nil || p.Scaling == nil {
		return 1
	}
	if *p.Scaling == "density" {
		return math.Sqrt(dot(window, window))
	}
	sum := 0.0
	for _, v := range window {
		sum += math.Abs(v)
	}
	return sum
}

// wave is one side of exp(−2πi·t·f/(2·(bins − 1))). Whole turns are taken off
// while the numbers are whole.
func (p *stft) wave(t, f, bins int) float64 {
	half := max(1, bins-1)
	angle := -math.Pi * float64(t*f%(2*half)) / float64(half)
	if p.Side == "real" {
		return kernel.Cos(angle)
	}
	return kernel.Sin(angle)
}
