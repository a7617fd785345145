package layers_test

import (
	"testing"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// BenchmarkTrainLSTM is W5 of bench/README.md: 28 steps of 28 numbers, LSTM 128,
// Dense 10 softmax, Adam, batches of 128; one operation is 2048 samples.
func BenchmarkTrainLSTM(b *testing.B) { benchmarkTraining(b, LSTM(128)) }

func BenchmarkTrainGRU(b *testing.B) { benchmarkTraining(b, GRU(128)) }

func benchmarkTraining(b *testing.B, recurrent layer.Spec) {
	const samples = 2048
	model := sequential.New(Input(28, 28), recurrent, Dense(10, "softmax"))
	if err := model.Compile("adam", "sparse_categorical_crossentropy"); err != nil {
		b.Fatal(err)
	}
	x, y := data.New(samples, 28, 28), data.New(samples)
	for i := range x.Data {
		x.Data[i] = float32(i*7919%1000) / 1000
	}
	for i := range y.Data {
		y.Data[i] = float32(i % 10)
	}
	fit := func() {
		if _, err := model.Fit(x, y, sequential.Epochs(1), sequential.BatchSize(128)); err != nil {
			b.Fatal(err)
		}
	}
	fit()
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		fit()
	}
	b.ReportMetric(samples*float64(b.N)/b.Elapsed().Seconds(), "samples/s")
}
