package plot_test

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/plot"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

func small(t *testing.T) *sequential.Model {
	t.Helper()
	m := sequential.New(Input(4), Rescaling(0.5), Dense(12, "relu"), Dropout(0.2), Dense(3, "softmax"))
	m.SetName("small")
	m.SetClasses("red", "green", "blue")
	if err := m.BuildFor(4); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestFromModel: the description is the model's, and with a sample its numbers.
func TestFromModel(t *testing.T) {
	m := small(t)
	x := [][]float32{{1, 2, 3, 4}, {9, 9, 9, 9}}
	n, err := plot.FromModel(m, x)
	if err != nil {
		t.Fatal(err)
	}
	last := n.Layers[3]
	if !last.Vectorwise || !last.SumsToOne || last.Fan != 12 || last.Params != 39 || len(last.Z) != 3 {
		t.Errorf("%+v", last)
	}
	if hidden := n.Layers[1]; hidden.Vectorwise || hidden.Curve == nil || hidden.Curve(-1) != 0 || len(hidden.Y) != 12 {
		t.Errorf("%+v", hidden)
	}
	p, _ := m.Predict(x)
	sum := 0.0
	for i, v := range last.Y {
		sum += float64(v)
		if v != p.Row(0)[i] {
			t.Errorf("output %d is %g, Predict says %g", i, v, p.Row(0)[i])
		}
	}
	if math.Abs(sum-1) > 1e-6 {
		t.Errorf("shares add up to %g", sum)
	}
	var svg bytes.Buffer
	if err := plot.NetworkSVG(&svg, n); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"softmax over all 3", "green", "Dropout 0.2"} {
		if !strings.Contains(svg.String(), want) {
			t.Errorf("the picture has no %q", want)
		}
	}
}

// A convolution is drawn with its window, pooling as a strip that says what it does.
func TestFromModelWindows(t *testing.T) {
	m := sequential.New(Input(6, 6, 1), Conv2D(3, 3, "relu"), MaxPooling2D(), UpSampling2D(), Conv2D(2, 1, "softmax", with.UseBias(false)), GlobalAveragePooling2D())
	if err := m.BuildFor(6, 6, 1); err != nil {
		t.Fatal(err)
	}
	n, err := plot.FromModel(m, nil)
	if err != nil {
		t.Fatal(err)
	}
	type drawn struct {
		window, noBias bool
		fan            int
		note           string
	}
	want := []drawn{
		{true, false, 9, "a window of 3 × 3 positions"},
		{false, false, 0, "each channel, 2×2 windows"},
		{false, false, 0, "(None, 2, 2, 3) becomes (None, 4, 4, 3)"},
		{false, true, 3, "each position alone"},
		{false, false, 0, "each channel, all 16 positions"},
	}
	for i, l := range n.Layers {
		if have := (drawn{l.Window, l.NoBias, l.Fan, l.Note}); have != want[i] {
			t.Errorf("%s: %+v, want %+v", l.Name, have, want[i])
		}
	}
	if err := plot.NetworkSVG(&bytes.Buffer{}, n); err != nil {
		t.Error(err)
	}
}

// TestJacobianOf: relu's is diagonal, softmax's full with columns that add up to 0.
func TestJacobianOf(t *testing.T) {
	j, err := plot.JacobianOf(small(t), [][]float32{{1, 2, 3, 4}})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		column := 0.0
		for k := range 3 {
			if i != k && j.Left.Values[i][k] != 0 {
				t.Errorf("%s: ∂y%d/∂z%d = %g", j.Left.Name, i, k, j.Left.Values[i][k])
			}
			if j.Right.Values[k][i] == 0 {
				t.Errorf("softmax: ∂p%d/∂z%d is 0", k, i)
			}
			column += j.Right.Values[k][i]
		}
		if math.Abs(column) > 1e-6 {
			t.Errorf("softmax: column %d adds up to %g", i, column)
		}
	}
	if err := plot.JacobianSVG(&bytes.Buffer{}, j); err != nil {
		t.Error(err)
	}
}

// With a sample a convolution has its maps, wherever the channels are, and what
// stands beside it takes their place over.
func TestFromModelMaps(t *testing.T) {
	first := with.DataFormat("channels_first")
	m := sequential.New(Input(1, 6, 6), Conv2D(3, 3, "relu", first), BatchNormalization(), MaxPooling2D(first), Flatten(), Dense(2, "softmax"))
	if err := m.BuildFor(1, 6, 6); err != nil {
		t.Fatal(err)
	}
	x := data.New(1, 1, 6, 6)
	for i := range x.Data {
		x.Data[i] = float32(i % 5)
	}
	n, err := plot.FromModel(m, x)
	if err != nil {
		t.Fatal(err)
	}
	all, err := m.Activations(x)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range n.Layers {
		if !slices.Equal(l.Values, all[i].Data) {
			t.Errorf("%s: its values are not its output", l.Name)
		}
		if l.ChannelsFirst != (i < 3) {
			t.Errorf("%s: channels first: %v", l.Name, l.ChannelsFirst)
		}
	}
	if !n.Input.ChannelsFirst {
		t.Error("the channels of the input come first")
	}
	var svg bytes.Buffer
	if err := plot.NetworkSVG(&svg, n); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"3 maps of 4 × 4", "what each filter finds", "3 maps of 2 × 2", "1 map of 6 × 6"} {
		if !strings.Contains(svg.String(), want) {
			t.Errorf("the picture has no %q", want)
		}
	}
}

func TestFromModelErrors(t *testing.T) {
	if _, err := plot.FromModel(sequential.New(Dense(1)), nil); err == nil {
		t.Error("a model without an input was drawn")
	}
	if _, err := plot.FromModel(small(t), [][]float32{{1}}); err == nil {
		t.Error("half a sample was drawn")
	}
	_, err := plot.FromModel(small(t), [][]float32{{1, 2, 3, 4, 5}})
	if err == nil || !strings.Contains(err.Error(), "4") || !strings.Contains(err.Error(), "5") {
		t.Errorf("a sample of five for four: %v", err)
	}
}
