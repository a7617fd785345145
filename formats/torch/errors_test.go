package torch

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/layer"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

func array(name string, shape ...int) Array {
	return Array{name, shape, make([]float32, size(shape))}
}

// linear is a Linear layer's arrays.
func linear(name string, in, out int) []Array {
	return []Array{array(name+".weight", out, in), array(name+".bias", out)}
}

func TestMismatches(t *testing.T) {
	two := func() *sequential.Model { return sequential.New(Input(4), Dense(3, "relu"), Dense(2)) }
	for name, c := range map[string]struct {
		model *sequential.Model
		dict  []Array
		names map[string]string
		want  []string
	}{
		"shape": {two(), slices.Concat(linear("0", 4, 3), linear("2", 3, 5)), nil, []string{
			`array "2.weight" for layer "dense_1": want shape [2 3], have [5 3]`, `array "2.bias" for layer "dense_1": want shape [2], have [5]`}},
		"turned": {two(), []Array{array("0.weight", 4, 3), array("0.bias", 3), array("2.weight", 2, 3), array("2.bias", 2)}, nil, []string{
			`want shape [3 4], have [4 3]; it lies the other way round: PyTorch's Linear has outputs first`}},
		"missing array": {two(), append(linear("0", 4, 3), array("2.weight", 2, 3)), nil, []string{
			`layer "dense_1": wants "2.bias" of shape [2], module "2" has weight [2 3]; use_bias=false does without`}},
		"array too many": {two(), append(append(linear("0", 4, 3), linear("2", 3, 2)...), array("2.extra", 7)), nil, []string{
			`array "2.extra" for layer "dense_1": a Linear of input [3] has no place for it`}},
		"module missing": {two(), linear("0", 4, 3), nil, []string{
			`the model has 2 layers with weights: dense (Linear), dense_1 (Linear); the file has 1 modules: "0" (weight [3 4], bias [3])`}},
		"module too many": {two(), slices.Concat(linear("fc", 4, 3), linear("head", 3, 2), linear("other", 9, 9)), nil, []string{
			`no layer wants "other" (weight [9 9], bias [9])`}},
		"named, nothing fits": {two(), slices.Concat(linear("fc", 4, 3), linear("head", 3, 7)), nil, []string{
			`array "head.weight" for layer "dense_1": want shape [2 3], have [7 3]`}},
		"named, none left": {two(), slices.Concat(linear("fc", 4, 3)), map[string]string{"dense": "fc"}, []string{
			`the model has 1 layers with weights: dense_1 (Linear); the file has 0 modules`}},
		"ambiguous": {sequential.New(Input(4), Dense(4), Dense(4)), slices.Concat(linear("encoder", 4, 4), linear("head", 4, 4)), nil, []string{
			`layer "dense": several modules fit it: "encoder" (weight [4 4], bias [4]), "head" (weight [4 4], bias [4]); say which, layer=module`}},
		"unknown layer":  {two(), linear("a", 4, 3), map[string]string{"dens": "a"}, []string{`no layer "dens" has weights; did you mean "dense"?`}},
		"unknown module": {two(), linear("encoder", 4, 3), map[string]string{"dense": "encodr"}, []string{`layer "dense": there is no module "encodr"; did you mean "encoder"?`}},
		"twice":          {two(), append(linear("0", 4, 3), linear("0", 4, 3)...), nil, []string{`array "0.weight": it comes twice`}},
		"short":          {two(), []Array{{"0.weight", []int{3, 4}, nil}}, nil, []string{`array "0.weight": shape [3 4] does not make 0 values`}},
		"no counterpart": {sequential.New(Input(4), &OddSpec{}), nil, nil, []string{`layer "odd": the weights of Odd have no known form in PyTorch; those of BatchNormalization`}},
		"other GRU":      {sequential.New(Input(5, 4), GRU(3, with.ResetAfter(false))), nil, nil, []string{`layer "gru": PyTorch has no GRU like it; reset_after=true makes the one there`}},
		"no input":       {sequential.New(Dense(4)), nil, nil, []string{`the shape of the input is not known`}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(c.model, &StateDict{Arrays: c.dict}, c.names)
			for _, want := range c.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("had %v\nwant %s", err, want)
				}
			}
		})
	}
}

