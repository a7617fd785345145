package regularizers_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/golden"
	. "github.com/layercake-go/layercake/regularizers"
)

const cases = "testdata/regularizers.jsonl"

// builtin are the names of the package itself: an example registers one more.
var builtin, entries = Names(), Entries()

func TestGolden(t *testing.T) {
	golden.Check(t, cases, nil, func(t testing.TB, raw json.RawMessage) {
		var c struct {
			Cls          string
			Kwargs       golden.Args
			W, Value, DW golden.Array
		}
		golden.Decode(t, raw, &c)
		r, err := Get(call.Call{Name: c.Cls, Args: c.Kwargs})
		if err != nil {
			t.Fatal(err)
		}
		golden.Near(t, "value", []float32{float32(r.Value(c.W.Data, c.W.Shape))}, c.Value)
		d := make([]float32, len(c.W.Data))
		r.Grad(d, c.W.Data, c.W.Shape, 1)
		golden.Near(t, "dw", d, c.DW)
	})
}

func TestComplete(t *testing.T) {
	var have []string
	for _, e := range entries {
		have = append(have, e.Class)
	}
	slices.Sort(have)
	if d := cmp.Diff(golden.Classes(t, cases), have); d != "" {
		t.Errorf("golden cases of, and registered (+): %s", d)
	}
}

func variants(t *testing.T) (all []*Regularizer) {
	for _, text := range append([]string{"l1(0.3)", "l2(0.4)", "l1_l2(0.1, 0.2)", "l1l2(l2=0.5)", "orthogonal_regularizer(0.5, columns)"}, builtin...) {
		r, err := Get(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// TestGradients compares with central differences, away from 0, and finds that
// Grad adds and scales.
func TestGradients(t *testing.T) {
	const step = 1e-2
	shape, c := []int{4, 5}, float32(-1.5)
	random := rand.New(rand.NewPCG(1, 2))
	w := make([]float32, 20)
	for i := range w {
		w[i] = float32(random.NormFloat64())
		w[i] += float32(math.Copysign(0.05, float64(w[i])))
	}
	for _, r := range variants(t) {
		d := slices.Repeat([]float32{7}, len(w))
		r.Grad(d, w, shape, c)
		for i, v := range w {
			at := func(x float32) float64 {
				w[i] = x
				defer func() { w[i] = v }()
				return r.Value(w, shape)
			}
			want := 7 + float64(c)*(at(v+step)-at(v-step))/(2*step)
			if math.Abs(float64(d[i])-want) > 5e-3*max(1, math.Abs(want-7)) {
				t.Errorf("%s: the slope at w[%d] = %v is %v, want %v", r, i, v, d[i], want)
			}
		}
	}
}

func TestOrthogonalEdges(t *testing.T) {
	for _, c := range []struct {
		w     []float32
		shape []int
		want  float64
	}{
		{[]float32{1, 0, 0, 2}, []int{2, 2}, 0},
		{[]float32{1, 1, -3, -3}, []int{2, 2}, 0.01},
		{[]float32{1, 2, 3}, []int{1, 3}, 0}, // no pairs: Keras gives NaN
		{[]float32{0, 0, 1, 2}, []int{2, 2}, 0},
		{nil, []int{0, 3}, 0},
		{nil, []int{3, 0}, 0},
	} {
		r := OrthogonalRegularizer
		if v := r.Value(c.w, c.shape); math.Abs(v-c.want) > 1e-9 {
			t.Errorf("%v: %v, want %v", c.w, v, c.want)
		}
		d := make([]float32, len(c.w))
		r.Grad(d, c.w, c.shape, 1)
		for _, v := range d {
			if v != v || math.IsInf(float64(v), 0) {
				t.Errorf("the gradient at %v is %v", c.w, d)
			}
		}
	}
	if OrthogonalRegularizer.Check([]int{3}) == nil || OrthogonalRegularizer.Check([]int{3, 4}) != nil {
		t.Error("only matrices will do")
	}
}

func TestText(t *testing.T) {
	for _, r := range variants(t) {
		for _, text := range []string{r.String(), r.Call().Full()} {
			s, err := Get(text)
			if err != nil {
				t.Errorf("%s: %v", text, err)
			} else if d := cmp.Diff(r.Call(), s.Call()); d != "" {
				t.Errorf("%s: %s", text, d)
			}
		}
		if r.Formula == "" {
			t.Errorf("%s has no formula", r)
		}
	}
	for text, want := range map[string]string{"l2(1e-4)": "l2(0.0001)", "l1": "l1", "L1L2(l1=0.1)": "l1l2(l1=0.1)"} {
		if r, err := Get(text); err != nil || r.String() != want {
			t.Errorf("%s: %v, %v; want %s", text, r, err, want)
		}
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"l3":                                    `unknown regularizer "l3"; did you mean "l1"?`,
		"l2(-1)":                                "l2: want at least 0, have -1",
		"l1(inf)":                               `l1: want a number, have "inf"`,
		"l1l2(l1=-1)":                           "l1: want at least 0, have -1",
		"l2(l1=3)":                              `l2 has no "l1"; did you mean "l2"?`,
		"orthogonal_regularizer(mode=diagonal)": `mode: want rows or columns, have "diagonal"`,
		"orthogonal_regularizer(-1)":            "factor: want at least 0, have -1",
	} {
		if r, err := Get(text); r != nil || err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestAllocatesNothing(t *testing.T) {
	w, d, shape := make([]float32, 30), make([]float32, 30), []int{5, 6}
	for _, r := range []*Regularizer{L1, L2, L1L2} {
		if n := testing.AllocsPerRun(10, func() { r.Value(w, shape); r.Grad(d, w, shape, 1) }); n != 0 {
			t.Errorf("%s allocates %v times", r, n)
		}
	}
}

func TestRegister(t *testing.T) {
	value := func([]float32, []int) float64 { return 0 }
	grad := func(d, w []float32, shape []int, c float32) {}
	for what, r := range map[string]*Regularizer{
		"nothing":      nil,
		"no name":      {Value: value, Grad: grad},
		"no gradient":  {Name: "flat", Value: value},
		"no value":     {Name: "flat", Grad: grad},
		"a taken name": {Name: "l2", Value: value, Grad: grad},
	} {
		if err := Register(r); err == nil {
			t.Errorf("%s is registered", what)
		}
	}
	mine := &Regularizer{Name: "mine", Value: value, Grad: grad}
	if err := Register(mine); err != nil || !Registered(mine) || Registered(&Regularizer{Name: "other"}) {
		t.Error(err)
	}
}
