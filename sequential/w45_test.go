package sequential_test

import (
	"testing"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

func BenchmarkFit45(b *testing.B) {
	const rows = 2048
	for _, w := range []string{"W4", "W5"} {
		b.Run(w, func(b *testing.B) {
			var m *sequential.Model
			var x *data.Tensor
			if w == "W4" {
				m = sequential.New(Input(28, 28, 1))
				for _, s := range []layer.Spec{Conv2D(32, 3, "relu"), MaxPooling2D(2), Conv2D(64, 3, "relu"), MaxPooling2D(2), Flatten(), Dense(10, "softmax")} { m.Add(s) }
				x = data.New(rows, 28, 28, 1)
			} else {
				m = sequential.New(Input(28, 28))
				m.Add(LSTM(128)); m.Add(Dense(10, "softmax"))
				x = data.New(rows, 28, 28)
			}
			if err := m.Compile("adam", "sparse_categorical_crossentropy"); err != nil {
				b.Fatal(err)
			}
			y := data.New(rows)
			for i := range x.Data {
				x.Data[i] = float32(i*7919%1013) / 1013
			}
			for i := range y.Data {
				y.Data[i] = float32(i * 31 % 10)
			}
			if _, err := m.Fit(x, y, sequential.BatchSize(128), sequential.Epochs(1)); err != nil {
				b.Fatal(err)
			}
			b.ResetTimer()
			if _, err := m.Fit(x, y, sequential.BatchSize(128), sequential.Epochs(b.N)); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "samples/s")
		})
	}
}
