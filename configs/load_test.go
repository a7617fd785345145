package configs_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/layer"
)

func parse(t testing.TB, text string, set ...string) *configs.Spec {
	t.Helper()
	s, err := configs.Parse("m.yaml", []byte(text), set...)
	if err != nil {
		t.Fatal(configs.Explain(err))
	}
	return s
}

// layersOf are the layers of a file as short calls.
func layersOf(t *testing.T, text string, set ...string) (list []string) {
	t.Helper()
	for _, l := range parse(t, text, set...).Layers {
		c, err := layer.Call(l)
		if err != nil {
			t.Fatal(err)
		}
		c.Args = cleaned(c.Args)
		list = append(list, c.String())
	}
	return list
}

// One layer in all the forms that there are.
func TestForms(t *testing.T) {
	want := "Dense(10, relu, use_bias=false, kernel_regularizer=l2(0.001))"
	for _, form := range []string{
		"  - Dense(10, relu, use_bias=false, kernel_regularizer=l2(1e-3))",
		"  - dense(10, 'ReLU', False, kernel_regularizer=L2(l2=0.001))",
		`  - "Dense(10, activation=relu, use_bias=False, kernel_regularizer=\"l2(1e-3)\")"`,
		"  - 'DENSE(units=10, activation=relu, use_bias=false, kernel_regularizer=l2(1E-3))'",
		"  - Dense(10,\n          relu, use_bias=false,\n          kernel_regularizer=l2(1e-3))",
		"  - |\n    Dense(10, relu, use_bias=false, kernel_regularizer=l2(1e-3))",
		"  - dense: {units: 10, activation: relu, use_bias: false, kernel_regularizer: l2(1e-3)}",
		"  - Dense:\n      units: 10\n      activation: relu\n      use_bias: False\n      kernel_regularizer: {l2: 0.001}",
		"  - dense: [10, relu, false, kernel_regularizer, zeros, l2(1e-3)]",
		"  - {class_name: Dense, config: {units: 10, activation: relu, use_bias: false, dtype: float32, kernel_regularizer: {class_name: L2, config: {l2: 1e-3}}}}",
		"  - {module: keras.layers, class_name: Dense, config: {name: '', trainable: true, dtype: {module: keras, class_name: DTypePolicy, config: {name: float32}, registered_name: null}, units: 10, activation: relu, use_bias: false, kernel_initializer: {module: keras.initializers, class_name: GlorotUniform, config: {seed: null}, registered_name: null}, kernel_regularizer: {l2: {l2: 0.001}}}, registered_name: null, build_config: {input_shape: [null, 4]}}",
		"  - &d {dense: {<<: *base, units: 10}}",
		"  - dense:\n      <<: [*base, {units: 3}]\n      units: 10",
	} {
		if strings.Contains(form, "zeros") {
			form = strings.Replace(form, "kernel_regularizer,", "glorot_uniform,", 1)
		}
		base := "version: 1\nlayers:\n  - &b {dense: &base {units: 7, activation: relu, use_bias: false, kernel_regularizer: l2(0.001)}}\n"
		if d := cmp.Diff([]string{strings.Replace(want, "10", "7", 1), want}, layersOf(t, base+form+"\n")); d != "" {
			t.Errorf("%s\n%s", form, d)
		}
	}
}

func TestFormsOfArguments(t *testing.T) {
	for form, want := range map[string]string{
		"dropout: 0.2":                    "Dropout(0.2)",
		"dropout: [0.2]":                  "Dropout(0.2)",
		"Flatten":                         "Flatten",
		"flatten:":                        "Flatten",
		"Flatten()":                       "Flatten",
		"'Flatten'":                       "Flatten",
		"permute: [2, 1]":                 "Permute([2, 1])",
		"permute: {dims: [2, 1]}":         "Permute([2, 1])",
		"permute: {dims: \"(2, 1)\"}":     "Permute([2, 1])",
		"Permute((2, 1))":                 "Permute([2, 1])",
		"reshape: {target_shape: (4, 2)}": "",
		"dropout: {rate: 1e-1, noise_shape: [null, 1]}": "Dropout(0.1, noise_shape=[None, 1])",
		"dropout: {rate: .5, seed: 1_000}":              "Dropout(0.5, seed=1000)",
		"dropout: {rate: 5E-1, seed: 0x10}":             "Dropout(0.5, seed=16)",
		"dropout: {rate: 0, seed: None}":                "Dropout(0.0)",
		"dense: {units: 1e1, name: 12}":                 "Dense(10, name=\"12\")",
		"dense: {units: 10, name: yes}":                 "Dense(10, name=yes)",
		"dense: {units: 10, activation: null}":          "Dense(10)",
		"Sequential([Dense(1), Dropout(0.1)])":          "Sequential([Dense(1), Dropout(0.1)])",
		"sequential: [Dense(1), dropout: 0.1]":          "Sequential([Dense(1), Dropout(0.1)])",
		"sequential: {layers: [Dense(1)]}":              "Sequential([Dense(1)])",
	} {
		text := "version: 1\nlayers:\n  - " + form + "\n"
		if want == "" {
			if _, err := configs.Parse("m.yaml", []byte(text)); err == nil {
				t.Errorf("%s: no error", form)
			}
			continue
		}
		if d := cmp.Diff([]string{want}, layersOf(t, text)); d != "" {
			t.Errorf("%s: %s", form, d)
		}
	}
}

