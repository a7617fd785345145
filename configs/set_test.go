package configs_test

import (
	"strings"
	"testing"

	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/layer"
)

const small = `version: 1
layers:
  - Dense(8, relu)
  - dense: {units: 16, kernel_regularizer: l2(0.1)}
  - {class_name: Dense, config: {units: 4}}
  - Sequential([Dense(3), Dense(2)])
compile: {optimizer: adam, loss: mse, metrics: mae}
fit: {epochs: 20, callbacks: [early_stopping(patience=3)]}
data: {source: iris}
`

// Overrides work whatever form the file has, and are read as the file is.
func TestSet(t *testing.T) {
	units := func(i int) func(*configs.Spec) string {
		return func(s *configs.Spec) string {
			c, _ := layer.Call(s.Layers[i])
			c.Args = cleaned(c.Args)
			return c.String()
		}
	}
	optimizer := func(s *configs.Spec) string { return s.Compile.Optimizer.String() }
	for _, c := range []struct {
		set  string
		have func(*configs.Spec) string
		want string
	}{
		{"layers[0].units=64", units(0), "Dense(64, relu)"},
		{"layers[0].use_bias=false", units(0), "Dense(8, relu, use_bias=false)"},
		{"layers[0].activation=leaky_relu(0.3)", units(0), "Dense(8, leaky_relu(negative_slope=0.3))"},
		{"layers[0].activation.max_value=6", units(0), "Dense(8, relu(max_value=6.0))"},
		{"layers[0].activation=null", units(0), "Dense(8)"},
		{"layers[0]=Dropout(0.5)", units(0), "Dropout(0.5)"},
		{"layers[0]=dropout: 0.5", units(0), "Dropout(0.5)"},
		{"layers[1].units=1e2", units(1), "Dense(100, kernel_regularizer=l2(0.1))"},
		{"layers[1].kernel_regularizer.l2=1e-3", units(1), "Dense(16, kernel_regularizer=l2(0.001))"},
		{"layers[1].kernel_initializer.seed=3", units(1), "Dense(16, kernel_initializer=glorot_uniform(seed=3), kernel_regularizer=l2(0.1))"},
		{"layers[2].units=5", units(2), "Dense(5)"},
		{"layers[-2].units=5", units(2), "Dense(5)"},
		{"layers[3].layers[1].units=9", units(3), "Sequential([Dense(3), Dense(9)])"},
		{"compile.optimizer=adam(learning_rate=3e-4)", optimizer, "adam(learning_rate=0.0003)"},
		{`compile.optimizer="adam(learning_rate=3e-4)"`, optimizer, "adam(learning_rate=0.0003)"},
		{"compile.optimizer.learning_rate=3e-4", optimizer, "adam(learning_rate=0.0003)"},
		{"compile.metrics[0]=mse", func(s *configs.Spec) string { return string(s.Compile.Metrics[0]) }, "mse"},
		{"compile.weighted_metrics=[mse, mae]", func(s *configs.Spec) string { return string(s.Compile.WeightedMetrics[1]) }, "mae"},
		{"fit.class_weight.2=1.5", func(s *configs.Spec) string { return text(s.Fit.ClassWeight) }, "map[2:1.5]"},
		{"fit.class_weight={0: 2}", func(s *configs.Spec) string { return text(s.Fit.ClassWeight) }, "map[0:2]"},
		{"fit.callbacks=[]", func(s *configs.Spec) string { return text(len(s.Fit.Callbacks)) }, "0"},
		{"fit.callbacks[0].patience=7", func(s *configs.Spec) string { return string(s.Fit.Callbacks[0])[:40] }, "EarlyStopping(monitor=val_loss, min_delt"},
		{" fit.epochs =5", func(s *configs.Spec) string { return text(s.Fit.Epochs) }, "5"},
		{"data.source=xor", func(s *configs.Spec) string { return s.From.Source }, "xor"},
		{"data.test=0.25", func(s *configs.Spec) string { return text(s.From.Test) }, "0.25"},
		{"data={csv: a=b.csv, target: x}", func(s *configs.Spec) string { return s.From.CSV }, "a=b.csv"},
		{"name=1e3", func(s *configs.Spec) string { return s.Name }, "1e3"},
		{"classes=[yes, no]", func(s *configs.Spec) string { return text(s.Classes) }, "[yes no]"},
		{"input=(28, 28)", func(s *configs.Spec) string { return text(s.Input) }, "[28 28]"},
		{"layers=[Flatten]", units(0), "Flatten"},
	} {
		if have := c.have(parse(t, small, c.set)); have != c.want {
			t.Errorf("%s: %s, want %s", c.set, have, c.want)
		}
	}
	s := parse(t, "version: 1\nlayers: [Flatten]\n", "compile.loss=mse", "compile.optimizer.learning_rate=0.5", "compile.optimizer.momentum=0.5", "data.idx=folder", "data.idx=other")
	if s.Compile.Optimizer.String() != "rmsprop(learning_rate=0.5, momentum=0.5)" || s.From.IDX != "other" {
		t.Errorf("%s %+v", s.Compile.Optimizer, s.From)
	}
}

