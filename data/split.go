package data

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/layercake-go/layercake/internal/random"
)

// Split divides the rows 0, …, n−1 at random: part gets fraction of them,
// rounded, and rest the others, both in random order. At least one row is on each
// side where n > 1 and 0 < fraction < 1. One seed gives one split.
//
// With labels (n of them; nil for none) it is stratified: every class has its
// share of part, to within one row (largest remainders), and where there is room
// a class of two rows or more is on both sides.
func Split(n int, labels []int, fraction float64, seed uint64) (rest, part []int) {
	if labels == nil {
		labels = make([]int, n)
	}
	if len(labels) != n {
		panic(fmt.Sprintf("data: Split: %d labels for %d rows", len(labels), n))
	}
	size := partSize(n, fraction)
	wanted := shares(labels, size)
	order := make([]int, n)
	random.New(seed, "data.split").Perm(order)
	rest, part = make([]int, 0, n-size), make([]int, 0, size)
	for _, row := range order {
		if class := labels[row]; wanted[class] > 0 {
			wanted[class]--
			part = append(part, row)
		} else {
			rest = append(rest, row)
		}
	}
	return rest, part
}

// partSize rounds fraction of n.
func partSize(n int, fraction float64) int {
	switch {
	case !(fraction > 0) || n == 0:
		return 0
	case fraction >= 1:
		return n
	case n == 1:
		return int(math.Round(fraction))
	}
	return min(max(int(math.Round(fraction*float64(n))), 1), n-1)
}

// share is what one class gives.
type share struct {
	class, rows, taken int
	remainder          int // of rows·size / n, in n-ths
}

// shares says how many rows of each class make up a part of the given size.
func shares(labels []int, size int) map[int]int {
	counts := map[int]int{}
	for _, class := range labels {
		counts[class]++
	}
	n, left := len(labels), size
	var all []*share
	for class, rows := range counts {
		s := &share{class: class, rows: rows, taken: rows * size / n, remainder: rows * size % n}
		left -= s.taken
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b *share) int {
		return cmp.Or(b.remainder-a.remainder, a.class-b.class)
	})
	for _, s := range all[:left] {
		s.taken++
	}
	spread(all)
	wanted := make(map[int]int, len(all))
	for _, s := range all {
		wanted[s.class] = s.taken
	}
	return wanted
}

// spread moves single rows between the classes so that those of two rows or more
// are on both sides. The number of rows stays; the giver is the class that has
// the most to give.
func spread(all []*share) {
	for _, s := range all {
		if s.rows < 2 {
			continue
		}
		if s.taken == 0 {
			if giver := most(all, func(s *share) int { return s.taken - 1 }); giver != nil {
				s.taken, giver.taken = 1, giver.taken-1
			}
		}
		if s.taken == s.rows {
			if taker := most(all, func(s *share) int { return s.rows - s.taken - 1 }); taker != nil {
				s.taken, taker.taken = s.rows-1, taker.taken+1
			}
		}
	}
}

// most returns the class with the largest positive amount, or nil.
func most(all []*share, amount func(s *share) int) *share {
	var best *share
	for _, s := range all {
		if amount(s) > 0 && (best == nil || amount(s) > amount(best)) {
			best = s
		}
	}
	return best
}
