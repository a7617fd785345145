package sequential_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/formats/safetensors"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// file is a .safetensors file with that metadata and one small array.
func file(meta string) []byte {
	var b bytes.Buffer
	err := safetensors.Write(&b, &safetensors.File{
		Metadata: map[string]string{"layercake": meta},
		Tensors:  []safetensors.Tensor{safetensors.F32("dense/kernel", []int{2, 1}, []float32{1, 2}), safetensors.F32("dense/bias", []int{1}, []float32{3})},
	})
	if err != nil {
		panic(err)
	}
	return b.Bytes()
}

const head = `{"layercake":1,"name":"m","seed":0,"input":[2],"layers":`

// TestHostileModels: what a file claims is refused with a word on where, and
// nothing huge is made of it.
func TestHostileModels(t *testing.T) {
	for name, c := range map[string]struct{ meta, want string }{
		"good":             {head + `["Dense(1)"]}`, ""},
		"huge layer":       {head + `["Dense(1099511627776)"]}`, "too big"},
		"wide layer":       {head + `["Dense(100000000)"]}`, "the layers have 300000000 weights, the file has 3"},
		"units of text":    {head + `["Dense(many)"]}`, `layer 1 of 1: units: want a whole number, have "many"`},
		"negative":         {head + `["Dense(-1)"]}`, "at least 1"},
		"unknown layer":    {head + `["Lambda(code)"]}`, `unknown layer "Lambda"`},
		"unknown function": {head + `["Dense(1, os.system)"]}`, `unknown activation "os.system"`},
		"other shape":      {head + `["Dense(1, use_bias=false)","Dense(1, use_bias=false)"]}`, "no weights"},
		"no layers":        {head + `[]}`, "at least one layer"},
		"many layers":      {head + `["Identity"` + strings.Repeat(`,"Identity"`, 200000) + `]}`, "10000"},
		"deep":             {head + `["` + strings.Repeat("Sequential([", 100000) + `"]}`, "at most"},
		"deeper":           {head + `["` + strings.Repeat("Sequential([", 1000) + `"]}`, "nested"},
		"input":            {strings.Replace(head, "[2]", "[-2]", 1) + `["Dense(1)"]}`, "at least 1"},
		"huge input":       {strings.Replace(head, "[2]", "[4611686018427387904,4]", 1) + `["Dense(1)"]}`, "too big"},
		"later version":    {strings.Replace(head, ":1,", ":99,", 1) + `["Dense(1)"]}`, "version 99"},
		"no version":       {`{"name":"m"}`, "version 0"},
		"not JSON":         {`]`, "metadata"},
		"unknown key":      {head + `["Dense(1)"],"code":"x"}`, "code"},
		"two objects":      {head + `["Dense(1)"]} {}`, "follows"},
		"bad loss":         {head + `["Dense(1)"],"compile":{"optimizer":"adam","loss":"nonsense"}}`, ""},
		"softmax of 1":     {head + `["Dense(1, softmax)"],"compile":{"optimizer":"adam","loss":"mse"}}`, ""},
		"repeat":           {head + `["RepeatVector(2147483647)","Dense(1)"]}`, "too big"},
	} {
		text := file(c.meta)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		m, err := sequential.Read(bytes.NewReader(text))
		runtime.ReadMemStats(&after)
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			} else if _, err := m.Predict([][]float32{{1, 2}}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		} else if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > uint64(20*len(text)+(8<<20)) {
			t.Errorf("%s: %d bytes of file, %d bytes of memory", name, len(text), used)
		}
	}
}

// A file that Compile would refuse loads for prediction, and says so.
func TestLoadNeverLints(t *testing.T) {
	m, err := sequential.Read(bytes.NewReader(file(head + `["Dense(1, softmax)"],"compile":{"optimizer":"adam","loss":"mse"}}`)))
	if err != nil {
		t.Fatal(err)
	}
	if notes := fmt.Sprint(m.Notes()); !strings.Contains(notes, "loaded for prediction only") || !strings.Contains(notes, "use sigmoid") {
		t.Error(notes)
	}
}

func FuzzRead(f *testing.F) {
	m := sequential.New(Input(3), Dense(2, "leaky_relu(negative_slope=0.1)"), Dense(2, "softmax"))
	if err := m.Compile("adam", "categorical_crossentropy", "accuracy"); err != nil {
		f.Fatal(err)
	}
	path := f.TempDir() + "/m.safetensors"
	if err := m.Save(path); err != nil {
		f.Fatal(err)
	}
	for _, meta := range []string{head + `["Dense(1)"]}`, head + `["Sequential([Dense(1)])"]}`, `{}`} {
		f.Add(file(meta))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := sequential.Read(bytes.NewReader(text))
		if err == nil {
			m.Summary()
		}
	})
}