// An OddSpec has weights that PyTorch knows nothing of.
type OddSpec struct{ layer.Common }

func (*OddSpec) Build(n *layer.Node) (layer.Layer, error) {
	zeros, err := initializers.Get("zeros")
	if err != nil {
		return nil, err
	}
	n.Param("oddity", layer.Shape{2}, zeros)
	return identity{}, nil
}

type identity struct{}

func (identity) Forward(f *layer.Frame)  { copy(f.Y, f.X) }
func (identity) Backward(f *layer.Frame) { copy(f.DX, f.DY) }

// An error leaves the model as it was.
func TestNothingChanges(t *testing.T) {
	m := sequential.New(Input(4), Dense(3), Dense(2))
	before, err := m.Weights()
	if err != nil {
		t.Fatal(err)
	}
	_, err = Load(m, &StateDict{Arrays: append(linear("0", 4, 3), linear("1", 9, 9)...)}, nil)
	var e *Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	after, _ := m.Weights()
	for i := range before {
		if !slices.Equal(before[i].Data, after[i].Data) {
			t.Errorf("%s changed", before[i].Path)
		}
	}
}

// What a state dict does not say is a note.
func TestNotes(t *testing.T) {
	m := sequential.New(Input(4), BatchNormalization())
	notes, err := Load(m, &StateDict{Arrays: []Array{
		array("bn.weight", 4), array("bn.bias", 4), array("bn.running_mean", 4), array("bn.running_var", 4), array("bn.num_batches_tracked"),
	}}, nil)
	want := `[layer "batch_normalization" has epsilon=0.001; PyTorch's default is 1e-05, and a state dict does not say]`
	if err != nil || fmt.Sprint(notes) != want {
		t.Errorf("%v %v", notes, err)
	}
}

func TestNames(t *testing.T) {
	m := sequential.New(Input(4), Dense(4), Dense(4))
	if _, err := FromModel(m, map[string]string{"dense": "a", "dense_1": "a"}); err == nil || !strings.Contains(err.Error(), `its module is called "a", as that of layer "dense" is`) {
		t.Error(err)
	}
	if _, err := FromModel(m, map[string]string{"dens": "a"}); err == nil || !strings.Contains(err.Error(), `did you mean "dense"?`) {
		t.Error(err)
	}
	// Two that fit alike are told by names.
	d := &StateDict{Arrays: append(linear("head", 4, 4), linear("encoder", 4, 4)...)}
	d.Arrays[0].Data[1] = 5
	if _, err := Load(m, d, map[string]string{"dense": "encoder"}); err != nil {
		t.Fatal(err)
	}
	w, _ := m.Weights()
	if w[2].Data[4] != 5 || w[0].Data[4] != 0 {
		t.Error(w[0].Data, w[2].Data)
	}
}

func TestSplit(t *testing.T) {
	for name, want := range map[string]string{
		"0.weight": "0 weight", "weight": " weight", "net.rnn.weight_ih_l0": "net.rnn weight_ih", "bias_hh_l3_reverse": "#3 bias_hh_reverse",
		"a.weight_low": "a weight_low", "a.b_l": "a b_l",
	} {
		module, attr := split(name)
		if module+" "+attr != want || join(module, attr) != name {
			t.Errorf("%s: %q %q, joined %q", name, module, attr, join(module, attr))
		}
	}
}

func TestNatural(t *testing.T) {
	want := []string{"", "a", "a.2", "a.10", "a.010b", "b"}
	had := slices.Clone(want)
	slices.Reverse(had)
	slices.SortFunc(had, natural)
	if !slices.Equal(had, want) {
		t.Error(had)
	}
}
