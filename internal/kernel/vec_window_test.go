package kernel

import (
	"math"
	"slices"
	"testing"
)

// TestMaxOfFour compares both ways with what they are for, where values are
// equal, NaN or -0 as often as not.
func TestMaxOfFour(t *testing.T) {
	eachSet(t, func(t *testing.T) {
		s := source(11)
		for _, n := range []int{1, 3, 8, 16, 33} {
			const count, gap = 3, 5
			down := 2*n*count + gap
			x := make([]float32, 2*down)
			for i := range x {
				x[i] = odd[s.next()%uint64(len(odd))]
			}
			y, which := make([]float32, count*n), make([]float32, count*n)
			MaxOfFour(y, which, x, n, down)
			dy, dx := s.vector(count*n), slices.Repeat([]float32{7}, len(x))
			dy[0] = float32(math.Copysign(0, -1))
			want := slices.Clone(dx)
			MaxOfFourGrad(dx, dy, which, n, down)
			for i := range y {
				at := i/n*2*n + i%n
				places := [4]int{at, at + n, at + down, at + down + n}
				top := 0
				for k, p := range places {
					want[p] = 0
					if x[p] > x[places[top]] {
						top = k
					}
				}
				want[places[top]] += dy[i]
				if bitsOf(float64(y[i])) != bitsOf(float64(x[places[top]])) || which[i] != float32(top) {
					t.Fatalf("%d channels, value %d: %v from %v, want %v from %d", n, i, y[i], which[i], x[places[top]], top)
				}
			}
			for i, v := range dx {
				if math.Float32bits(v) != math.Float32bits(want[i]) {
					t.Fatalf("%d channels: gradient %d is %v, want %v", n, i, v, want[i])
				}
			}
		}
	})
}

// TestSteppedRows: rows that lie apart are copied and added, and what is between
// them stays; overlapping ones are added one after the other.
func TestSteppedRows(t *testing.T) {
	eachSet(t, func(t *testing.T) {
		for _, n := range lengths()[:40] {
			const rows = 3
			s := source(12)
			x, y := s.vector(rows*(n+2)), s.vector(rows*(n+3))
			copied, added := slices.Clone(y), slices.Clone(y)
			for i := range rows {
				for j := range n {
					copied[i*(n+3)+j] = x[i*(n+2)+j]
					added[i*(n/2)+j] += x[i*(n+2)+j]
				}
			}
			got := slices.Clone(y)
			CopyRows(got, n+3, x, n+2, rows, n)
			if !slices.Equal(got, copied) {
				t.Fatalf("CopyRows of %d: %v, want %v", n, got, copied)
			}
			got = slices.Clone(y)
			AddRows(got, n/2, x, n+2, rows, n)
			if !slices.Equal(got, added) {
				t.Fatalf("AddRows of %d: %v, want %v", n, got, added)
			}
		}
	})
}

func TestSteppedRowsThatDoNotFit(t *testing.T) {
	for name, f := range map[string]func(){
		"y":     func() { CopyRows(make([]float32, 7), 4, make([]float32, 8), 4, 2, 4) },
		"x":     func() { AddRows(make([]float32, 8), 4, make([]float32, 7), 4, 2, 4) },
		"fours": func() { MaxOfFour(make([]float32, 4), make([]float32, 4), make([]float32, 15), 2, 8) },
		"which": func() { MaxOfFour(make([]float32, 4), make([]float32, 2), make([]float32, 16), 2, 8) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}
