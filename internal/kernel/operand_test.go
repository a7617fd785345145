package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// memory is a Packer of a matrix in memory.
type memory struct {
	data []float32
	ld   int
}

func (m *memory) Pack(dst []float32, ld, row, rows, col, cols int) {
	for i := range rows {
		copy(dst[i*ld:][:cols], m.data[(row+i)*m.ld+col:])
	}
}

// patches is the matrix of a convolution with a 3×3 kernel and a border of
// zeros: a row for each pixel, a column for each value that its output sees.
type patches struct {
	image                   []float32
	height, width, channels int
}

func (p *patches) rows() int { return p.height * p.width }
func (p *patches) cols() int { return 9 * p.channels }

func (p *patches) at(row, col int) float32 {
	y := row/p.width + col/(3*p.channels) - 1
	x := row%p.width + col/p.channels%3 - 1
	if y < 0 || x < 0 || y >= p.height || x >= p.width {
		return 0
	}
	return p.image[(y*p.width+x)*p.channels+col%p.channels]
}

func (p *patches) Pack(dst []float32, ld, row, rows, col, cols int) {
	for i := range rows {
		for j := range cols {
			dst[i*ld+j] = p.at(row+i, col+j)
		}
	}
}

// TestProductOfPackers: a packer gives the bits of the same matrix in memory, in
// every place, on any number of threads.
func TestProductOfPackers(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(51, 52))
		shapes := [][3]int{
			{1, 1, 1}, {1, 70, 300}, {5, 1, 9}, {70, 1, 1030}, {3, 17, 2}, {33, 47, 20},
			{131, 77, 350}, {260, 300, 40}, {13, stripCols + 5, 30}, {70, 65, blockDepth + 7},
		}
		for range 3 {
			shapes = append(shapes, [3]int{1 + r.IntN(100), 1 + r.IntN(100), 1 + r.IntN(100)})
		}
		for _, s := range shapes {
			for mode := range 8 {
				checkPackers(t, r, s[0], s[1], s[2], mode&1 != 0, mode&2 != 0, mode&4 != 0)
			}
		}
	})
}

func checkPackers(t *testing.T, r *rand.Rand, m, n, k int, transA, transB, accumulate bool) {
	t.Helper()
	a, lda := matrix(r, m, k, r.IntN(3), transA)
	b, ldb := matrix(r, k, n, r.IntN(3), transB)
	start, ldc := matrix(r, m, n, r.IntN(3), false)
	want := slices.Clone(start)
	Gemm(transA, transB, m, n, k, a, lda, b, ldb, accumulate, want, ldc)
	as := []Operand{{Data: a, LD: lda, Trans: transA}, {Packer: &memory{a, lda}, Trans: transA}}
	bs := []Operand{{Data: b, LD: ldb, Trans: transB}, {Packer: &memory{b, ldb}, Trans: transB}}
	for which := 1; which < 4; which++ {
		count := 1 + r.IntN(3)
		threads(t, count)
		c := slices.Clone(start)
		Product(m, n, k, as[which%2], bs[which/2], accumulate, c, ldc, Epilogue{})
		for i := range c {
			if !sameBits(c[i], want[i]) {
				t.Fatalf("m=%d n=%d k=%d transA=%v transB=%v accumulate=%v, packers %02b, %d threads: element %d is %v, from memory %v",
					m, n, k, transA, transB, accumulate, which, count, i, c[i], want[i])
			}
		}
	}
}

// TestConvolution does the three products of a convolution without its matrix
// of patches, and compares them with float64 sums over the matrix.
func TestConvolution(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(53, 54))
		vector := func(n int) []float32 {
			x := make([]float32, n)
			for i := range x {
				x[i] = float32(r.NormFloat64())
			}
			return x
		}
		for _, filters := range []int{1, 8, 40} {
			p := &patches{vector(14 * 11 * 7), 14, 11, 7}
			rows, cols := p.rows(), p.cols()
			w, dy := vector(cols*filters), vector(rows*filters)
			for _, count := range []int{1, 2} {
				threads(t, count)
				y, dw := make([]float32, rows*filters), make([]float32, cols*filters)
				Product(rows, filters, cols, Operand{Packer: p}, Operand{Data: w, LD: filters}, false, y, filters, Epilogue{})
				Product(cols, filters, rows, Operand{Packer: p, Trans: true}, Operand{Data: dy, LD: filters}, false, dw, filters, Epilogue{})
				compareSums(t, fmt.Sprint("y, filters ", filters), y, filters, cols, func(i, j, k int) (a, b float32) { return p.at(i, k), w[k*filters+j] })
				compareSums(t, fmt.Sprint("dw, filters ", filters), dw, filters, rows, func(i, j, k int) (a, b float32) { return p.at(k, i), dy[k*filters+j] })
				turned := make([]float32, filters*cols)
				Product(filters, cols, rows, Operand{Data: dy, LD: filters, Trans: true}, Operand{Packer: p}, false, turned, cols, Epilogue{})
				for i, v := range dw {
					if turned[i%filters*cols+i/filters] != v {
						t.Fatalf("filters %d: the patches as B give other bits than as A", filters)
					}
				}
			}
		}
	})
}

// compareSums compares c with the sums over k in float64.
func compareSums(t *testing.T, name string, c []float32, n, k int, terms func(i, j, k int) (a, b float32)) {
	t.Helper()
	for at, got := range c {
		exact, size := 0.0, 0.0
		for p := range k {
			a, b := terms(at/n, at%n, p)
			exact += float64(a) * float64(b)
			size += math.Abs(float64(a) * float64(b))
		}
		if diff := math.Abs(float64(got) - exact); diff > 0x1p-24*float64(k+1)*size {
			t.Fatalf("%s: element %d is %v, exactly %v", name, at, got, exact)
		}
	}
}

// TestPackersAllocateNothing.
func TestPackersAllocateNothing(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(55, 56))
		a, lda := matrix(r, 60, 90, 0, false)
		b, ldb := matrix(r, 90, 70, 0, true)
		c, left, right := make([]float32, 60*70), &memory{a, lda}, &memory{b, ldb}
		run := func() {
			Product(60, 70, 90, Operand{Packer: left}, Operand{Packer: right, Trans: true}, false, c, 70, Epilogue{Act: ActReLU()})
		}
		run()
		run()
		if n := testing.AllocsPerRun(5, run); n != 0 {
			t.Errorf("%v allocations", n)
		}
	})
}
