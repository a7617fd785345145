package main

import (
	"bufio"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// passing is a model of a layer whose sums are its inputs, so that its answers
// are known.
func passing(t *testing.T, loss string, meta sequential.Meta, input layer.Spec, last layer.Spec) *sequential.Model {
	t.Helper()
	m := sequential.New(input, last)
	m.SetMeta(meta)
	var err error
	if loss == "" {
		err = m.BuildFor(m.Input()...)
	} else {
		err = m.Compile("sgd", loss)
	}
	if err != nil {
		t.Fatal(err)
	}
	weights, err := m.Weights()
	if err != nil {
		t.Fatal(err)
	}
	kernel, n := weights[0].Data, weights[0].Shape[1]
	clear(kernel)
	for i := 0; i < len(kernel); i += n + 1 {
		kernel[i] = 1
	}
	if err := m.SetWeights(weights); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAnswers(t *testing.T) {
	named := func(classes ...string) sequential.Meta { return sequential.Meta{Classes: classes, Target: "kind"} }
	rows := func(width int, v ...float32) *data.Tensor {
		return &data.Tensor{Shape: []int{len(v) / width, width}, Data: v}
	}
	tests := map[string]struct {
		model *sequential.Model
		x     *data.Tensor
		want  map[string]string
	}{
		"classes": {
			passing(t, "categorical_crossentropy", named("a", "long name"), Input(2), Dense(2, "softmax")),
			rows(2, 0, 0, -200, 200),
			map[string]string{
				"text": " row  kind       probability\n   0  a               0.5000\n   1  long name       1.0000\n",
				"csv":  "row,label,probability,a,long name\n0,a,0.5,0.5,0.5\n1,long name,1,0,1\n",
				"json": `{"row":0,"label":"a","probability":0.5,"probabilities":{"a":0.5,"long name":0.5}}` + "\n" +
					`{"row":1,"label":"long name","probability":1,"probabilities":{"a":0,"long name":1}}` + "\n",
			},
		},
		"classes without names": {
			passing(t, "categorical_crossentropy", sequential.Meta{}, Input(3), Dense(3, "softmax")),
			rows(3, 0, 50, 0),
			map[string]string{"text": " row  class  probability\n   0  1           1.0000\n"},
		},
		"yes or no": {
			passing(t, "binary_crossentropy", named("no", "yes"), Input(1), Dense(1, "sigmoid")),
			rows(1, 0, 50),
			map[string]string{
				"text": " row  kind  probability\n   0  no         0.5000\n   1  yes        1.0000\n",
				"csv":  "row,label,probability,no,yes\n0,no,0.5,0.5,0.5\n1,yes,1,0,1\n",
			},
		},
		"scores of classes": {
			passing(t, "categorical_crossentropy", named("a", "b"), Input(2), Dense(2, "linear")),
			rows(2, -3, 2.5),
			map[string]string{
				"text": " row  kind        score\n   0  b          2.5000\n",
				"json": `{"row":0,"label":"b","score":2.5,"scores":{"a":-3,"b":2.5}}` + "\n",
			},
		},
		"score of yes or no": {
			passing(t, "binary_crossentropy", named("no", "yes"), Input(1), Dense(1)),
			rows(1, -3, 2.5),
			map[string]string{"csv": "row,label,score,no,yes\n0,no,3,3,-3\n1,yes,2.5,-2.5,2.5\n"},
		},
		"a number": {
			passing(t, "mse", sequential.Meta{Target: "price"}, Input(1), Dense(1)),
			rows(1, 0.1, -1e6),
			map[string]string{
				"text": " row         price\n   0           0.1\n   1        -1e+06\n",
				"csv":  "row,value\n0,0.1\n1,-1e+06\n",
				"json": `{"row":0,"value":0.1}` + "\n" + `{"row":1,"value":-1000000}` + "\n",
			},
		},
		"several labels": {
			passing(t, "binary_crossentropy", named("cat", "dog"), Input(2), Dense(2, "sigmoid")),
			rows(2, 50, 0),
			map[string]string{
				"text": " row           cat           dog\n   0             1           0.5\n",
				"json": `{"row":0,"values":{"cat":1,"dog":0.5}}` + "\n",
			},
		},
		"numbers without names": {
			passing(t, "", sequential.Meta{}, Input(2), Dense(2)),
			rows(2, 3, 4),
			map[string]string{"csv": "row,output_0,output_1\n0,3,4\n"},
		},
		"several positions": {
			passing(t, "categorical_crossentropy", named("a", "b"), Input(2, 2), Dense(2, "softmax")),
			&data.Tensor{Shape: []int{2, 2, 2}, Data: []float32{0, 0, 0, 200, 200, 0, 0, 0}},
			map[string]string{
				"text": " row  position  kind  probability\n   0         0  a          0.5000\n   0         1  b          1.0000\n" +
					"   1         0  a          1.0000\n   1         1  a          0.5000\n",
				"csv": "row,position,label,probability,a,b\n0,0,a,0.5,0.5,0.5\n0,1,b,1,0,1\n1,0,a,1,1,0\n1,1,a,0.5,0.5,0.5\n",
			},
		},
	}
	for name, test := range tests {
		for format, want := range test.want {
			t.Run(name+"/"+format, func(t *testing.T) {
				var b strings.Builder
				out := bufio.NewWriter(&b)
				if err := predict(test.model, test.x, newAnswers(test.model, format, test.x.Rows(), out)); err != nil {
					t.Fatal(err)
				}
				out.Flush()
				if diff := cmp.Diff(want, b.String()); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

// More rows than are asked for at once keep their numbers.
func TestAnswersStream(t *testing.T) {
	m := passing(t, "mse", sequential.Meta{}, Input(1), Dense(1))
	x := data.New(2500, 1)
	for i := range x.Data {
		x.Data[i] = float32(i)
	}
	var b strings.Builder
	out := bufio.NewWriter(&b)
	if err := predict(m, x, newAnswers(m, "csv", x.Rows(), out)); err != nil {
		t.Fatal(err)
	}
	out.Flush()
	lines := strings.Split(b.String(), "\n")
	if len(lines) != 2502 || lines[1] != "0,0" || lines[1025] != "1024,1024" || lines[2500] != "2499,2499" {
		t.Errorf("%d lines, %q … %q … %q", len(lines), lines[1], lines[1025], lines[2500])
	}
}
