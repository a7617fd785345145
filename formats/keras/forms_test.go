package keras_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/sequential"
)

// A Functional model that is one chain is a Sequential here; models in it too.
func TestFunctional(t *testing.T) {
	m := load(t, recorded("functional.keras"))
	answersOf(t, "functional").check(t, m)
	if got := m.Optimizer().String(); !strings.HasPrefix(got, "adam(learning_rate=cosine_decay(0.01, 50)") {
		t.Errorf("the optimizer is %s", got)
	}
	for file, want := range map[string]string{
		"branching.json":   `layer "fork" branches: "left" and "right" both take its output`,
		"two_outputs.json": `config.output_layers: want one layer`,
	} {
		if _, err := sequential.Load(recorded(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", file, err, want)
		}
	}
}

// A loss that is a function of the user's own keeps no one from predicting.
func TestNotCompiled(t *testing.T) {
	m := load(t, recorded("nested.keras"))
	answersOf(t, "nested").check(t, m)
	if m.Optimizer() != nil || !strings.Contains(strings.Join(m.Notes(), "\n"), "loaded for prediction only") {
		t.Errorf("notes: %v", m.Notes())
	}
}

// Keras 2.13 called the groups otherwise.
func TestOldLayout(t *testing.T) {
	m := load(t, recorded("nested.keras"))
	weights := weightsOf(t, m)
	for _, w := range weights {
		clear(w.Data)
	}
	if err := m.SetWeights(weights); err != nil {
		t.Fatal(err)
	}
	if err := m.LoadWeights(recorded("nested_2.13.weights.h5")); err != nil {
		t.Fatal(err)
	}
	answersOf(t, "nested").check(t, m)
	other := load(t, recorded("mlp_bn_dropout.json"))
	want := "nested_2.13.weights.h5: weights of layer"
	if err := other.LoadWeights(recorded("nested_2.13.weights.h5")); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}

// Configs as Keras 2 and others write them.
func TestOtherConfigs(t *testing.T) {
	dense := `{"class_name": "Dense", "config": {%s"units": 2}}`
	model := `{"class_name": "Sequential", "config": %s}`
	for name, c := range map[string]struct{ text, want string }{
		"the least":          {fmt.Sprintf(model, `{"layers": [{"class_name": "InputLayer", "config": {"batch_shape": [null, 3]}}, `+fmt.Sprintf(dense, "")+`]}`), ""},
		"Keras 2":            {fmt.Sprintf(model, `{"name": "m", "layers": [`+fmt.Sprintf(dense, `"batch_input_shape": [null, 3], "dtype": "float32", `)+`]}`), ""},
		"a list":             {fmt.Sprintf(model, `[`+fmt.Sprintf(dense, `"batch_input_shape": [null, 3], `)+`]`), ""},
		"Functional of old":  {`{"class_name": "Model", "config": {"layers": [{"name": "i", "class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "sparse": false}, "inbound_nodes": []}, {"name": "d", "class_name": "Dense", "config": {"name": "d", "units": 2}, "inbound_nodes": [[["i", 0, 0, {}]]]}], "input_layers": [["i", 0, 0]], "output_layers": [["d", 0, 0]]}}`, ""},
		"built for":          {`{"class_name": "Sequential", "config": {"layers": [` + fmt.Sprintf(dense, "") + `], "build_input_shape": [null, 3]}}`, ""},
		"float16":            {fmt.Sprintf(model, `[`+fmt.Sprintf(dense, `"batch_input_shape": [null, 3], "dtype": {"class_name": "DTypePolicy", "config": {"name": "mixed_float16"}}, `)+`]`), ""},
		"no input":           {fmt.Sprintf(model, `[`+fmt.Sprintf(dense, "")+`]`), "the shape of the input is nowhere said"},
		"an open axis":       {fmt.Sprintf(model, `[`+fmt.Sprintf(dense, `"batch_input_shape": [null, null, 3], `)+`]`), "the size of this axis is open"},
		"int8":               {fmt.Sprintf(model, `[`+fmt.Sprintf(dense, `"batch_input_shape": [null, 3], "dtype": "int8", `)+`]`), `config.layers[0].config.dtype: want float32, have "int8"`},
		"lora":               {fmt.Sprintf(model, `[`+fmt.Sprintf(dense, `"batch_input_shape": [null, 3], "lora_rank": 3, `)+`]`), `config.layers[0].config.lora_rank: Dense has no "lora_rank"`},
		"a cycle":            {`{"class_name": "Functional", "config": {"layers": [{"name": "i", "class_name": "InputLayer", "config": {"batch_shape": [null, 3]}, "inbound_nodes": []}, {"name": "a", "class_name": "Dense", "config": {"name": "a", "units": 3}, "inbound_nodes": [[["b", 0, 0, {}]]]}, {"name": "b", "class_name": "Dense", "config": {"name": "b", "units": 3}, "inbound_nodes": [[["a", 0, 0, {}]]]}], "input_layers": ["i", 0, 0], "output_layers": ["b", 0, 0]}}`, `1 of the 3 layers follow one another from "i"`},
		"two layers, a name": {fmt.Sprintf(model, `{"layers": [`+fmt.Sprintf(dense, `"name": "a", "batch_input_shape": [null, 3], `)+`, `+fmt.Sprintf(dense, `"name": "a", `)+`]}`), `config.layers[1].config`},
		"renorm":             {fmt.Sprintf(model, `[{"class_name": "BatchNormalization", "config": {"batch_input_shape": [null, 3], "axis": [-1], "renorm": true}}]`), "config.layers[0].config.renorm: Keras has it, but here is no more than false; have true"},
	} {
		path := filepath.Join(t.TempDir(), "m.json")
		writeText(t, path, c.text)
		m, err := sequential.Load(path)
		switch {
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: %v, want %s", name, err, c.want)
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want == "":
			if _, err := m.Predict([][]float32{{1, 2, 3}}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// Keras writes numbers that it made tensors of as objects.
func TestLiteral(t *testing.T) {
	text := `{"class_name": "Sequential", "config": {"layers": [{"class_name": "InputLayer", "config": {"batch_shape": [null, 2]}},
		{"class_name": "Normalization", "config": {"mean": {"class_name": "__numpy__", "config": {"value": [[1, 2]], "dtype": "float32"}}, "variance": {"class_name": "__tensor__", "config": {"value": [1.0, 4.0], "dtype": "float32"}}}}]}}`
	path := filepath.Join(t.TempDir(), "m.json")
	writeText(t, path, text)
	y, err := load(t, path).Predict([][]float32{{3, 6}})
	if err != nil || y.Data[0] != 2 || y.Data[1] != 2 {
		t.Errorf("%v, %v", y, err)
	}
}
