package data

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSplit(t *testing.T) {
	labels := make([]int, 100) // 50 zeros, 30 ones, 20 twos
	for i := range labels {
		switch {
		case i%10 >= 8:
			labels[i] = 2
		case i%10 >= 5:
			labels[i] = 1
		}
	}
	rest, part := Split(100, labels, 0.2, 0)
	same(t, "part", map[int]int{0: 10, 1: 6, 2: 4}, countClasses(labels, part))
	same(t, "rest", map[int]int{0: 40, 1: 24, 2: 16}, countClasses(labels, rest))
	again, _ := Split(100, labels, 0.2, 0)
	same(t, "again", rest, again)
	other, _ := Split(100, labels, 0.2, 1)
	if slices.Equal(rest, other) || slices.IsSorted(rest) || slices.IsSorted(part) {
		t.Error("not at random")
	}
}

func countClasses(labels, rows []int) map[int]int {
	counts := map[int]int{}
	for _, row := range rows {
		counts[labels[row]]++
	}
	return counts
}

func TestSplitSizes(t *testing.T) {
	for _, c := range []struct {
		n        int
		fraction float64
		want     int
	}{
		{10, 0, 0}, {10, -1, 0}, {10, math.NaN(), 0}, {10, 1, 10}, {10, 7, 10}, {10, 0.24, 2}, {10, 0.25, 3},
		{10, 0.001, 1}, {10, 0.999, 9}, {1, 0.4, 0}, {1, 0.6, 1}, {0, 0.5, 0}, {3, 1. / 3, 1},
	} {
		rest, part := Split(c.n, nil, c.fraction, 0)
		if len(part) != c.want || len(rest) != c.n-c.want {
			t.Errorf("%v of %d: %d and %d", c.fraction, c.n, len(rest), len(part))
		}
	}
}

// Rare classes are on both sides, and the sizes stay right.
func TestSplitRareClasses(t *testing.T) {
	labels := append(make([]int, 96), 7, 7, 5, 3) // 7 twice, 5 and 3 once
	rest, part := Split(100, labels, 0.1, 0)
	same(t, "rows", []int{90, 10}, []int{len(rest), len(part)})
	if a, b := countClasses(labels, rest)[7], countClasses(labels, part)[7]; a != 1 || b != 1 {
		t.Errorf("the class of two rows: %d and %d", a, b)
	}
	rest, _ = Split(100, labels, 0.9, 0)
	same(t, "nearly all", map[int]int{0: 9, 7: 1}, countClasses(labels, rest))
}

func TestSplitPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("did not panic")
		}
	}()
	Split(3, []int{1}, 0.5, 0)
}

func TestSplitProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		labels := rapid.SliceOfN(rapid.IntRange(-2, 6), 2, 200).Draw(r, "labels")
		fraction := rapid.Float64Range(0.001, 0.999).Draw(r, "fraction")
		n := len(labels)
		rest, part := Split(n, labels, fraction, rapid.Uint64().Draw(r, "seed"))
		all := append(slices.Clone(rest), part...)
		slices.Sort(all)
		for i, row := range all {
			if row != i {
				r.Fatalf("not every row once: %v", all)
			}
		}
		if len(all) != n || len(part) != partSize(n, fraction) {
			r.Fatalf("%d + %d rows of %d", len(rest), len(part), n)
		}
		total, left, taken := countClasses(labels, all), countClasses(labels, rest), countClasses(labels, part)
		roomy := true // every class has a share of at least a row on both sides
		for _, rows := range total {
			roomy = roomy && rows*len(part) >= n && rows*len(rest) >= n
		}
		for class, rows := range total {
			if share := float64(rows*len(part)) / float64(n); roomy && math.Abs(float64(taken[class])-share) >= 1 {
				r.Fatalf("class %d: %d of %d rows, its share is %v", class, taken[class], rows, share)
			}
			if rows > 1 && min(len(part), len(rest)) >= len(total) && (left[class] == 0 || taken[class] == 0) {
				r.Fatalf("class %d of %d rows is on one side only", class, rows)
			}
		}
	})
}
