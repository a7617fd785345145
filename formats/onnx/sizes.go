package onnx

import (
	"math"
	"slices"
	"strconv"
)

// Two numbers that no list of sizes has.
const (
	rows    = math.MinInt32     // the batch, whatever it is
	unknown = math.MinInt32 + 1 // something computed of it
)

// showSizes renders sizes for a message.
func showSizes(list []int64) (text []string) {
	for _, d := range list[:min(len(list), 16)] {
		switch d {
		case rows:
			text = append(text, "batch")
		case unknown:
			text = append(text, "?")
		default:
			text = append(text, strconv.FormatInt(d, 10))
		}
	}
	return text
}

// sizes is an input that is a list of sizes: constant, or computed of a shape.
func (im *importer) sizes(n *node, i int) ([]int64, error) {
	v, err := im.value(n.input(i))
	if err != nil {
		return nil, err
	}
	if v.sizes != nil {
		return v.sizes, nil
	}
	if n.input(i) == "" || v.constant == nil || v.constant.floats != nil || v.constant.texts != nil {
		return nil, n.fail("want sizes as input %d: a constant, or computed of a Shape", i)
	}
	return v.constant.ints, nil
}

// isSizes reports whether n computes with sizes.
func (im *importer) isSizes(n *node) bool {
	return slices.ContainsFunc(n.Input, func(in string) bool { return im.values[in].sizes != nil })
}

// sizeArithmetic computes with sizes, one by one.
func (im *importer) sizeArithmetic(n *node) error {
	if len(n.Input) != 2 {
		return n.fail("of sizes: want two inputs, have %d", len(n.Input))
	}
	a, err := im.sizes(n, 0)
	if err != nil {
		return err
	}
	b, err := im.sizes(n, 1)
	if err != nil {
		return err
	}
	if len(a) != len(b) && len(a) != 1 && len(b) != 1 || len(a) == 0 || len(b) == 0 {
		return n.fail("of %d and %d sizes", len(a), len(b))
	}
	out := value{sizes: make([]int64, max(len(a), len(b))), scalar: im.values[n.Input[0]].scalar && im.values[n.Input[1]].scalar}
	for i := range out.sizes {
		out.sizes[i] = combine(n.op(), a[i%len(a)], b[i%len(b)])
	}
	return im.set(n, out)
}

func combine(op string, a, b int64) int64 {
	const most = math.MaxInt32
	switch {
	case op == "Mul" && a == 1:
		return b
	case (op == "Mul" || op == "Div") && b == 1:
		return a
	case a < -most || b < -most || a > most || b > most: // the batch, or too big
		return unknown
	case op == "Mul":
		return a * b
	case op == "Add":
		return a + b
	case op == "Sub":
		return a - b
	case op == "Div" && b != 0:
		return a / b
	}
	return unknown
}
