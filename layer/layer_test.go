package layer_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/layertest"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// A user's own layer holds what ours hold.
func TestOwnLayer(t *testing.T) {
	layertest.Run(t, layertest.Case{Spec: "Scale(0.5)", In: layer.Shape{3, 2}, Out: layer.Shape{3, 2}, Weights: 6})
}

func TestSnake(t *testing.T) {
	for class, want := range map[string]string{
		"Dense": "dense", "BatchNormalization": "batch_normalization", "LeakyReLU": "leaky_re_lu", "ReLU": "re_lu",
		"PReLU": "p_re_lu", "Conv2D": "conv2d", "MaxPooling2D": "max_pooling2d", "LSTM": "lstm", "SimpleRNN": "simple_rnn",
	} {
		if got := layer.Snake(class); got != want {
			t.Errorf("%s: %s, want %s", class, got, want)
		}
	}
}

func TestShape(t *testing.T) {
	s := layer.Shape{7, 4}
	if s.Size() != 28 || s.Last() != 4 || s.Vectors() != 7 || fmt.Sprint(s) != "(None, 7, 4)" || fmt.Sprint(s.WithLast(2)) != "(None, 7, 2)" {
		t.Error(s)
	}
	if one := (layer.Shape{}); one.Size() != 1 || one.Last() != 1 || one.Vectors() != 1 || one.String() != "(None,)" {
		t.Error(one)
	}
}

func TestNames(t *testing.T) {
	m := sequential.New(layers.Input(3), layers.Dense(3), layers.Dense(3), layers.ReLU(), layers.Dense(3, layer.Option{Name: "name", Value: "dense_2"}), layers.Dense(3))
	if err := m.BuildFor(3); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, n := range m.Nodes() {
		names = append(names, n.Name)
	}
	if got := strings.Join(names, " "); got != "dense dense_1 re_lu dense_2 dense_3" {
		t.Error(got)
	}
}

// An error leads to the layer, however deep it is.
func TestErrorPath(t *testing.T) {
	inner := layer.NewChain(layers.Dense(2), layers.Dense(0))
	err := sequential.New(layers.Dense(4), layer.NewChain(inner)).BuildFor(3)
	var e *sequential.LayerError
	if !errors.As(err, &e) || e.Path != "layers[1].layers[0].layers[1]" {
		t.Errorf("%v, %+v", err, e)
	}
}

// Memory that only training needs is not there for predicting.
func TestSizes(t *testing.T) {
	specs := []layer.Spec{}
	for range 10 {
		specs = append(specs, layers.Dense(512, "relu"), layers.Dropout(0.1))
	}
	p, err := layer.NewPlan(layer.NewChain(specs...), layer.Shape{784}, false)
	if err != nil {
		t.Fatal(err)
	}
	train, predict := p.Sizes(128)
	if want := 2 * 512 * 128; predict > want {
		t.Errorf("predicting takes %d values, want at most two outputs, %d", predict, want)
	}
	if want := (3*10 + 6) * 512 * 128; train > want { // two outputs and a mask each, and gradients in turn
		t.Errorf("training takes %d values, want at most %d", train, want)
	}
}
