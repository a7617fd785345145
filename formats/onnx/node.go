package onnx

import (
	"math"
	"strconv"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
)

// node is a node with its place in the file.
type node struct {
	*onnxpb.NodeProto
	where string
	opset int64 // of its domain
	err   error // the first attribute that is not of its type
}

// op is the name of the op, with its domain unless that is the standard's.
func (n *node) op() string {
	if d := domainOf(n.GetDomain()); d != "" {
		return d + "." + n.GetOpType()
	}
	return n.GetOpType()
}

func (n *node) fail(format string, args ...any) error { return fail(n.where, n.op(), format, args...) }

// input is the name of input i; "" if it is left out.
func (n *node) input(i int) string {
	if i < len(n.Input) {
		return n.Input[i]
	}
	return ""
}

// attribute finds an attribute and checks its type; nil if it is not there.
func (n *node) attribute(name string, kind onnxpb.AttributeProto_AttributeType) *onnxpb.AttributeProto {
	for _, a := range n.Attribute {
		if a.GetName() != name {
			continue
		}
		if a.GetType() != kind && n.err == nil {
			n.err = n.fail("attribute %s: want %v, have %v", quote(name), kind, a.GetType())
		}
		return a
	}
	return nil
}

// has reports whether the attribute is there.
func (n *node) has(name string) bool {
	for _, a := range n.Attribute {
		if a.GetName() == name {
			return true
		}
	}
	return false
}

func (n *node) float(name string, other float64) float64 {
	a := n.attribute(name, onnxpb.AttributeProto_FLOAT)
	if a == nil {
		return other
	}
	return float64(a.GetF())
}

// int is an attribute of one whole number, which is kept within 32 bits.
func (n *node) int(name string, other int) int {
	a := n.attribute(name, onnxpb.AttributeProto_INT)
	if a == nil {
		return other
	}
	return int(min(max(a.GetI(), math.MinInt32), math.MaxInt32))
}

func (n *node) ints(name string) []int64 {
	return n.attribute(name, onnxpb.AttributeProto_INTS).GetInts()
}

func (n *node) floats(name string) []float32 {
	return n.attribute(name, onnxpb.AttributeProto_FLOATS).GetFloats()
}

func (n *node) text(name, other string) string {
	a := n.attribute(name, onnxpb.AttributeProto_STRING)
	if a == nil {
		return other
	}
	return string(a.GetS())
}

// exact is a float32 attribute as the number that was meant: 0.001, where the
// nearest float32 is 0.0010000000474974513.
func exact(v float64) float64 {
	short, err := strconv.ParseFloat(decimal(v), 64)
	if err != nil {
		return v
	}
	return short
}
