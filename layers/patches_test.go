package layers

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/layercake-go/layercake/layer"
)

// TestPatches compares patches of random windows with their definition, blocks of
// them with the whole, and spill with what it is the gradient of.
func TestPatches(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 5))
		size := func(n int) int { return 1 + r.IntN(n) }
		in := layer.Shape{size(6), size(6), 2 * size(2)}
		s := sliding{key: "kernel_size", size: []int{size(4), size(4)}, strides: []int{size(3), size(3)}, padding: "same"}
		if r.IntN(2) == 0 {
			s.strides, s.dilation = nil, []int{size(4), size(4)}
		}
		if r.IntN(2) == 0 {
			s.padding = "valid"
		}
		w, err := s.over(in)
		if err != nil {
			continue // larger than its input
		}
		p := &patches{window: &w, channels: in[2], seen: in[2]}
		if r.IntN(2) == 0 {
			p.seen, p.first = in[2]/2, in[2]/2
		}
		t.Run(fmt.Sprintf("%d: %v of %v", seed, s, in), func(t *testing.T) { checkPatches(t, r, p) })
	}
}

func checkPatches(t *testing.T, r *rand.Rand, p *patches) {
	const samples = 2
	x := numbers(r, samples*p.from(p.channels))
	rows, width := samples*p.points(), p.width()
	all := numbers(r, rows*width)
	p.pack(all, width, x, 0, rows, 0, width)
	for i, v := range all {
		if want := p.element(x, i/width, i%width); v != want {
			t.Fatalf("row %d, column %d is %v, want %v", i/width, i%width, v, want)
		}
	}
	row, col := r.IntN(rows), r.IntN(width)
	m, n := 1+r.IntN(rows-row), 1+r.IntN(width-col)
	ld := n + r.IntN(3)
	block := numbers(r, m*ld)
	p.pack(block, ld, x, row, m, col, n)
	for i := range m * n {
		if v, want := block[i/n*ld+i%n], all[(row+i/n)*width+col+i%n]; v != want {
			t.Fatalf("%d×%d from row %d, column %d: %v at %d, want %v", m, n, row, col, v, i, want)
		}
	}
	g, dx := numbers(r, m*width), make([]float32, len(x))
	p.spill(dx, g, row, m)
	forth, back := 0, 0 // whole numbers: the sums are exact
	for i, v := range g {
		forth += int(v * all[row*width+i])
	}
	for i, v := range dx {
		back += int(v * x[i])
	}
	if forth != back {
		t.Errorf("pack gives %d, spill %d", forth, back)
	}
}

// element is a patch's value by its definition.
func (p *patches) element(x []float32, row, col int) float32 {
	sample, point := row/p.points(), row%p.points()
	tap, c := col/p.seen, col%p.seen
	y := point/p.cols.out*p.rows.stride + tap/p.cols.k*p.rows.dilation - p.rows.pad
	z := point%p.cols.out*p.cols.stride + tap%p.cols.k*p.cols.dilation - p.cols.pad
	if y < 0 || y >= p.rows.in || z < 0 || z >= p.cols.in {
		return 0
	}
	return x[((sample*p.rows.in+y)*p.cols.in+z)*p.channels+p.first+c]
}

func numbers(r *rand.Rand, n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(r.IntN(19) - 9)
	}
	return v
}
