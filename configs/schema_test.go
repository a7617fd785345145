package configs_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"
	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/configs"
)

// The schema beside the samples is that of the program.
func TestSchemaFile(t *testing.T) {
	have, err := configs.Schema()
	if err != nil {
		t.Fatal(err)
	}
	if *configs.Update {
		if err := os.WriteFile("schema.json", have, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(have)); d != "" {
		t.Errorf("schema.json is old; run the tests with -update: %s", d)
	}
}

func schema(t *testing.T) *jsonschema.Resolved {
	t.Helper()
	text, err := configs.Schema()
	if err != nil {
		t.Fatal(err)
	}
	s := &jsonschema.Schema{}
	if err := json.Unmarshal(text, s); err != nil {
		t.Fatal(err)
	}
	r, err := s.Resolve(&jsonschema.ResolveOptions{ValidateDefaults: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// asJSON is what an editor makes of a YAML text.
func asJSON(t *testing.T, text string) (v any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return textKeys(v)
}

func textKeys(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = textKeys(v[k])
		}
	case map[any]any:
		out := map[string]any{}
		for k, x := range v {
			b, _ := json.Marshal(k)
			out[string(b)] = textKeys(x)
		}
		return out
	case []any:
		for i := range v {
			v[i] = textKeys(v[i])
		}
	}
	return v
}

func TestSchemaFitsSamples(t *testing.T) {
	s := schema(t)
	for _, sample := range configs.Samples() {
		if err := s.Validate(asJSON(t, sample.Text)); err != nil {
			t.Errorf("%s: %v", sample.Name, err)
		}
		spec, err := configs.Parse(sample.Name, []byte(sample.Text))
		if err != nil {
			t.Fatal(err)
		}
		full, err := configs.Render(spec)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(asJSON(t, string(full))); err != nil {
			t.Errorf("%s, rendered: %v\n%s", sample.Name, err, full)
		}
	}
}

// What the schema refuses Load refuses too; what Load reads the schema takes.
func TestSchemaAgrees(t *testing.T) {
	s := schema(t)
	head := "version: 1\nlayers:\n  - Dense(10, relu)\n"
	for text, ok := range map[string]bool{
		head: true,
		head + "  - dense: {units: 10, activation: softmax}\n":                                            true,
		head + "  - dense: {units: 10, activation: {leaky_relu: {negative_slope: 0.1}}}\n":                true,
		head + "  - dense: {units: 10, activation: null, kernel_regularizer: l2(1e-3)}\n":                 true,
		head + "  - batch_normalization\n  - BatchNormalization()\n  - dropout: 0.2\n":                    true,
		head + "  - {class_name: Dense, config: {units: 3}}\n":                                            true,
		head + "  - sequential: {layers: [Dense(3), dropout: 0.1]}\n":                                     true,
		head + "  - dropout: {rate: 0.1, noise_shape: [null, 1], seed: null}\n":                           true,
		head + "  - conv2d: {filters: 8, kernel_size: 3, strides: [2, 1], padding: same}\n":               true,
		head + "  - zero_padding2d: {padding: [[1, 0], [0, 2]]}\n  - MaxPooling2D(2)\n":                   true,
		head + "  - conv2d: {filters: 8, kernel_size: big}\n":                                             false,
		head + "compile: {loss: mse, metrics: accuracy}\n":                                                true,
		head + "compile: {loss: mse, metrics: [acc, \"auc(curve=PR)\"], allow: []}\n":                     true,
		head + "compile: {loss: mse, optimizer: {adam: {learning_rate: 1e-3}}}\n":                         true,
		head + "compile: {loss: mse, optimizer: {adam: {learning_rate: {cosine_decay: [0.1, 100]}}}}\n":   true,
		head + "fit: {epochs: 3, class_weight: {0: 1.5}, callbacks: [{early_stopping: {patience: 3}}]}\n": true,
		head + "fit:\n":                                           true,
		head + "input: [28, 28]\n":                                true,
		head + "input: (28, 28)\n":                                true,
		head + "data: {csv: a.csv, target: 1, test: 0.2}\n":       true,
		head + "classes: [1, yes, true]\nname: 12\n":              true,
		"layers: [Flatten]\n":                                     false,
		"version: 2\nlayers: [Flatten]\n":                         false,
		"version: 1\n":                                            false,
		"version: 1\nlayers: []\n":                                false,
		head + "epochs: 3\n":                                      false,
		head + "  - Dens(10)\n":                                   false,
		head + "  - dens: {units: 10}\n":                          false,
		head + "  - dense: {unit: 10}\n":                          false,
		head + "  - dense: {units: ten}\n":                        false,
		head + "  - dense: {units: 1.5}\n":                        false,
		head + "  - dense: {activation: relu}\n":                  false,
		head + "  - dense: {units: 10, activation: sofmax}\n":     false,
		head + "  - dense: {units: 10, use_bias: maybe}\n":        false,
		head + "  - dense: {units: 10}\n    dropout: {rate: 1}\n": false,
		head + "  - {class_name: Dens, config: {units: 3}}\n":     false,
		head + "  - 3\n":                                          false,
		head + "compile: {optimizer: adam}\n":                     false,
		head + "compile: {loss: mee}\n":                           false,
		head + "compile: {loss: mse, epochs: 3}\n":                false,
		head + "compile: adam\n":                                  false,
		head + "compile: {loss: mse, optimizer: adam2}\n":         false,
		head + "fit: {epochs: many}\n":                            false,
		head + "fit: {class_weight: {a: 1}}\n":                    false,
		head + "fit: {callbacks: [stop]}\n":                       false,
		head + "data: {sorce: iris}\n":                            false,
		head + "data: {source: iris, test: [1]}\n":                false,
		head + "input: big\n":                                     false,
		head + "seed: x\n":                                        false,
	} {
		err := s.Validate(asJSON(t, text))
		if (err == nil) != ok {
			t.Errorf("schema: %s%v", text, err)
		}
		if _, err := configs.Parse("m.yaml", []byte(text)); (err == nil) != ok {
			t.Errorf("Load: %s%v", text, err)
		}
	}
}

// Every key says what it is for.
func TestSchemaDescribes(t *testing.T) {
	root := schema(t).Schema()
	for key, p := range root.Properties {
		if p.Description == "" {
			t.Errorf("%s has no description", key)
		}
		for inner, q := range p.Properties {
			if q.Description == "" {
				t.Errorf("%s.%s has no description", key, inner)
			}
		}
	}
}
