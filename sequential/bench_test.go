package sequential_test

import (
	"fmt"
	"testing"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// benchNet is a net of dense layers for 784 inputs and 10 classes, as in bench/.
func benchNet(b *testing.B, optimizer string, hidden ...int) *sequential.Model {
	m := sequential.New(Input(784))
	for _, n := range hidden {
		m.Add(Dense(n, "relu"))
	}
	m.Add(Dense(10, "softmax"))
	if err := m.Compile(optimizer, "sparse_categorical_crossentropy"); err != nil {
		b.Fatal(err)
	}
	return m
}

func benchSamples(rows int) (x, y *data.Tensor) {
	x, y = data.New(rows, 784), data.New(rows)
	for i := range x.Data {
		x.Data[i] = float32(i*7919%1013) / 1013
	}
	for i := range y.Data {
		y.Data[i] = float32(i * 31 % 10)
	}
	return x, y
}

// benchImages is a net of convolutions, W4 in bench/; benchLines one of a recurrent
// layer, W5.
func benchImages() *sequential.Model {
	m := sequential.New(Input(28, 28, 1))
	m.Add(Conv2D(32, 3, "relu"))
	m.Add(MaxPooling2D(2))
	m.Add(Conv2D(64, 3, "relu"))
	m.Add(MaxPooling2D(2))
	m.Add(Flatten())
	m.Add(Dense(10, "softmax"))
	return m
}

func benchLines() *sequential.Model {
	m := sequential.New(Input(28, 28))
	m.Add(LSTM(128))
	m.Add(Dense(10, "softmax"))
	return m
}

// BenchmarkFitImages trains nets for samples of 28 by 28 values.
func BenchmarkFitImages(b *testing.B) {
	const rows = 2048
	x, y := benchSamples(rows)
	for _, c := range []struct {
		name  string
		net   func() *sequential.Model
		shape []int
	}{{"W4", benchImages, []int{rows, 28, 28, 1}}, {"W5", benchLines, []int{rows, 28, 28}}} {
		b.Run(c.name, func(b *testing.B) {
			m := c.net()
			if err := m.Compile("adam", "sparse_categorical_crossentropy"); err != nil {
				b.Fatal(err)
			}
			x := &data.Tensor{Shape: c.shape, Data: x.Data}
			benchFit(b, m, x, y, 128)
		})
	}
}

// benchFit trains for b.N epochs, after a first one.
func benchFit(b *testing.B, m *sequential.Model, x, y *data.Tensor, batch int) {
	if _, err := m.Fit(x, y, sequential.BatchSize(batch), sequential.Epochs(1)); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	if _, err := m.Fit(x, y, sequential.BatchSize(batch), sequential.Epochs(b.N)); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(x.Shape[0])*float64(b.N)/b.Elapsed().Seconds(), "samples/s")
}

func BenchmarkFit(b *testing.B) {
	const rows = 4096
	x, y := benchSamples(rows)
	for _, c := range []struct {
		name, optimizer string
		batch           int
		hidden          []int
	}{{"W1", "adam", 128, []int{512, 512}}, {"W2", "sgd", 32, []int{100}}} {
		b.Run(c.name, func(b *testing.B) {
			m := benchNet(b, c.optimizer, c.hidden...)
			benchFit(b, m, x, y, c.batch)
		})
	}
}

func BenchmarkPredict(b *testing.B) {
	for _, hidden := range [][]int{{100}, {512, 512}} {
		for _, rows := range []int{1, 1024} {
			m := benchNet(b, "sgd", hidden...)
			x, _ := benchSamples(rows)
			out := make([]float32, rows*10)
			b.Run(fmt.Sprintf("To/%v/%d", hidden, rows), func(b *testing.B) {
				b.ReportAllocs()
				for range b.N {
					if err := m.PredictTo(out, x.Data); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run(fmt.Sprintf("Tensor/%v/%d", hidden, rows), func(b *testing.B) {
				b.ReportAllocs()
				for range b.N {
					if _, err := m.Predict(x); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
