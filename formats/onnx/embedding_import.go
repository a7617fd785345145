package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/internal/call"
)

// wholeOps make of whole numbers what they make of floats. Exporters lead negative
// places to the end of a table with them, or keep places within it.
var wholeOps = []string{"Add", "And", "Cast", "Clip", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Max", "Min", "Mul", "Not", "Or", "Sub", "Where"}

// stayWhole marks what an element-wise op makes of whole numbers.
func (im *importer) stayWhole(n *node, out *value) error {
	keeps := slices.Contains(wholeOps, n.op())
	for _, in := range n.Input {
		v := im.values[in]
		switch {
		case !v.whole, !keeps && v.plain:
		case !keeps, out.whole && out.from != v.from:
			return n.fail("its input %s is of whole numbers, which only name rows of a table", quote(in))
		case out.whole:
			out.given, out.plain = out.given && v.given, out.plain && v.plain
		default:
			out.whole, out.from, out.given, out.plain = true, v.from, v.given, v.plain
		}
	}
	return nil
}

// embed reads a table whose rows the chain names.
func (im *importer) embed(n *node, t *tensor) error {
	v := im.values[n.input(1)]
	if v.stage != im.stage || len(t.dims) != 2 || n.int("axis", 0) != 0 || im.positions != nil {
		return n.fail("want rows of a constant of two axes that one value of the chain names")
	}
	same, err := im.namesRows(n, v, t.dims[0])
	if err != nil {
		return err
	}
	if !same {
		return n.fail("what is done to the whole numbers changes which of the %d rows they name", t.dims[0])
	}
	if err := im.reduce(v.from); err != nil {
		return err
	}
	args := []call.Arg{{Name: "input_dim", Value: t.dims[0]}, {Name: "output_dim", Value: t.dims[1]}}
	if err := im.add(n.where, "Embedding", args, t.floats); err != nil {
		return err
	}
	return im.next(n)
}

// namesRows reports whether v is, at the places of all rows, what it was when it
// became whole.
func (im *importer) namesRows(n *node, v value, rows int) (bool, error) {
	if v.step == v.from {
		return true, nil
	}
	if err := im.spend(n.where, rows); err != nil || !im.stage.between(v.from, v.step) {
		return false, err
	}
	places := make([]float64, rows)
	for i := range places {
		places[i] = float64(i)
	}
	have, ok := im.stage.function(v.from, v.step, places)
	return ok && slices.Equal(have, places), nil
}
