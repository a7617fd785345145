package onnx

// Bounds on windows. Larger ones are in no model, and cost memory.
const (
	maxStride = 1 << 20 // also of dilations
	maxPads   = 4096
)

// along is how a window moves along one axis.
type along struct{ in, size, span, stride, dilation, begin, out int }

// window reads strides, dilations and padding; size is known.
func (im *importer) window(n *node, in, size []int) ([]along, error) {
	axes := len(in)
	strides, err := n.list("strides", axes, 1, 1, maxStride)
	if err != nil {
		return nil, err
	}
	dilations, err := n.list("dilations", axes, 1, 1, maxStride)
	if err != nil {
		return nil, err
	}
	pads, err := n.list("pads", 2*axes, 0, 0, maxPads)
	if err != nil {
		return nil, err
	}
	var list []along
	for i := range in {
		a := along{in: in[i], size: size[i], stride: strides[i], dilation: dilations[i], begin: pads[i]}
		if a.size < 1 || a.size > maxStride {
			return nil, n.fail("want a window of 1 to %d, have %v", maxStride, size)
		}
		a.span = (a.size-1)*a.dilation + 1
		if err := a.lay(n, pads[axes+i]); err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

// lay finds out where the window begins and how many positions come out.
func (a *along) lay(n *node, end int) error {
	same := samePads(a.in, a.span, a.stride)
	switch how := n.text("auto_pad", "NOTSET"); how {
	case "NOTSET":
	case "VALID":
		a.begin, end = 0, 0
	case "SAME_UPPER":
		a.begin, end = same/2, same-same/2
	case "SAME_LOWER":
		a.begin, end = same-same/2, same/2
	default:
		return n.fail("auto_pad: want NOTSET, VALID, SAME_UPPER or SAME_LOWER, have %s", quote(how))
	}
	room := a.in + a.begin + end - a.span
	if room < 0 {
		return n.fail("a window of %d, spread to %d, is larger than its %d positions and %d of padding", a.size, a.span, a.in, a.begin+end)
	}
	a.out = room/a.stride + 1
	if n.int("ceil_mode", 0) != 0 && room%a.stride != 0 && a.out*a.stride < a.in+a.begin {
		a.out++ // the last window begins within the input or its first padding
	}
	return nil
}

// list is an attribute of whole numbers, all within bounds; all are other if it is
// left out.
func (n *node) list(name string, size, other, low, high int) ([]int, error) {
	var list []int
	have := n.ints(name)
	if have == nil {
		return perAxis([]int{other}, size, other), nil
	}
	if len(have) != size {
		return nil, n.fail("%s: want %d numbers, have %d", name, size, len(have))
	}
	for _, v := range have {
		if v < int64(low) || v > int64(high) {
			return nil, n.fail("%s: want numbers from %d to %d, have %d", name, low, high, v)
		}
		list = append(list, int(v))
	}
	return list, nil
}

// valid reports whether all windows lie on the input; same and causal, whether they
// lie as with padding of that name. Begin and number say it all.
func (a *along) valid() bool {
	return a.begin == 0 && a.span <= a.in && a.out == (a.in-a.span)/a.stride+1
}

func (a *along) same() bool {
	return a.begin == samePads(a.in, a.span, a.stride)/2 && a.out == (a.in+a.stride-1)/a.stride
}

func (a *along) causal() bool { return a.begin == a.span-1 && a.out == (a.in+a.stride-1)/a.stride }

// paddingOf is the name of a padding that does what the window wants; "" if none
// does.
func paddingOf(window []along, causal bool) string {
	all := func(is func(a *along) bool) bool {
		for i := range window {
			if !is(&window[i]) {
				return false
			}
		}
		return true
	}
	switch {
	case all((*along).valid):
		return "valid"
	case all((*along).same):
		return "same"
	case causal && all((*along).causal):
		return "causal"
	}
	return ""
}

// padded is the padding of the next layer: one that has a name, or "valid" after
// zeros that are added here. The channels are last.
func (im *importer) padded(n *node, window []along, causal bool) (string, error) {
	if name := paddingOf(window, causal); name != "" {
		return name, nil
	}
	return "valid", im.zerosAround(n, window)
}

// zerosAround adds as many zeros as the window reaches out.
func (im *importer) zerosAround(n *node, window []along) error {
	sides := [][]int{{0, 0}, {0, 0}}
	for i := range window {
		a := &window[i]
		sides[i] = []int{a.begin, max(0, (a.out-1)*a.stride+a.span-a.in-a.begin)}
	}
	return im.zeros(n.where, sides)
}
