package callbacks

import (
	"testing"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// option is what the functions of package with return.
func option(name string, value any) call.Arg { return call.Arg{Name: name, Value: value} }

func get(t *testing.T, text string) sequential.Callback {
	t.Helper()
	cb, err := Get(text)
	if err != nil {
		t.Fatal(err)
	}
	return cb
}

// flowers is iris and a model for it, compiled.
func flowers(t *testing.T, optimizer string) (*sequential.Model, *data.Dataset) {
	t.Helper()
	iris, err := data.Named("iris")
	if err != nil {
		t.Fatal(err)
	}
	m := sequential.New(layers.Input(4), layers.Dense(8, "tanh"), layers.Dense(3, "softmax"))
	if err := m.Compile(optimizer, "sparse_categorical_crossentropy", "accuracy"); err != nil {
		t.Fatal(err)
	}
	return m, iris
}

// still is a model whose loss is always 0, whatever the learning rate.
func still(t *testing.T, optimizer string) *sequential.Model {
	t.Helper()
	m := sequential.New(layers.Input(1), layers.Dense(1))
	if err := m.Compile(optimizer, "mse"); err != nil {
		t.Fatal(err)
	}
	return m
}

// nothing is data for still.
func nothing(rows int) (x, y [][]float32) {
	for range rows {
		x, y = append(x, []float32{0}), append(y, []float32{0})
	}
	return x, y
}

// series replaces the loss of each epoch by a given one.
func series(values []float64) sequential.Callback {
	return sequential.CallbackFunc(func(e sequential.Event, t *sequential.Training) error {
		if e == sequential.EpochEnd {
			record(t, "loss", values[t.Epoch])
		}
		return nil
	})
}

// follow calls f after each epoch.
func follow(f func(t *sequential.Training)) sequential.Callback {
	return sequential.CallbackFunc(func(e sequential.Event, t *sequential.Training) error {
		if e == sequential.EpochEnd {
			f(t)
		}
		return nil
	})
}

func weightsOf(t *testing.T, m *sequential.Model) (list [][]float32) {
	t.Helper()
	w, err := m.Weights()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range w {
		list = append(list, a.Data)
	}
	return list
}
