package onnx_test

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"google.golang.org/protobuf/proto"
)

// flowers is a model with everything that a file keeps.
func flowers(t *testing.T) *sequential.Model {
	t.Helper()
	m := sequential.New(Input(2), Normalization(), Dense(4, "relu"), Dropout(0.3), Dense(3, "softmax"))
	m.SetName("flowers")
	m.SetSeed(7)
	m.SetMeta(sequential.Meta{Classes: []string{"setosa", "versicolor", "virginica"}, Features: []string{"length", "width"}, Target: "species"})
	if err := m.Compile("adam(learning_rate=0.01)", "sparse_categorical_crossentropy", "accuracy"); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Fit([][]float32{{1, 2}, {3, 5}, {5, 2}}, []int{0, 1, 2}, sequential.Epochs(3)); err != nil {
		t.Fatal(err)
	}
	return m
}

// saved is the model's file, as messages.
func saved(t *testing.T, m *sequential.Model) *onnxpb.ModelProto {
	t.Helper()
	path := filepath.Join(t.TempDir(), "m.onnx")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p := &onnxpb.ModelProto{}
	if err := proto.Unmarshal(file, p); err != nil {
		t.Fatal(err)
	}
	return p
}

func reread(t *testing.T, p *onnxpb.ModelProto) *sequential.Model {
	t.Helper()
	file, err := proto.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	m, err := sequential.Read(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func describe(t *testing.T, m *sequential.Model) *snapshot.Snapshot {
	t.Helper()
	s, err := m.Describe()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A model comes back whole, and can be trained on.
func TestWhole(t *testing.T) {
	m := flowers(t)
	p := saved(t, m)
	if v := p.OpsetImport[0].GetVersion(); p.GetIrVersion() != 9 || v != 20 {
		t.Errorf("IR %d, opset %d", p.GetIrVersion(), v)
	}
	back := reread(t, p)
	if again := saved(t, back); !proto.Equal(again, p) {
		t.Error("written again it is another file")
	}
	if !strings.Contains(strings.Join(back.Notes(), " "), "the optimizer starts anew") {
		t.Errorf("%q", back.Notes())
	}
	if meta := back.Meta(); !slices.Equal(meta.Classes, m.Classes()) || !slices.Equal(meta.Features, []string{"length", "width"}) || meta.Target != "species" {
		t.Errorf("%+v", meta)
	}
	if _, err := back.Fit([][]float32{{1, 2}}, []int{0}, sequential.Epochs(1)); err != nil {
		t.Error(err)
	}
}

// Other weights in the same graph are the model's weights.
func TestOtherWeights(t *testing.T) {
	p := saved(t, flowers(t))
	for _, tensor := range p.Graph.Initializer {
		if tensor.GetName() == "dense/kernel" {
			clear(tensor.RawData)
		}
	}
	back := reread(t, p)
	weights, err := back.Weights()
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range weights {
		if w.Path == "dense/kernel" && slices.Max(w.Data) != 0 {
			t.Errorf("%v", w.Data)
		}
	}
	if describe(t, back).Compile == nil {
		t.Error("it is not compiled any more")
	}
}

// A graph that another program changed is read as it is, with the names of classes.
func TestOtherGraph(t *testing.T) {
	p := saved(t, flowers(t))
	last := p.Graph.Node[len(p.Graph.Node)-1]
	last.OpType, last.Attribute = proto.String("Sigmoid"), nil
	back := reread(t, p)
	got := layersOf(back)
	if got[len(got)-1] != "Dense(3, sigmoid)" || describe(t, back).Compile != nil {
		t.Errorf("%v", got)
	}
	if !slices.Equal(back.Classes(), []string{"setosa", "versicolor", "virginica"}) || !slices.Equal(back.Meta().Features, []string{"length", "width"}) {
		t.Errorf("%+v", back.Meta())
	}
}

// own is a layer of a user, registered but without a form in ONNX.
type own struct {
	layer.Common `yaml:",inline"`
}

func (*own) Build(n *layer.Node) (layer.Layer, error) { return Identity().Build(n) }

var _ = layer.Define[own]("OwnOfTest")

// NaN and infinite weights are values like others; a layer without a form is
// refused by its name.
func TestWrite(t *testing.T) {
	m := sequential.New(Input(1), Dense(2))
	if err := m.BuildFor(1); err != nil {
		t.Fatal(err)
	}
	nan := float32(math.NaN())
	if err := m.SetWeights([]sequential.Weight{{Shape: []int{1, 2}, Data: []float32{nan, float32(math.Inf(1))}}, {Shape: []int{2}, Data: []float32{0, 1}}}); err != nil {
		t.Fatal(err)
	}
	weights, err := reread(t, saved(t, m)).Weights()
	if err != nil || weights[0].Data[0] == weights[0].Data[0] || !math.IsInf(float64(weights[0].Data[1]), 1) {
		t.Errorf("%v %v", weights, err)
	}
	mine := sequential.New(Input(1), layer.New(&own{}))
	err = mine.Save(filepath.Join(t.TempDir(), "m.onnx"))
	if err == nil || !strings.Contains(err.Error(), `layer "own_of_test": OwnOfTest: has no form in ONNX here`) {
		t.Error(err)
	}
}
