package initializers_test

import (
	"math"
	"testing"

	. "github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/golden"
	"github.com/layercake-go/layercake/internal/random"
)

// TestSTFT compares with what SciPy's windows and NumPy give.
func TestSTFT(t *testing.T) {
	for text, want := range map[string][]float32{
		"stft":                                {0, 0, 0, 0.707106781, 0, -0.707106781, 0.707106781, -0.707106781, 0.707106781, 0, 0, 0},
		"stft(imag, hamming, spectrum, true)": {0, 0, 0, 0, -0.25, 0, 0, 0, 0, 0, 0.25, 0},
		"stft(real, blackman, None, true)":    {0, 0, 0, 0.34, 0, -0.34, 1, -1, 1, 0.34, 0, -0.34},
		"stft(imag, boxcar)":                  {0, 0, 0, 0, -0.5, 0, 0, 0, 0, 0, 0.5, 0},
		"stft(real, None)":                    {1, 1, 1, 1, 0, -1, 1, -1, 1, 1, 0, -1},
	} {
		i, err := Get(text)
		if err != nil {
			t.Fatal(err)
		}
		w := make([]float32, 12)
		i.Fill(w, []int{4, 1, 3}, random.New(1))
		golden.Near(t, text, w, golden.Array{Data: want})
	}
}

// TestSTFTIsAFourierTransform: a wave of one frequency is found in its bin alone.
func TestSTFTIsAFourierTransform(t *testing.T) {
	const frame, bins = 16, 9
	re, im := make([]float32, frame*bins), make([]float32, frame*bins)
	for side, w := range map[string][]float32{"real": re, "imag": im} {
		i, err := Get("stft(" + side + ", window=None)")
		if err != nil {
			t.Fatal(err)
		}
		i.Fill(w, []int{frame, 1, bins}, random.New(1))
	}
	for f := range bins {
		a, b := 0.0, 0.0
		for n := range frame {
			x := math.Cos(2*math.Pi*5*float64(n)/frame + 1)
			a += x * float64(re[n*bins+f])
			b += x * float64(im[n*bins+f])
		}
		want := 0.0
		if f == 5 {
			want = frame / 2
		}
		if got := math.Hypot(a, b); math.Abs(got-want) > 1e-5 {
			t.Errorf("bin %d is %v, want %v", f, got, want)
		}
	}
}
