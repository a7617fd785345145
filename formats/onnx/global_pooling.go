package onnx

import (
	"fmt"

	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

var (
	_ = exportLayer("GlobalAveragePooling1D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.GlobalAveragePooling1DSpec)
		e.unmasked(n)
		return e.overall(n, "ReduceMean", s.DataFormat, s.Keepdims, x)
	})
	_ = exportLayer("GlobalAveragePooling2D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.GlobalAveragePooling2DSpec)
		return e.overall(n, "ReduceMean", s.DataFormat, s.Keepdims, x)
	})
	_ = exportLayer("GlobalMaxPooling1D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.GlobalMaxPooling1DSpec)
		return e.overall(n, "ReduceMax", s.DataFormat, s.Keepdims, x)
	})
	_ = exportLayer("GlobalMaxPooling2D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.GlobalMaxPooling2DSpec)
		return e.overall(n, "ReduceMax", s.DataFormat, s.Keepdims, x)
	})
)

// overall writes an op over all positions of each channel.
func (e *exporter) overall(n *layer.Node, op string, format *string, keepdims bool, x string) string {
	axes, keep := upTo(1, len(n.In)), 0
	if channelsFirst(format) {
		axes = upTo(2, len(n.In)+1)
	}
	if keepdims {
		keep = 1
	}
	return e.opWith(op, []string{x, e.ints(axes...)}, attr("keepdims", keep))
}

// unmasked refuses a layer that leaves out masked steps: no value of the graph
// would say which those are.
func (e *exporter) unmasked(n *layer.Node) {
	if n.Masked {
		e.refuse(n, "leaves out masked steps, which has no form in ONNX here; leave out mask_zero or the Masking before it")
	}
}

// refuse says why a layer cannot be written.
func (e *exporter) refuse(n *layer.Node, format string, args ...any) {
	e.errs = append(e.errs, fail(fmt.Sprintf("layer %q", n.Path()), layer.TypeName(n.Spec), format, args...))
}
