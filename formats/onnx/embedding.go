package onnx

import (
	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

var (
	_ = exportLayer("Embedding", func(e *exporter, n *layer.Node, x string) string {
		return e.op("Gather", e.weight(param(n, "embeddings")), e.cast(x, onnxpb.TensorProto_INT64))
	})
	// What is masked becomes 0. Layers that leave it out are refused by themselves.
	_ = exportLayer("Masking", func(e *exporter, n *layer.Node, x string) string {
		fill := e.op("Equal", x, e.scalar(n.Spec.(*layers.MaskingSpec).MaskValue))
		filled := e.op("ReduceMin", e.cast(fill, onnxpb.TensorProto_FLOAT), e.ints(-1))
		return e.op("Where", e.cast(filled, onnxpb.TensorProto_BOOL), e.scalar(0), x)
	})
)

func (e *exporter) cast(x string, to onnxpb.TensorProto_DataType) string {
	return e.opWith("Cast", []string{x}, attr("to", int(to)))
}
