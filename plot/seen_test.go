package plot

import (
	"math"
	"slices"
	"testing"
)

// fillIn gives a layer made-up numbers to show as pictures, or gates.
func (l *Layer) fillIn(what, name string) {
	n := size(l.Shape)
	switch {
	case what == "maps" && n > 0 && n < 1e5:
		l.Values, l.ChannelsFirst = wave(n, float64(n)), n%2 == 0
	case what == "inside":
		units, steps := min(l.units(), 40), 1+l.Params%150
		for _, gate := range []bool{true, true, false, false, false}[:1+l.Params%5] {
			h := Heat{Name: name, Note: name, Gate: gate, Steps: steps, Units: units, Values: wave(steps*units, 1)}
			for k := range h.Values {
				switch {
				case k < units:
					h.Values[k] = float32(math.NaN())
				case gate:
					h.Values[k] = float32(sigmoid(float64(h.Values[k])))
				}
			}
			if len(l.Inside) == 0 {
				l.Inside = []Inside{{Name: name}}
			}
			l.Inside[0].Heats = append(l.Inside[0].Heats, h)
		}
	}
}

// mapped is a picture with its maps, one of a channels-first layer among them.
func mapped() *Network {
	n := &Network{Input: Input{Name: "pictures", Shape: []int{6, 6, 1}}}
	conv := with(Layer{Name: "conv2d", Type: "Conv2D", Shape: []int{4, 6, 22}, Params: 220, Fan: 9, Window: true}, "relu")
	n.Layers = []Layer{conv, note("turned", "MaxPooling2D", 0, "", 3, 2, 4), dense("dense", 24, 2, "softmax")}
	run(n, 3)
	n.Layers[0].Values, n.Layers[1].Values = wave(528, 2), wave(24, 3)
	for i, v := range n.Layers[0].Values {
		n.Layers[0].Values[i] = max(0, v)
	}
	n.Layers[1].ChannelsFirst = true
	return n
}

// gated is a sequence of which the first step is masked, with two gates and a state.
func gated() *Network {
	n := &Network{Input: Input{Name: "steps", Shape: []int{5, 2}}}
	n.Layers = []Layer{note("gru", "GRU", 48, "each step and the state so far", 3), dense("dense", 3, 1, "sigmoid")}
	run(n, 2)
	l := &n.Layers[0]
	for i, name := range []string{"update gate z", "reset gate r", "output h"} {
		h := Heat{Name: name, Note: "what to keep", Gate: i < 2, Steps: 5, Units: 3, Values: wave(15, float64(i))}
		for k, v := range h.Values {
			if h.Gate {
				h.Values[k] = float32(sigmoid(float64(v)))
			}
			if h.Gate && k < 3 {
				h.Values[k] = float32(math.NaN())
			}
		}
		if i == 0 {
			l.Inside = []Inside{{}}
		}
		l.Inside[0].Heats = append(l.Inside[0].Heats, h)
	}
	return n
}

// What a block shows of numbers: their mean where there are too many, their colour,
// and nothing where there is none.
func TestCells(t *testing.T) {
	nan := float32(math.NaN())
	v := []float32{1, 3, -4, 0, nan, nan}
	b := newCells(1, 6, func(_, c int) float32 { return v[c] }).shrink(1, 2)
	if b.w != 3 || b.v[0] != 2 || b.v[1] != -2 || !math.IsNaN(b.v[2]) {
		t.Errorf("%+v", b)
	}
	s := scaleOf(b)
	if s != (scale{-2, 2, true}) {
		t.Errorf("%+v", s)
	}
	for i, want := range []paint{up, down, hairline} {
		if p, step := s.shade(b.v[i]); p != want || step != shades {
			t.Errorf("%v is %s, step %d", b.v[i], paints[p].name, step)
		}
	}
	for _, c := range []struct {
		v    []float64
		want scale
	}{
		{[]float64{0.1, 2}, scale{0, 2, false}},
		{[]float64{280, 300}, scale{280, 300, false}},
		{[]float64{3, 3}, scale{0, 3, false}},
		{[]float64{0, 0}, scale{0, 0, false}},
		{[]float64{math.NaN(), math.Inf(1)}, scale{0, 1, false}},
	} {
		if got := scaleOf(cells{1, len(c.v), c.v}); got != c.want {
			t.Errorf("%v: %+v, want %+v", c.v, got, c.want)
		}
	}
}

// Channels are found where they are.
func TestNewMaps(t *testing.T) {
	last := []float32{0, 100, 1, 101, 10, 110, 11, 111} // 2 × 2 × 2: channel, row, column are the digits
	first := []float32{0, 1, 10, 11, 100, 101, 110, 111}
	for _, m := range []maps{newMaps([]int{2, 2, 2}, last, false), newMaps([]int{2, 2, 2}, first, true)} {
		for i, want := range first {
			if got := m.at(i/2%2, i%2, i/4); got != want {
				t.Errorf("%d: %v, want %v", i, got, want)
			}
		}
	}
	if got := turned([]float32{1, 2, 3, 4, 5, 6}, 2, 3); !slices.Equal(got, []float32{1, 4, 2, 5, 3, 6}) {
		t.Errorf("turned: %v", got)
	}
}
