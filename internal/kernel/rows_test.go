package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func randoms(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	return x
}

func TestAddRow(t *testing.T) {
	y := []float32{1, 2, 3, 4, 5, 6}
	AddRow(y, []float32{10, 20, 30})
	if want := []float32{11, 22, 33, 14, 25, 36}; !slices.Equal(y, want) {
		t.Errorf("got %v, want %v", y, want)
	}
}

// TestSumRows compares with float64 sums, and with the promised order bit by
// bit, written the plain way.
func TestSumRows(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, rows := range []int{0, 1, 2, 15, 16, 17, 40, 333} {
		for _, n := range []int{1, 5, sumCols - 1, sumCols, sumCols + 1, 100, wideRow, wideRow + 3} {
			y, s := randoms(r, rows*n), randoms(r, n)
			before := slices.Clone(s)
			SumRows(s, y)
			for j := range s {
				var lane [lanes]float32
				exact, size := float64(before[j]), 0.0
				for i := range rows {
					lane[i%lanes] += y[i*n+j]
					exact += float64(y[i*n+j])
					size += math.Abs(float64(y[i*n+j]))
				}
				for half := lanes / 2; half > 0; half /= 2 {
					for l := range half {
						lane[l] += lane[l+half]
					}
				}
				if want := before[j] + lane[0]; s[j] != want {
					t.Fatalf("%d rows of %d, column %d: %v, want %v", rows, n, j, s[j], want)
				}
				if math.Abs(float64(s[j])-exact) > 0x1p-23*(size+1) {
					t.Fatalf("%d rows of %d, column %d: %v, exactly %v", rows, n, j, s[j], exact)
				}
			}
		}
	}
}

func TestElementwise(t *testing.T) {
	for n := range 40 {
		r := rand.New(rand.NewPCG(2, uint64(n)))
		x, y := randoms(r, n), randoms(r, n)
		sum, scaled, axpy := slices.Clone(y), slices.Clone(x), slices.Clone(y)
		Add(sum, x)
		Scale(scaled, 0.3)
		Axpy(-0.7, x, axpy)
		for i := range n {
			if sum[i] != y[i]+x[i] {
				t.Errorf("Add: %v + %v = %v", y[i], x[i], sum[i])
			}
			if scaled[i] != x[i]*0.3 {
				t.Errorf("Scale: 0.3·%v = %v", x[i], scaled[i])
			}
			product := x[i] * -0.7
			if want := math.Float32frombits(math.Float32bits(product)) + y[i]; axpy[i] != want {
				t.Errorf("Axpy: %v - 0.7·%v = %v, want %v", y[i], x[i], axpy[i], want)
			}
		}
	}
}

// TestNil: a nil slice means that nobody wants the result.
func TestNil(t *testing.T) {
	x := []float32{1, 2}
	AddRow(nil, x)
	AddRow(x, nil)
	SumRows(nil, x)
	SumRows(x, nil)
	Add(nil, x)
	Add(x, nil)
	Axpy(2, nil, x)
	Axpy(2, x, nil)
	Scale(nil, 3)
	Softmax(nil, x, 2)
	Softmax(x, nil, 2)
	LogSoftmax(nil, x, 2)
	LogSoftmax(x, nil, 2)
	if x[0] != 1 || x[1] != 2 {
		t.Errorf("a nil operand changed the other to %v", x)
	}
	if Sum(nil) != 0 || SumSquares(nil) != 0 || Dot(nil, x) != 0 || Dot(x, nil) != 0 {
		t.Error("the sum of nothing is not 0")
	}
	if FirstNonFinite(nil) != -1 || Max(nil) != float32(-inf) || LogSumExp(nil) != -inf {
		t.Error("FirstNonFinite, Max or LogSumExp of nothing")
	}
}

func TestLengthsThatDoNotFit(t *testing.T) {
	x, y := make([]float32, 4), make([]float32, 6)
	for name, f := range map[string]func(){
		"AddRow":         func() { AddRow(y, x) },
		"SumRows":        func() { SumRows(x, y) },
		"Add":            func() { Add(x, y) },
		"Axpy":           func() { Axpy(1, x, y) },
		"Dot":            func() { Dot(x, y) },
		"Softmax":        func() { Softmax(x, y, 2) },
		"Softmax rows":   func() { Softmax(x, x, 3) },
		"LogSoftmax":     func() { LogSoftmax(x, y, 2) },
		"LogSoftmax row": func() { LogSoftmax(x, x, 3) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s took lengths that do not fit", name)
				}
			}()
			f()
		}()
	}
}
