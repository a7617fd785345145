package onnx

import (
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

// What lies beyond the edge does not count, in ONNX as here.
var (
	_ = exportLayer("AveragePooling1D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.AveragePooling1DSpec)
		return e.pool(n, "AveragePool", s.PoolSize, s.Strides, s.Padding, s.DataFormat, x)
	})
	_ = exportLayer("AveragePooling2D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.AveragePooling2DSpec)
		return e.pool(n, "AveragePool", s.PoolSize, s.Strides, s.Padding, s.DataFormat, x)
	})
	_ = exportLayer("MaxPooling1D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.MaxPooling1DSpec)
		return e.pool(n, "MaxPool", s.PoolSize, s.Strides, s.Padding, s.DataFormat, x)
	})
	_ = exportLayer("MaxPooling2D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.MaxPooling2DSpec)
		return e.pool(n, "MaxPool", s.PoolSize, s.Strides, s.Padding, s.DataFormat, x)
	})
)

// pool writes a layer of windows without weights.
func (e *exporter) pool(n *layer.Node, op string, size, strides []int, padding string, format *string, x string) string {
	if strides == nil {
		strides = size
	}
	s := slide{size: size, strides: strides, padding: padding}
	return e.onPlanes(n, format, x, func(x string) string {
		return e.opWith(op, []string{x}, s.attributes(positions(n.In, format))...)
	})
}
