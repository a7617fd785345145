package constraints_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/golden"
)

const cases = "testdata/constraints.jsonl"

// builtin are the names of the package itself: an example registers one more.
var builtin, entries = Names(), Entries()

func TestGolden(t *testing.T) {
	golden.Check(t, cases, nil, func(t testing.TB, raw json.RawMessage) {
		var c struct {
			Cls    string
			Kwargs golden.Args
			W, Out golden.Array
		}
		golden.Decode(t, raw, &c)
		k, err := Get(call.Call{Name: c.Cls, Args: c.Kwargs})
		if err != nil {
			t.Fatal(err)
		}
		if k.Check != nil {
			if err := k.Check(c.W.Shape); err != nil {
				t.Fatal(err)
			}
		}
		k.Apply(c.W.Data, c.W.Shape)
		golden.Near(t, "out", c.W.Data, c.Out)
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

// TestAxes checks the norms of every choice of axes of one array, against sums
// over all of its elements.
func TestAxes(t *testing.T) {
	shape := []int{2, 3, 1, 4}
	random := rand.New(rand.NewPCG(1, 2))
	w := make([]float32, 24)
	for i := range w {
		w[i] = float32(random.NormFloat64())
	}
	for set := range 1 << len(shape) {
		along := []int{}
		for axis := range shape {
			if set>>axis&1 == 1 {
				along = append(along, axis-len(shape)*(set%2)) // those of odd sets from the last
			}
		}
		k, err := Get(call.Call{Name: "UnitNorm", Args: []call.Arg{{Name: "axis", Value: along}}})
		if err != nil {
			t.Fatal(err)
		}
		if err := k.Check(shape); err != nil {
			t.Error(err)
		}
		out := slices.Clone(w)
		k.Apply(out, shape)
		squares := map[[4]int]float64{}
		for i, v := range w {
			squares[group(i, shape, set)] += float64(v) * float64(v)
		}
		for i, v := range w {
			want := float64(v) / (1e-7 + math.Sqrt(squares[group(i, shape, set)])) // 1e-7 as in Keras
			if math.Abs(float64(out[i])-want) > 1e-6 {
				t.Errorf("axes %v: [%d] is %v, want %v", along, i, out[i], want)
			}
		}
	}
}

// group is the index of element i without the axes of set.
func group(i int, shape []int, set int) (index [4]int) {
	for axis := len(shape) - 1; axis >= 0; axis-- {
		if set>>axis&1 == 0 {
			index[axis] = i % shape[axis]
		}
		i /= shape[axis]
	}
	return index
}

// TestNoAxes: None is one norm for all elements, as in Keras.
func TestNoAxes(t *testing.T) {
	k, err := Get("unit_norm(axis=None)")
	if err != nil {
		t.Fatal(err)
	}
	w := []float32{3, 0, 0, 4}
	if k.Apply(w, []int{2, 2}); math.Abs(float64(w[0])-0.6) > 1e-6 || math.Abs(float64(w[3])-0.8) > 1e-6 {
		t.Errorf("%s gives %v", k, w)
	}
}

func TestEdges(t *testing.T) {
	for _, name := range builtin {
		k, err := Get(name)
		if err != nil {
			t.Fatal(err)
		}
		k.Apply(nil, []int{0, 3})
		k.Apply(nil, nil)
		one := []float32{0.5}
		if k.Apply(one, nil); one[0] <= 0 {
			t.Errorf("%s makes a positive scalar %v", k, one)
		}
		zeros := []float32{0, 0, 0, 0}
		if k.Apply(zeros, []int{2, 2}); !slices.Equal(zeros, []float32{0, 0, 0, 0}) {
			t.Errorf("%s makes zeros %v", k, zeros)
		}
	}
}

func TestCheck(t *testing.T) {
	for text, want := range map[string]string{
		"max_norm(axis=2)":       "axis: want axes from -2 to 1 of shape [3 4], have 2",
		"unit_norm(-3)":          "axis: want axes from -2 to 1 of shape [3 4], have -3",
		"unit_norm([0, -2])":     "axis: axis 0 of shape [3 4] is given twice",
		"unit_norm([0, -1])":     "",
		"min_max_norm(axis=[1])": "",
	} {
		k, err := Get(text)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := k.Check([]int{3, 4}); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestText(t *testing.T) {
	for _, text := range append([]string{"max_norm(3)", "max_norm(2, [0, 1, 2])", "min_max_norm(0.5, rate=0.3)", "unit_norm(axis=-1)"}, builtin...) {
		k, err := Get(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		for _, text := range []string{k.String(), k.Call().Full()} {
			back, err := Get(text)
			if err != nil {
				t.Errorf("%s: %v", text, err)
			} else if d := cmp.Diff(k.Call(), back.Call()); d != "" {
				t.Errorf("%s: %s", text, d)
			}
		}
		if k.Formula == "" {
			t.Errorf("%s has no formula", k)
		}
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"maxnrm":                `unknown constraint "maxnrm"; did you mean "max_norm"?`,
		"max_norm(-1)":          "max_value: want at least 0, have -1",
		"min_max_norm(2)":       "max_value: want at least 2, have 1",
		"min_max_norm(-1)":      "min_value: want at least 0, have -1",
		"min_max_norm(rate=2)":  "rate: want 0 to 1, have 2",
		"max_norm(axis=inputs)": `axis: want a whole number, have "inputs"`,
		"non_neg(1)":            "non_neg takes no arguments, have one more: 1",
	} {
		if k, err := Get(text); k != nil || err == nil || err.Error() != want {
			t.Errorf("%s: %v, %v; want %s", text, k, err, want)
		}
	}
}

func TestAllocatesNothing(t *testing.T) {
	w, shape := make([]float32, 24), []int{2, 3, 4}
	for _, text := range append([]string{"max_norm(axis=[0, 2])", "unit_norm(axis=[-1])"}, builtin...) {
		k, err := Get(text)
		if err != nil {
			t.Fatal(err)
		}
		if n := testing.AllocsPerRun(10, func() { k.Apply(w, shape) }); n != 0 {
			t.Errorf("%s allocates %v times", k, n)
		}
	}
}

func TestRegister(t *testing.T) {
	apply := func([]float32, []int) {}
	for what, k := range map[string]*Constraint{
		"nothing":      nil,
		"no name":      {Apply: apply},
		"no Apply":     {Name: "free"},
		"a taken name": {Name: "non_neg", Apply: apply},
	} {
		if err := Register(k); err == nil {
			t.Errorf("%s is registered", what)
		}
	}
	mine := &Constraint{Name: "mine", Apply: apply}
	if err := Register(mine); err != nil || !Registered(mine) || Registered(&Constraint{Name: "other"}) {
		t.Error(err)
	}
}

func BenchmarkMaxNorm(b *testing.B) {
	w, shape := make([]float32, 784*100), []int{784, 100}
	for b.Loop() {
		MaxNorm.Apply(w, shape)
	}
}
