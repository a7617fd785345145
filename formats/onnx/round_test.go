package onnx_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/sequential"
	"google.golang.org/protobuf/proto"
)

// rounds is how many models of chance each subject makes.
const rounds = 8

// A trial is a model of one subject, with what it makes of some samples.
type trial struct {
	spec  string
	model *sequential.Model
	x, y  *data.Tensor
}

// try makes a model whose weights are all of chance.
func try(t *testing.T, s subject, round int) *trial {
	t.Helper()
	r := rand.New(rand.NewPCG(uint64(round), uint64(len(s.name))))
	text, in := s.make(r)
	spec, err := layer.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	m := sequential.New(spec)
	if err := m.BuildFor(append([]int{}, in...)...); err != nil {
		t.Fatalf("%s of %v: %v", text, in, err)
	}
	weights, err := m.Weights()
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range weights {
		for i := range w.Data {
			w.Data[i] = 0.2 + r.Float32() // a variance too
		}
	}
	if err := m.SetWeights(weights); err != nil {
		t.Fatal(err)
	}
	x := &data.Tensor{Shape: append([]int{1 + r.IntN(5)}, in...)}
	x.Data = make([]float32, layer.Shape(x.Shape).Size())
	for i := range x.Data {
		x.Data[i] = 6*r.Float32() - 3
	}
	y, err := m.Predict(x)
	if err != nil {
		t.Fatal(err)
	}
	return &trial{fmt.Sprint(text, " of ", layer.Shape(in)), m, x, y}
}

// save writes the model and returns the file.
func (tr *trial) save(t *testing.T, path string) []byte {
	t.Helper()
	if err := tr.model.Save(path); err != nil {
		t.Fatalf("%s: %v", tr.spec, err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// stripped is the file without the model's own description, so that the graph is
// read.
func stripped(t *testing.T, file []byte) []byte {
	t.Helper()
	m := &onnxpb.ModelProto{}
	if err := proto.Unmarshal(file, m); err != nil {
		t.Fatal(err)
	}
	m.MetadataProps = nil
	out, err := proto.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestRound writes models of every layer and activation and reads them back: whole,
// with the same bits, and by their graphs alone.
func TestRound(t *testing.T) {
	for _, s := range subjects() {
		t.Run(s.name, func(t *testing.T) {
			var failed error
			for round := range rounds {
				tr := try(t, s, round)
				path := filepath.Join(t.TempDir(), "m.onnx")
				file := tr.save(t, path)
				back, err := sequential.Load(path)
				if err != nil {
					t.Fatalf("%s: %v", tr.spec, err)
				}
				if y, err := back.Predict(tr.x); err != nil || !slices.Equal(y.Data, tr.y.Data) {
					t.Errorf("%s: other numbers come back: %v", tr.spec, err)
				}
				if again := (&trial{spec: tr.spec, model: back}).save(t, path); !bytes.Equal(again, file) {
					t.Errorf("%s: written again it has other bytes", tr.spec)
				}
				if err = fromGraph(t, tr, file); err != nil {
					failed = err
				}
			}
			want, listed := onlyWhole[s.name]
			if listed != (failed != nil) || listed && !strings.Contains(failed.Error(), want) {
				t.Errorf("from its graph: %v, want %q", failed, want)
			}
		})
	}
}

// onlyWhole are the subjects that some forms of come back whole, but not from their
// graphs alone, and what is said then.
var onlyWhole = map[string]string{
	"Normalization":   "go along one axis", // with several axes of means
	"Softmax":         `ReduceMax: axes`,   // over several axes
	"sparsemax":       `ReduceMax: axes`,
	"Masking":         `"ReduceMin"`, // it would be told from other sums only by name
	"TimeDistributed": `the batch first`,
}

// fromGraph reads the graph without the description and compares.
func fromGraph(t *testing.T, tr *trial, file []byte) error {
	m, err := sequential.Read(bytes.NewReader(stripped(t, file)))
	if err != nil {
		return err
	}
	y, err := m.Predict(tr.x)
	if err != nil {
		return err
	}
	if d := difference(y.Data, tr.y.Data); d > 1e-5 || !slices.Equal(y.Shape, tr.y.Shape) {
		return fmt.Errorf("%v, want %v; values differ by %g", y.Shape, tr.y.Shape, d)
	}
	return nil
}

// noForm are layers and activations that have no form in ONNX here, and why.
var noForm = map[string]string{
	"OwnOfTest": "a user's own",
}

// TestComplete finds a layer or an activation that is not tested, or has no form
// and no reason.
func TestComplete(t *testing.T) {
	var have []string
	for _, s := range subjects() {
		have = append(have, s.name)
	}
	names := append(activations.Names(), layer.Names()...)
	for _, name := range names {
		if tested, listed := slices.Contains(have, name), noForm[name] != ""; tested == listed {
			t.Errorf("%s: tested %v, listed as without a form %v", name, tested, listed)
		}
	}
	for _, name := range slices.Concat(have, slices.Collect(maps.Keys(noForm))) {
		if !slices.Contains(names, name) {
			t.Errorf("there is no %s", name)
		}
	}
}