func TestSections(t *testing.T) {
	s := parse(t, `
version: 1
name: 2001-01-01
seed: 1_0
input: (28, 28)
layers: Flatten
compile:
  loss: mse
  metrics: accuracy
  weighted_metrics: [mae, {auc: {curve: PR}}]
  allow: softmax_with_binary_crossentropy
fit:
  class_weight: {0: 1, 2: 1.5}
  validation_split: 1e-1
  callbacks: {early_stopping: {patience: 3}}
data: {csv: a.csv, target: 1, features: [yes, 2], test: more.csv}
classes: [no, yes, 3, 4.50, true]
`)
	if s.Name != "2001-01-01" || s.Seed != 10 || len(s.Input) != 2 || len(s.Layers) != 1 {
		t.Errorf("%+v", s)
	}
	if d := cmp.Diff([]configs.Metric{"mae", "auc(curve=PR)"}, s.Compile.WeightedMetrics); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[int]float64{0: 1, 2: 1.5}, s.Fit.ClassWeight); d != "" {
		t.Error(d)
	}
	if s.Compile.Optimizer.Name != "rmsprop" || s.Fit.Epochs != 1 || s.Fit.BatchSize != 32 || !s.Fit.Shuffle || s.Fit.ValidationSplit != 0.1 || len(s.Fit.Callbacks) != 1 {
		t.Errorf("%+v %+v", s.Compile, s.Fit)
	}
	if d := cmp.Diff([]string{"yes", "2"}, s.From.Features); d != "" || s.From.Target != "1" || s.From.Test != "more.csv" {
		t.Errorf("%+v %s", s.From, d)
	}
}

// Every error has a place, and all of them come at once.
func TestErrorValues(t *testing.T) {
	_, err := configs.Parse("digits.yaml", []byte("version: 1\nlayers:\n  - dense: {units: 10, activation: sofmax}\nfit: {epochs: x}\n"))
	var e *configs.Error
	if !errors.As(err, &e) || e.File != "digits.yaml" || e.Line != 3 || e.Col != 36 || e.Path != "layers[0].activation" {
		t.Errorf("%+v", e)
	}
	want := `digits.yaml:3:36: layers[0].activation: unknown activation "sofmax"; did you mean "softmax"?` + "\n" +
		`digits.yaml:4:15: fit.epochs: want a whole number, have "x"`
	if err.Error() != want {
		t.Errorf("%v\nwant\n%s", err, want)
	}
	if x := e.Excerpt(); !strings.HasSuffix(x, "\n      |                                    ^^^^^^") {
		t.Errorf("%s", x)
	}
}

// Tabs and letters of any width keep the caret in its place.
func TestExcerpt(t *testing.T) {
	for text, want := range map[string]string{
		"version: 1\nlayers:\n  - \"Dense(1, name='é€', activation=rellu)\"\n":               "    3 |   - \"Dense(1, name='é€', activation=rellu)\"\n      |                                     ^^^^^",
		"version: 1\nlayers: [Input(4)]\n":                                                   "m.yaml:2:9: layers: want at least one layer",
		"version: 1\nlayers: [Flatten]\tx\n":                                                 "",
		"version: 1\nclasses: [" + strings.Repeat("abc, ", 100) + "[]]\nlayers: [Flatten]\n": "    2 | " + strings.Repeat("abc, ", 20) + "[]]\n      | " + strings.Repeat(" ", 100) + "^",
	} {
		_, err := configs.Parse("m.yaml", []byte(text))
		if err == nil || !strings.Contains(configs.Explain(err), want) {
			t.Errorf("%s, want\n%s", configs.Explain(err), want)
		}
	}
}
