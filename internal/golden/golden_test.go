package golden

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/layercake-go/layercake/internal/call"
)

type small struct {
	Kwargs        Args
	Y, Mask, None Array
}

const path = "testdata/small.jsonl"

func TestRead(t *testing.T) {
	got := map[string]small{}
	Read(t, path, func(name string, raw json.RawMessage) {
		var s small
		Decode(t, raw, &s)
		got[name] = s
	})
	nan, inf := float32(math.NaN()), float32(math.Inf(-1))
	want := map[string]small{
		"a": {
			Kwargs: Args{{Name: "axis", Value: -1}, {Name: "rate", Value: 1.0}, {Name: "shape", Value: call.List{{Value: 2}, {}}},
				{Name: "inner", Value: call.Map{{Name: "class_name", Value: "L2"}, {Name: "config", Value: call.Map{{Name: "l2", Value: 0.01}}}}},
				{Name: "on", Value: true}},
			Y: Array{[]int{2, 2}, []float32{1, nan, inf, 2.5}, "float32"},
		},
		"b": {Y: Array{[]int{}, []float32{3.5}, "float32"}, Mask: Array{[]int{2}, []float32{1, 0}, "bool"}},
		"c": {Y: Array{[]int{}, []float32{nan}, "float32"}},
	}
	if d := cmp.Diff(want, got, cmpopts.EquateNaNs()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"G", "f"}, Classes(t, path)); d != "" {
		t.Error(d)
	}
}

func TestArrayErrors(t *testing.T) {
	for _, text := range []string{`{"data":[1]}`, `{"shape":[2],"data":[1]}`, `"x"`, `[1]`, `{"shape":[1],"data":["x"]}`} {
		var a Array
		if err := json.Unmarshal([]byte(text), &a); err == nil {
			t.Errorf("%s is read as %v", text, a)
		}
	}
}

func TestNear(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, c := range []struct {
		got, want float32
		ok        bool
	}{
		{1, 1.000002, true}, {1, 1.00001, false}, {0, 1e-6, true}, {0, 2e-6, false},
		{nan, nan, true}, {nan, 1, false}, {1, nan, false},
		{inf, inf, true}, {inf, -inf, false}, {3e38, inf, false}, {inf, 3e38, false},
	} {
		p := &probe{TB: t}
		Near(p, "x", []float32{0, c.got}, Array{Data: []float32{0, c.want}})
		if p.Failed() == c.ok {
			t.Errorf("%v near %v: failed %v", c.got, c.want, p.Failed())
		}
	}
	p := &probe{TB: t}
	if Near(p, "x", nil, Array{Data: []float32{0}}); !p.Failed() {
		t.Error("nothing is near one value")
	}
	if !Loose.Equal(1, 1.00003) || Loose.Equal(1, 1.00005) {
		t.Error("Loose")
	}
}

func TestCheck(t *testing.T) {
	Check(t, path, Unmet{"b": "for the test", "f": "a class"}, func(t testing.TB, raw json.RawMessage) {
		if !strings.Contains(string(raw), `"c"`) {
			t.Fatalf("as listed")
		}
	})
}

func TestFailure(t *testing.T) {
	for want, each := range map[string]func(testing.TB){
		"":          func(testing.TB) {},
		"1 2":       func(t testing.TB) { t.Error(1, 2); t.Error(3) },
		"f 1":       func(t testing.TB) { t.Fatalf("f %d", 1) },
		"g":         func(t testing.TB) { t.Fatal("g") },
		"failed":    func(t testing.TB) { t.FailNow() },
		"panic: oh": func(testing.TB) { panic("oh") },
	} {
		if got := failure(t, nil, func(t testing.TB, _ json.RawMessage) { each(t) }); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
