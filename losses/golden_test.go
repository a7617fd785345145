package losses_test

import (
	"encoding/json"
	"testing"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/golden"
	. "github.com/layercake-go/layercake/losses"
)

const vectors = "testdata/losses.jsonl"

const (
	otherAxis = "only the last axis is a row; another one takes a Permute"
	tierC     = "not built: of the least used third of Keras's losses"
)

var unmet = golden.Unmet{
	"CategoricalCrossentropy/axis1":                    otherAxis,
	"CategoricalFocalCrossentropy/axis1":               otherAxis,
	"CosineSimilarity/3d_axis/0":                       otherAxis,
	"CosineSimilarity/3d_axis/1":                       otherAxis,
	"CosineSimilarity/3d_axis/sum":                     otherAxis,
	"CosineSimilarity/3d_axis/mean_with_sample_weight": otherAxis,
	"CosineSimilarity/3d_axis/none":                    otherAxis,
	"CTC":                                              tierC,
	"CategoricalGeneralizedCrossEntropy":               tierC,
	"Circle":                                           tierC,
	"Dice":                                             tierC,
	"Tversky":                                          tierC,
}

type goldenCase struct {
	Cls     string
	Kwargs  golden.Args
	True    golden.Array `json:"y_true"`
	Pred    golden.Array `json:"y_pred"`
	Weights golden.Array `json:"sample_weight"`
	Value   golden.Array
	DValue  golden.Array
	DPred   golden.Array `json:"dy_pred"`
}

func TestGolden(t *testing.T) {
	golden.Check(t, vectors, unmet, func(t testing.TB, raw json.RawMessage) {
		var c goldenCase
		golden.Decode(t, raw, &c)
		l, err := Get(call.Call{Name: c.Cls, Args: c.Kwargs})
		if err != nil {
			t.Fatal(err)
		}
		n := c.Pred.Shape[len(c.Pred.Shape)-1]
		value, d := batch(l, c.Pred.Data, c.True.Data, c.Weights.Data, c.DValue.Data, n)
		golden.Near(t, "value", value, c.Value)
		golden.Near(t, "gradient", d, c.DPred)
	})
}

// batch does what a model does: it masks, weighs and reduces. dv is the gradient
// on each value, or nil if that is 1.
func batch(l *Loss, p, t, weights, dv []float32, n int) (value, d []float32) {
	rows := len(p) / n
	v, d := make([]float32, rows), make([]float32, len(p))
	l.Rows(v, p, t, n)
	l.Grad(d, p, t, n)
	w, m := make([]float32, rows), make([]float32, rows)
	for r := range rows {
		w[r], m[r] = 1, 1
		if weights != nil {
			w[r] = weights[r*len(weights)/rows]
		}
	}
	if l.Weight != nil {
		l.Weight(m, t, n)
	}
	divisor := divisor(l.Reduction, w, m)
	sum := 0.0
	for r := range v {
		scale := 0.0
		if divisor != 0 {
			scale = float64(w[r]) * float64(m[r]) / divisor
		}
		v[r] = float32(float64(v[r]) * scale)
		sum += float64(v[r])
		if dv != nil {
			scale *= float64(dv[r])
		}
		for i := r * n; i < (r+1)*n; i++ {
			d[i] = float32(float64(d[i]) * scale)
		}
	}
	if l.Reduction == "none" {
		return v, d
	}
	return []float32{float32(sum)}, d
}

// divisor is what Loss.Reduction says.
func divisor(reduction string, w, m []float32) (sum float64) {
	for r, x := range m {
		switch reduction {
		case "sum", "none":
			return 1
		case "mean_with_sample_weight":
			x *= w[r]
		}
		sum += float64(x)
	}
	return sum
}
