package onnx

import "github.com/layercake-go/layercake/layer"

// channelsFirst reports whether a layer has its channels where ONNX has them.
func channelsFirst(format *string) bool { return format != nil && *format == "channels_first" }

// positions are the sizes of the axes of a sample besides the channels.
func positions(in layer.Shape, format *string) []int {
	if channelsFirst(format) {
		return in[1:]
	}
	return in[:len(in)-1]
}

// onPlanes writes ops that want the channels before the positions. Where the layer
// has them last, they are moved there and back.
func (e *exporter) onPlanes(n *layer.Node, format *string, x string, write func(x string) string) string {
	if channelsFirst(format) {
		return write(x)
	}
	last := len(n.In)
	x = write(e.transpose(x, append([]int{last}, upTo(1, last)...)))
	return e.transpose(x, append(upTo(2, last+1), 1))
}
