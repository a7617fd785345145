package torch

import (
	"bytes"
	"encoding/json"
	"flag"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/formats/npy"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// recorded are the modules of testdata/make.py, rebuilt.
var recorded = []struct {
	name string
	// what stands in the table of docs/formats.md; "" for a test of names
	layers string
	model  func() *sequential.Model
}{
	{"mlp", "Dense", func() *sequential.Model {
		return sequential.New(Input(5), Dense(7, "relu"), Dense(6, "tanh"), Dropout(0.5), Dense(3, "softmax"))
	}},
	{"norm", "BatchNormalization, LayerNormalization, PReLU", func() *sequential.Model {
		eps := with.Epsilon(1e-5)
		return sequential.New(Input(5), Dense(7, with.UseBias(false)), BatchNormalization(eps), PReLU(), Dense(4), LayerNormalization(eps), PReLU(), Dense(2))
	}},
	{"named", "", func() *sequential.Model {
		return sequential.New(Input(5), Dense(4), BatchNormalization(with.Epsilon(1e-5)), Activation("relu"), Dense(4, "relu"), Dense(4, "relu"), Dense(3, "softmax"))
	}},
	{"prefixed", "", func() *sequential.Model {
		m := sequential.New(Input(3))
		for range 11 {
			m.Add(Dense(3))
		}
		return m
	}},
	{"conv", "Conv2D", func() *sequential.Model {
		return sequential.New(Input(6, 5, 2), Conv2D(4, 3), Activation("relu"), Conv2D(3, 2), Flatten(), Dense(2))
	}},
	{"conv1d", "Conv1D", func() *sequential.Model {
		return sequential.New(Input(6, 2), Conv1D(3, 3), Flatten(), Dense(2))
	}},
	{"lstm", "Embedding, LSTM", func() *sequential.Model {
		return sequential.New(Input(5), Embedding(9, 4), LSTM(3), Dense(2))
	}},
	{"gru", "GRU", func() *sequential.Model {
		return sequential.New(Input(5, 4), GRU(3, with.ReturnSequences(true)), GRU(3), Dense(2))
	}},
	{"rnn", "SimpleRNN", func() *sequential.Model {
		return sequential.New(Input(5, 4), SimpleRNN(3), Dense(2))
	}},
	{"bidirectional", "Bidirectional", func() *sequential.Model {
		return sequential.New(Input(5, 4), Bidirectional(LSTM(3)), Dense(2))
	}},
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// dict reads the recorded state dict name.ext.
func dict(t testing.TB, name string) *StateDict {
	t.Helper()
	b := read(t, name)
	d, err := ReadSafetensors(bytes.NewReader(b))
	if strings.HasSuffix(name, ".npz") {
		d, err = ReadNPZ(bytes.NewReader(b), int64(len(b)))
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// tensor is one recorded array.
func tensor(t testing.TB, file, name string) *data.Tensor {
	t.Helper()
	b := read(t, file+"_io.npz")
	z, err := npy.OpenArchive(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	a, err := z.Array(name)
	if err != nil {
		t.Fatal(err)
	}
	v, err := a.Float32s()
	if err != nil {
		t.Fatal(err)
	}
	return &data.Tensor{Shape: a.Shape, Data: v}
}

const tolerance = 1e-6

// difference is how far m's predictions are from those recorded, relative to
// their size where that is above 1.
func difference(t testing.TB, m *sequential.Model, name string) (most float64) {
	t.Helper()
	y, err := m.Predict(tensor(t, name, "x"))
	if err != nil {
		t.Fatal(err)
	}
	want := tensor(t, name, "y")
	if len(y.Data) != len(want.Data) || len(y.Data) == 0 {
		t.Fatalf("%d values, want %d", len(y.Data), len(want.Data))
	}
	for i, v := range want.Data {
		most = max(most, math.Abs(float64(y.Data[i]-v))/max(1, math.Abs(float64(v))))
	}
	return most
}

var update = flag.Bool("update", false, "write testdata/interop.json")

// A row is a line of the table in docs/formats.md.
type row struct {
	Name   string  `json:"name"`
	Module string  `json:"module"`         // PyTorch's class
	Max    float64 `json:"max_difference"` // of predictions, as difference has it
}

// TestRows: every layer with a known form was read from what PyTorch wrote, and
// the table says so.
func TestRows(t *testing.T) {
	var rows []row
	for _, c := range recorded {
		m := c.model()
		if _, err := Load(m, dict(t, c.name+".safetensors"), nil); err != nil {
			t.Fatal(err)
		}
		for name := range strings.SplitSeq(c.layers, ", ") {
			if name != "" {
				module := kinds[name].module
				if name == "Bidirectional" {
					module = "bidirectional=True" // of any recurrent one
				}
				rows = append(rows, row{name, module, difference(t, m, c.name)})
			}
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.Name, b.Name) })
	have := map[string]bool{}
	for _, r := range rows {
		have[r.Name] = true
	}
	for name := range kinds {
		if !have[name] {
			t.Errorf("%s is not in any recorded module", name)
		}
	}
	if *update {
		text, err := json.MarshalIndent(rows, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("testdata/interop.json", append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var was []row
	if err := json.Unmarshal(read(t, "interop.json"), &was); err != nil {
		t.Fatal(err)
	}
	same := func(a, b row) bool { return a.Name == b.Name && a.Module == b.Module && b.Max <= tolerance }
	if !slices.EqualFunc(rows, was, same) {
		t.Errorf("testdata/interop.json has %v, measured %v; go test -update", was, rows)
	}
}

// TestRecorded: with PyTorch's weights the model predicts what PyTorch did, and
// gives the weights back as they were.
func TestRecorded(t *testing.T) {
	for _, c := range recorded {
		for _, ext := range []string{".safetensors", ".npz"} {
			t.Run(c.name+ext, func(t *testing.T) {
				m, d := c.model(), dict(t, c.name+ext)
				notes, err := Load(m, d, nil)
				if err != nil {
					t.Fatal(err)
				}
				if len(notes) > 0 {
					t.Error(notes)
				}
				if e := difference(t, m, c.name); e > tolerance {
					t.Errorf("differs by %g", e)
				}
				again(t, c.model(), m, d, c.name)
			})
		}
	}
}

// again writes m's weights under PyTorch's names, and reads those into other.
func again(t *testing.T, other, m *sequential.Model, was *StateDict, name string) {
	t.Helper()
	for _, npz := range []bool{false, true} {
		d, err := FromModel(m, nil)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if npz {
			err = d.WriteNPZ(&b)
		} else {
			err = d.WriteSafetensors(&b)
		}
		if err != nil {
			t.Fatal(err)
		}
		back, err := ReadSafetensors(bytes.NewReader(b.Bytes()))
		if npz {
			back, err = ReadNPZ(bytes.NewReader(b.Bytes()), int64(b.Len()))
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Load(other, back, nil); err != nil {
			t.Fatal(err)
		}
		if e := difference(t, other, name); e > tolerance {
			t.Errorf("written and read again, it differs by %g", e)
		}
		if len(back.Arrays) != len(was.Arrays) {
			t.Errorf("%d arrays, PyTorch wrote %d", len(back.Arrays), len(was.Arrays))
		}
	}
}

// What PyTorch wrote comes out again under its own names, value for value.
func TestFromModelAsPyTorch(t *testing.T) {
	m, d := recorded[0].model(), dict(t, "mlp.npz")
	if _, err := Load(m, d, nil); err != nil {
		t.Fatal(err)
	}
	had, err := FromModel(m, map[string]string{"dense": "0", "dense_1": "2", "dense_2": "5"})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range d.Arrays {
		a := had.Arrays[i]
		if a.Name != want.Name || !same(a.Shape, want.Shape) || string(bits(a.Data)) != string(bits(want.Data)) {
			t.Errorf("%s %v, want %s %v", a.Name, a.Shape, want.Name, want.Shape)
		}
	}
}

func bits(v []float32) (b []byte) {
	for _, x := range v {
		u := math.Float32bits(x)
		b = append(b, byte(u), byte(u>>8), byte(u>>16), byte(u>>24))
	}
	return b
}
