package onnx

import (
	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

// interpolations say how ONNX calls what UpSampling2D does. At the edges the shares
// of the positions that are there add up to 1.
var interpolations = map[string][]*onnxpb.AttributeProto{
	"nearest":  {attr("mode", "nearest"), attr("coordinate_transformation_mode", "asymmetric"), attr("nearest_mode", "floor")},
	"bilinear": {attr("mode", "linear"), attr("coordinate_transformation_mode", "half_pixel")},
	"bicubic":  {attr("mode", "cubic"), attr("coordinate_transformation_mode", "half_pixel"), attr("cubic_coeff_a", -0.5), attr("exclude_outside", 1)},
}

var (
	_ = exportLayer("UpSampling2D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.UpSampling2DSpec)
		how := interpolations[s.Interpolation]
		if how == nil {
			e.refuse(n, "interpolation %s is not one of ONNX", s.Interpolation)
		}
		return e.onPlanes(n, s.DataFormat, x, func(x string) string {
			size := perAxis(s.Size, 2, 1)
			return e.opWith("Resize", []string{x, "", e.floats([]int{4}, 1, 1, float32(size[0]), float32(size[1]))}, how...)
		})
	})
	_ = exportLayer("ZeroPadding2D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.ZeroPadding2DSpec)
		rows, columns := s.Padding[0], s.Padding[len(s.Padding)-1]
		begin, end := []int{0, rows[0], columns[0], 0}, []int{0, rows[len(rows)-1], columns[len(columns)-1], 0}
		if channelsFirst(s.DataFormat) {
			begin, end = []int{0, 0, begin[1], begin[2]}, []int{0, 0, end[1], end[2]}
		}
		return e.op("Pad", x, e.ints(append(begin, end...)...), e.scalar(0))
	})
)
