package main

import (
	"bufio"
	"fmt"
	"strconv"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/sequential"
)

// answers writes what a model puts out, row by row, in one of three forms. An
// answer is one vector of outputs: a row has several where the model answers at
// each of several positions.
type answers struct {
	classify  bool     // the answer is one class
	score     string   // what its number is: probability or score
	target    string   // what is predicted
	names     []string // of the classes or the values
	outputs   int      // values in a vector; 1 may stand for two classes
	positions int      // vectors in a row
	count     int      // rows there will be
	form      form
	out       *bufio.Writer
}

// A form is how answers are written.
type form interface {
	head(a *answers) error
	answer(a *answers, at place, label string, p float32, values []float32) error
}

// forms are the values of --format.
var forms = map[string]form{"text": textForm{}, "csv": csvForm{}, "json": jsonForm{}}

// place is where an answer belongs.
type place struct{ row, position int }

func newAnswers(m *sequential.Model, format string, count int, out *bufio.Writer) *answers {
	shape := m.Output()
	a := &answers{outputs: shape.Last(), positions: shape.Vectors(), count: count, out: out, form: forms[format]}
	a.names, a.target, a.score = m.Classes(), m.Meta().Target, "score"
	end := ""
	if n := m.Plan().Net.End(); n != nil && n.Activation.Name != "linear" {
		if end = n.Activation.Name; n.Activation.Simplex || end == "sigmoid" {
			a.score = "probability"
		}
	}
	a.classify = answersClass(m, shape, end)
	if want := a.namesWanted(); len(a.names) != want {
		a.names = numbered(want, map[bool]string{false: "output_"}[a.classify])
	}
	if !a.classify && a.outputs == 1 {
		a.names = []string{"value"}
	}
	return a
}

// answersClass reports whether the model says one class for each vector: shares
// of one whole, a single yes or no, or scores that its loss turns into these.
func answersClass(m *sequential.Model, shape layer.Shape, end string) bool {
	n := shape.Last()
	link := ""
	if l := m.Loss(); l != nil {
		link = l.Link
	}
	if n == 1 {
		return end == "sigmoid" || end == "" && link == "sigmoid" || len(m.Classes()) == 2
	}
	last := m.Plan().Net.End()
	return last != nil && last.Activation.Simplex || end == "" && link == "softmax"
}

func (a *answers) namesWanted() int {
	if a.classify && a.outputs == 1 {
		return 2
	}
	return a.outputs
}

func numbered(n int, before string) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = before + strconv.Itoa(i)
	}
	return names
}

func (a *answers) begin() error { return a.form.head(a) }

// rows writes the answers for the rows from first on.
func (a *answers) rows(first int, y *data.Tensor, classes []int) error {
	for i := 0; i*a.outputs < len(y.Data); i++ {
		values := y.Data[i*a.outputs : (i+1)*a.outputs]
		at := place{first + i/a.positions, i % a.positions}
		label, p := "", float32(0)
		if a.classify {
			k := classes[i]
			values = a.both(values)
			if k >= len(values) {
				k = 0
			}
			label, p = a.names[k], values[k]
		}
		if err := a.form.answer(a, at, label, p, values); err != nil {
			return err
		}
	}
	return nil
}

// both gives a single output's two classes a value each.
func (a *answers) both(values []float32) []float32 {
	switch {
	case len(values) > 1:
		return values
	case a.score == "probability":
		return []float32{1 - values[0], values[0]}
	}
	return []float32{-values[0], values[0]}
}

// short is v as people like to read it.
func short(v float32) string { return fmt.Sprintf("%.6g", v) }

// exact is v so that reading gives it back.
func exact(v float32) string { return strconv.FormatFloat(float64(v), 'g', -1, 32) }
