package onnx

import (
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

// Kernels have their axes turned by a node: as initializers they are what they are
// in the model.
var (
	_ = exportLayer("Conv1D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.Conv1DSpec)
		c := convolution{slide{s.KernelSize, s.Strides, s.DilationRate, s.Padding}, s.Groups, s.DataFormat}
		return e.convolve(n, &c, x)
	})
	_ = exportLayer("Conv2D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.Conv2DSpec)
		c := convolution{slide{s.KernelSize, s.Strides, s.DilationRate, s.Padding}, s.Groups, s.DataFormat}
		return e.convolve(n, &c, x)
	})
	_ = exportLayer("DepthwiseConv2D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.DepthwiseConv2DSpec)
		return e.onPlanes(n, s.DataFormat, x, func(x string) string {
			w := param(n, "kernel")
			c := convolution{slide{s.KernelSize, s.Strides, s.DilationRate, s.Padding}, w.Shape[2], s.DataFormat}
			return e.conv(n, &c, x, e.depthwise(w), e.bias(n))
		})
	})
	_ = exportLayer("SeparableConv2D", func(e *exporter, n *layer.Node, x string) string {
		s := n.Spec.(*layers.SeparableConv2DSpec)
		return e.onPlanes(n, s.DataFormat, x, func(x string) string {
			w := param(n, "depthwise_kernel")
			c := convolution{slide{s.KernelSize, s.Strides, s.DilationRate, s.Padding}, w.Shape[2], s.DataFormat}
			x = e.conv(n, &c, x, e.depthwise(w), "")
			inputs := []string{x, e.turned(param(n, "pointwise_kernel"))}
			if b := e.bias(n); b != "" {
				inputs = append(inputs, b)
			}
			return e.opWith("Conv", inputs, attr("kernel_shape", []int{1, 1}))
		})
	})
)

// convolution is what a Conv has besides its weights.
type convolution struct {
	slide
	groups int
	format *string
}

// convolve writes a layer of one kernel.
func (e *exporter) convolve(n *layer.Node, c *convolution, x string) string {
	return e.onPlanes(n, c.format, x, func(x string) string {
		return e.conv(n, c, x, e.turned(param(n, "kernel")), e.bias(n))
	})
}

// conv writes the op, whose input and output have their channels first.
func (e *exporter) conv(n *layer.Node, c *convolution, x, kernel, bias string) string {
	inputs := []string{x, kernel}
	if bias != "" {
		inputs = append(inputs, bias)
	}
	attrs := c.attributes(positions(n.In, c.format))
	if c.groups > 1 {
		attrs = append(attrs, attr("group", c.groups))
	}
	return e.opWith("Conv", inputs, attrs...)
}

// bias is the weight of that name; "" if the layer has none.
func (e *exporter) bias(n *layer.Node) string {
	if p := param(n, "bias"); p != nil {
		return e.weight(p)
	}
	return ""
}

// turned is a kernel (…, in, out) as (out, in, …).
func (e *exporter) turned(p *layer.Param) string {
	rank := len(p.Shape)
	return e.opWith("Transpose", []string{e.weight(p)}, attr("perm", append([]int{rank - 1, rank - 2}, upTo(0, rank-2)...)))
}

// depthwise is a kernel (rows, columns, channels, each) as one of groups of one
// channel, (channels·each, 1, rows, columns).
func (e *exporter) depthwise(p *layer.Param) string {
	w := e.opWith("Transpose", []string{e.weight(p)}, attr("perm", []int{2, 3, 0, 1}))
	return e.op("Reshape", w, e.ints(p.Shape[2]*p.Shape[3], 1, p.Shape[0], p.Shape[1]))
}
