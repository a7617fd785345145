package configs_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/configs"
)

func TestModel(t *testing.T) {
	s := parse(t, `
version: 1
name: flowers
seed: 7
input: 4
layers: ["Dense(8, relu)", "Dense(3, softmax, name=out)"]
compile: {loss: sparse_categorical_crossentropy, metrics: [accuracy], weighted_metrics: [accuracy]}
classes: [a, b, c]
`)
	m, err := s.Model()
	if err != nil {
		t.Fatal(err)
	}
	if m.Title() != "flowers" || m.Seed() != 7 || !slices.Equal(m.Classes(), []string{"a", "b", "c"}) || !slices.Equal(m.Output(), []int{3}) {
		t.Errorf("%s %d %v %v", m.Title(), m.Seed(), m.Classes(), m.Output())
	}
	if names := m.MetricNames(); !slices.Equal(names, []string{"accuracy", "weighted_accuracy"}) {
		t.Error(names)
	}
	if _, err := m.Layer("out"); err != nil {
		t.Error(err)
	}
	again, err := s.Model()
	if err != nil {
		t.Fatal(err)
	}
	x := []float32{1, 2, 3, 4}
	a, err1 := m.Predict(x)
	b, err2 := again.Predict(x)
	if err1 != nil || err2 != nil || !slices.Equal(a.Data, b.Data) {
		t.Errorf("%v %v, %v %v", a, b, err1, err2)
	}
}

// What only building finds has its place in the file, too.
func TestModelErrors(t *testing.T) {
	for text, want := range map[string]string{
		"input: 4\nlayers:\n  - Dense(-1)\n":                                                                               "m.yaml:4:11: layers[0].units: want at least 1, have -1",
		"layers:\n  - Input(4)\n  - Dense(2)\n  - dense: {name: a, units: 0}\n":                                            "m.yaml:5:29: layers[2].units: want at least 1, have 0",
		"input: 4\nlayers:\n  - Dense(2)\n  - Sequential([Dense(3), Dense(0)])\n":                                          "m.yaml:5:33: layers[1].layers[1].units: want at least 1, have 0",
		"input: 4\nlayers:\n  - sequential:\n      layers:\n        - Dense(3)\n        - Dense(0)\n":                      "m.yaml:7:17: layers[0].layers[1].units: want at least 1, have 0",
		"input: 4\nlayers:\n  - Dense(2)\n  - Reshape((3, 3))\n":                                                           "m.yaml:5:",
		"input: 4\nlayers: [Dense(1)]\ncompile: {loss: mse(reduction=none)}\n":                                             "m.yaml:4:17: compile.loss: reduction=none leaves one loss for each sample",
		"input: 30000\nlayers:\n  - Dense(10)\n  - Dense(60000)\n  - Dense(60000)\n":                                       "m.yaml:6:5: layers[2]",
		"input: 30000\nlayers:\n  - Dense(20000)\n":                                                                        "m.yaml:4:5: layers[0]: the model would have more than 536870912 weights",
		"input: 4096\nlayers:\n  - RepeatVector(131072)\n  - Flatten\n":                                                    "m.yaml:3:1: layers: a single sample would need memory for more than 536870912 values",
		"input: 4\nlayers: [Dense(3)]\nclasses: [a]\n":                                                                     "m.yaml:4:10: classes: want a name for each of the model's 3 outputs, have 1 names",
		"input: 4\nlayers:\n  - Dense(1, softmax)\n  - Dense(3, softmax)\n  - Activation(softmax)\ncompile: {loss: mse}\n": "m.yaml:4:5: layers[0]: softmax over a single unit",
	} {
		s := parse(t, "version: 1\n"+text)
		_, err := s.Model()
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s\n%v, want %s", text, err, want)
		}
	}
}

// A Spec made in Go has no file to point to.
func TestModelWithoutFile(t *testing.T) {
	s := &configs.Spec{Layers: parse(t, "version: 1\nlayers: [Dense(0)]\n").Layers, Input: []int{3}}
	if _, err := s.Model(); err == nil || err.Error() != `layer "dense" (1 of 1): units: want at least 1, have 0` {
		t.Error(err)
	}
	s.Layers = parse(t, "version: 1\nlayers: [Dense(2)]\n").Layers
	s.Classes = []string{"a"}
	if _, err := s.Model(); err == nil || err.Error() != "classes: want a name for each of the model's 2 outputs, have 1 names" {
		t.Error(err)
	}
}
