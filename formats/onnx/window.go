package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
)

// slide is how the window of a layer moves over positions.
type slide struct {
	size, strides, dilation []int // one for each axis, or one for all; strides and dilation may be nil
	padding                 string
}

// perAxis is one number for each axis.
func perAxis(v []int, axes, other int) []int {
	switch len(v) {
	case 0:
		return slices.Repeat([]int{other}, axes)
	case 1:
		return slices.Repeat(v, axes)
	}
	return v
}

// attributes are the window's as ops have them. Padding is written in numbers: of
// "same", an odd one goes to the end.
func (s *slide) attributes(in []int) []*onnxpb.AttributeProto {
	axes := len(in)
	size, strides, dilation := perAxis(s.size, axes, 1), perAxis(s.strides, axes, 1), perAxis(s.dilation, axes, 1)
	begin, end := make([]int, axes), make([]int, axes)
	for i, n := range in {
		span := (size[i]-1)*dilation[i] + 1
		switch s.padding {
		case "same":
			all := samePads(n, span, strides[i])
			begin[i], end[i] = all/2, all-all/2
		case "causal":
			begin[i] = span - 1
		}
	}
	list := []*onnxpb.AttributeProto{attr("kernel_shape", size), attr("strides", strides), attr("pads", append(begin, end...))}
	if slices.Max(dilation) > 1 {
		list = append(list, attr("dilations", dilation))
	}
	return list
}

// samePads is how many positions "same" adds at both ends together.
func samePads(in, span, stride int) int { return max(((in+stride-1)/stride-1)*stride+span-in, 0) }
