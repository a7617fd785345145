package sequential_test

import (
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// wide is a model whose predictions are worth sharing out.
func wide(t *testing.T) (m *sequential.Model, x []float32) {
	t.Helper()
	m = sequential.New(Input(64), Dense(500, "relu"), Dense(3, "softmax"))
	if err := m.BuildFor(64); err != nil {
		t.Fatal(err)
	}
	x = make([]float32, 64*1500)
	for i := range x {
		x[i] = float32(i*7919%101)/101 - 0.5
	}
	return m, x
}

// atThreads calls f at one and at four threads.
func atThreads(t *testing.T, f func()) {
	for _, n := range []int{1, 4} {
		was := runtime.GOMAXPROCS(n)
		f()
		runtime.GOMAXPROCS(was)
	}
}

// TestPredictInPieces: however many samples there are and threads, each has the
// bits that it has alone.
func TestPredictInPieces(t *testing.T) {
	m, x := wide(t)
	one := make([]float32, len(x)/64*3)
	for i := range len(x) / 64 {
		if err := m.PredictTo(one[3*i:3*i+3], x[64*i:64*i+64]); err != nil {
			t.Fatal(err)
		}
	}
	atThreads(t, func() {
		for _, rows := range []int{0, 1, 2, 63, 64, 65, 257, 1500} {
			y := make([]float32, rows*3)
			if err := m.PredictTo(y, x[:rows*64]); err != nil || !slices.Equal(y, one[:rows*3]) {
				t.Errorf("%d samples: %v, or other values than one by one", rows, err)
			}
		}
		y, err := m.Predict(&data.Tensor{Shape: []int{1500, 64}, Data: x})
		if err != nil || !slices.Equal(y.Data, one) {
			t.Errorf("Predict: %v, or other values than PredictTo", err)
		}
	})
}

// TestPredictNoNumber: the first value that is no number is named, also where
// several threads look.
func TestPredictNoNumber(t *testing.T) {
	m, x := wide(t)
	x[64*1400+5] = float32(math.Inf(1))
	x[64*700+9] = float32(math.NaN())
	x[64*701] = float32(math.NaN())
	atThreads(t, func() {
		err := m.PredictTo(make([]float32, 3*1500), x)
		if err == nil || !strings.Contains(err.Error(), "row 700, column 9") {
			t.Errorf("PredictTo: %v", err)
		}
		y, err := m.Predict(&data.Tensor{Shape: []int{1500, 64}, Data: x})
		if y != nil || err == nil || !strings.Contains(err.Error(), "row 700, column 9") {
			t.Errorf("Predict: %v, %v", y, err)
		}
	})
}

// TestPredictAtOnce: calls from many goroutines do not disturb each other, and
// one sample takes no memory, whatever the garbage collection does.
func TestPredictAtOnce(t *testing.T) {
	m, x := wide(t)
	want := make([]float32, 1500*3)
	if err := m.PredictTo(want, x); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for k := range 4 {
		wait.Go(func() {
			for i := range 20 {
				rows := []int{1, 100, 1500}[(i+k)%3]
				y := make([]float32, rows*3)
				if err := m.PredictTo(y, x[:rows*64]); err != nil || !slices.Equal(y, want[:rows*3]) {
					t.Errorf("%d samples: %v, or other values than alone", rows, err)
				}
			}
		})
	}
	wait.Wait()
	y := make([]float32, 3)
	if n := testing.AllocsPerRun(20, func() { runtime.GC(); runtime.GC(); m.PredictTo(y, x[:64]) }); n > 1 {
		t.Errorf("%v allocations after a garbage collection", n)
	}
}
