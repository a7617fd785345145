package losses_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	. "github.com/layercake-go/layercake/losses"
)

// variants are all losses, each with the arguments that change its arithmetic.
var variants = []string{
	"binary_crossentropy", "binary_crossentropy(from_logits=true)",
	"binary_crossentropy(label_smoothing=0.2)", "binary_crossentropy(true, 0.2)",
	"binary_focal_crossentropy", "binary_focal_crossentropy(from_logits=true)",
	"binary_focal_crossentropy(true, 0.3, 1.5, label_smoothing=0.1)",
	"binary_focal_crossentropy(gamma=0)", "binary_focal_crossentropy(gamma=0.5)",
	"categorical_crossentropy", "categorical_crossentropy(from_logits=true)",
	"categorical_crossentropy(label_smoothing=0.1)", "categorical_crossentropy(true, 0.1)",
	"categorical_focal_crossentropy", "categorical_focal_crossentropy(from_logits=true)",
	"categorical_focal_crossentropy([0.2, 0.3, 0.5, 0.1], 0.7, label_smoothing=0.1)",
	"categorical_focal_crossentropy(gamma=0)",
	"categorical_hinge", "cosine_similarity", "hinge", "squared_hinge",
	"huber", "huber(0.4)", "kl_divergence", "log_cosh", "poisson",
	"mean_absolute_error", "mean_absolute_percentage_error",
	"mean_squared_error", "mean_squared_logarithmic_error",
	"sparse_categorical_crossentropy", "sparse_categorical_crossentropy(from_logits=true)",
	"sparse_categorical_crossentropy(ignore_class=1)", "sparse_categorical_crossentropy(true, -1)",
}

const (
	columns = 4
	samples = 6
)

// each runs f for every variant, with predictions and targets that suit it.
func each(t *testing.T, f func(t *testing.T, l *Loss, p, want []float32)) {
	for _, text := range variants {
		t.Run(text, func(t *testing.T) {
			l, err := Get(text)
			if err != nil {
				t.Fatal(err)
			}
			p, want := inputs(l)
			f(t, l, p, want)
		})
	}
}

// inputs are away from kinks: from equal values, from margins, from clips.
func inputs(l *Loss) (p, t []float32) {
	r := rand.New(rand.NewPCG(1, 2))
	p, t = make([]float32, samples*columns), make([]float32, samples*l.Width(columns))
	for i := range t {
		t[i] = float32(0.5 + 2*r.Float64())
		switch {
		case l.Integer:
			t[i] = float32(i % columns)
		case l.Link == "sigmoid", l.Name == "categorical_hinge":
			t[i] = float32(i % 3 % 2)
		case strings.HasSuffix(l.Name, "hinge"):
			t[i] = float32(i%2*2 - 1)
		}
	}
	if l.Link == "softmax" && !l.Integer {
		shares(t)
	}
	for i := range p {
		p[i] = float32(r.NormFloat64())
		switch {
		case l.FromLogits || l.Name == "categorical_hinge":
		case l.Link == "softmax":
			p[i] = float32(0.2 + r.Float64())
		case l.Link == "sigmoid":
			p[i] = float32(0.1 + 0.8*r.Float64())
		case strings.HasSuffix(l.Name, "hinge"):
			p[i] = t[i] * float32(0.2+1.2*float64(i%2)+0.5*r.Float64())
		default:
			p[i] = t[i] + float32(0.1+0.3*r.Float64())*float32(i%2*2-1)
		}
	}
	if l.Link == "softmax" && !l.FromLogits {
		shares(p)
	}
	return p, t
}

// shares makes rows add up to 1.
func shares(x []float32) {
	for lo := 0; lo < len(x); lo += columns {
		sum := float32(0)
		for _, v := range x[lo : lo+columns] {
			sum += v
		}
		for i := lo; i < lo+columns; i++ {
			x[i] /= sum
		}
	}
}

func values(l *Loss, p, t []float32) []float32 {
	v := make([]float32, len(p)/columns)
	l.Rows(v, p, t, columns)
	return v
}

func gradient(grad func(d, p, t []float32, n int), p, t []float32) []float32 {
	d := make([]float32, len(p))
	grad(d, p, t, columns)
	return d
}

// fuse is what f makes of the scores z: values, what the activation puts out, and
// gradients. p takes the place of z.
func fuse(f Fusion, z, t []float32, n int) (v, p, d []float32) {
	v, p, d = make([]float32, len(z)/n), slices.Clone(z), make([]float32, len(z))
	f(v, p, d, p, t, n)
	return v, p, d
}

func near(a, b, rel, abs float64) bool { return math.Abs(a-b) <= rel*math.Abs(b)+abs }
