package main

import (
	"math"
	"strings"
	"testing"
)

func TestLineDiff(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"a b c", "a b c d", "  c|+ d"},
		{"a b c", "b c", "- a"},
		{"a x b y c", "a b z c", "  a|- x|- y|+ z"},
		{"a b", "c d", "- a|- b|+ c|+ d"},
		{"", "a", "+ a"},
	} {
		have := strings.Join(lineDiff(strings.Fields(c.a), strings.Fields(c.b)), "|")
		if have != c.want {
			t.Errorf("%s / %s: have %s, want %s", c.a, c.b, have, c.want)
		}
	}
	// Of long texts all lines count as changed, in bounded memory.
	long := strings.Fields(strings.Repeat("a ", 5000))
	if d := lineDiff(append([]string{"x"}, long...), append(append([]string{"y"}, long...), "z")); len(d) != 10003 {
		t.Errorf("%d lines", len(d))
	}
}

func TestFarthest(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	for _, c := range []struct {
		a, b []float32
		most float64
		at   int
	}{
		{[]float32{1, 2}, []float32{1, 2}, 0, 0},
		{[]float32{1, 2, 3}, []float32{1, 2.5, 3.25}, 0.5, 1},
		{[]float32{nan, inf}, []float32{nan, inf}, 0, 0},
		{[]float32{0, nan}, []float32{9, 1}, math.Inf(1), 1},
		{[]float32{inf}, []float32{-inf}, math.Inf(1), 0},
	} {
		if most, at := farthest(c.a, c.b); most != c.most || at != c.at {
			t.Errorf("%v and %v: %g at %d, want %g at %d", c.a, c.b, most, at, c.most, c.at)
		}
	}
}