func TestSetErrors(t *testing.T) {
	for set, want := range map[string]string{
		"fit.epohcs=5":                      `--set fit.epohcs: unknown key "epohcs"; did you mean fit.epochs?`,
		"epochs=5":                          `--set epochs: unknown key "epochs"; did you mean fit.epochs?`,
		"compile.epochs=5":                  `--set compile.epochs: unknown key "epochs"; did you mean fit.epochs?`,
		"ft.epochs=5":                       `--set ft.epochs: unknown key "ft"; did you mean fit?`,
		"fit.epochs=many":                   `--set fit.epochs: want a whole number, have "many"`,
		"fit.epochs=":                       `--set fit.epochs: the value is missing`,
		"fit.epochs":                        `--set fit.epochs: want path=value, such as fit.epochs=5, have "fit.epochs"`,
		"fit.epochs.x=1":                    `--set fit.epochs.x: fit.epochs has no keys`,
		"fit.epochs[0]=1":                   `--set fit.epochs[0]: fit.epochs is no list`,
		"fit[0]=1":                          `--set fit[0]: fit is no list`,
		"[0]=1":                             `--set [0]: the file is no list`,
		"=1":                                `--set : this is no path; write one such as fit.epochs or layers[1].units`,
		"layers..units=1":                   `--set layers..units: this is no path`,
		"layers[1]units=1":                  `--set layers[1]units: this is no path`,
		"layers[x]=1":                       `--set layers[x]: this is no path`,
		"layers.units=1":                    `--set layers.units: layers has no keys`,
		"layers[4].units=1":                 `--set layers[4].units: layers has 4 elements, [0] to [3]`,
		"layers[-5].units=1":                `--set layers[-5].units: layers has 4 elements, [0] to [3]`,
		"layers[0].unts=1":                  `--set layers[0].unts: Dense has no "unts"; did you mean "units"?`,
		"layers[0].kernel_regularizer.l2=1": `--set layers[0].kernel_regularizer.l2: layers[0].kernel_regularizer is no regularizer with arguments here; set it whole`,
		"layers[0][1]=1":                    `--set layers[0][1]: layers[0] is no layer with arguments here; set it whole`,
		"layers[0]=Dens(3)":                 `--set layers[0]: unknown layer "Dens"; did you mean "Dense"?`,
		"layers[0]=Dense(3, relv)":          `--set layers[0]: layers[0].activation: unknown activation "relv"; did you mean "relu"?`,
		"layers=[Dense(3, relu)]":           `--set layers: layers[0]: inside [ ] and { } YAML splits a call at its commas; put it in quotes: write "Dense(3, relu)"`,
		"compile.optimizer=adam(0.1":        `--set compile.optimizer: want ',' or ')', have the end`,
		"compile.optimizer=[1":              `--set compile.optimizer: the value is no YAML; put text with brackets or ": " in quotes`,
		"compile.optimizer=!!int 3":         `--set compile.optimizer: the tag !!int means nothing here; leave it out`,
		"fit.batch_size=0":                  `--set fit.batch_size: want at least 1, have 0`,
		"data.test=[1]":                     `--set data.test: want a part of the rows, such as 0.2, or a file, have [1]`,
	} {
		_, err := configs.Parse("m.yaml", []byte(small), set)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s:\n%v, want\n%s", set, err, want)
		}
	}
	_, err := configs.Parse("m.yaml", []byte(strings.Replace(small, "Dense(8", "Dens(8", 1)), "fit.epochs=x", "fit.epohcs=3")
	if want := `m.yaml:3:5: layers[0]: unknown layer "Dens"; did you mean "Dense"?
    3 |   - Dens(8, relu)
      |     ^^^^
--set fit.epochs: want a whole number, have "x"
      | fit.epochs=x
      |            ^
--set fit.epohcs: unknown key "epohcs"; did you mean fit.epochs?
      | fit.epohcs=3
      | ^^^^^^^^^^
`; configs.Explain(err) != want {
		t.Errorf("%s, want\n%s", configs.Explain(err), want)
	}
}
