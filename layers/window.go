package layers

import (
	"fmt"
	"strings"

	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

// An axis is how a window moves along one axis of an image: tap t of output
// position o lies on input position o·stride + t·dilation − pad.
type axis struct {
	in, out          int // positions
	k                int // taps
	stride, dilation int
	pad              int // positions of padding before the first
}

// taps are the taps of output position o that lie on the input: from first to
// end−1. The first of them lies on input position at.
func (a *axis) taps(o int) (first, end, at int) {
	start := o*a.stride - a.pad
	if a.dilation == 1 { // without a division, which takes long
		first = max(-start, 0)
		return first, max(first, min(a.k, a.in-start)), start + first
	}
	if start < 0 {
		first = (a.dilation - 1 - start) / a.dilation
	}
	end = min(a.k, (a.in-1-start)/a.dilation+1)
	return first, max(first, end), start + first*a.dilation
}

// reach is the other way round: tap t of the output positions from first to
// end−1 lies on the input. That of the first lies on input position at.
func (a *axis) reach(t int) (first, end, at int) {
	start := t*a.dilation - a.pad
	if start < 0 {
		first = (a.stride - 1 - start) / a.stride
	}
	if start < a.in {
		end = min(a.out, (a.in-1-start)/a.stride+1)
	}
	return first, max(first, end), start + first*a.stride
}

// inside are the output positions whose taps all lie on the input: from first to
// end−1. There may be none.
func (a *axis) inside() (first, end int) {
	first, _, _ = a.reach(0)
	_, end, _ = a.reach(a.k - 1)
	return first, max(first, end)
}

// tiles reports whether the taps of all positions are the whole input, one after
// the other.
func (a *axis) tiles() bool {
	return a.pad == 0 && (a.dilation == 1 || a.k == 1) && (a.stride == a.k || a.out == 1) && a.out*a.k == a.in
}

// A window slides over the positions of a sample whose channels come last. A
// sequence is an image of one row.
type window struct{ rows, cols axis }

func (w *window) points() int { return w.rows.out * w.cols.out }
func (w *window) taps() int   { return w.rows.k * w.cols.k }

// from is the number of values of a sample that the window slides over.
func (w *window) from(channels int) int { return w.rows.in * w.cols.in * channels }

// sliding is what a layer says of its window.
type sliding struct {
	key               string // of size
	size              []int
	strides, dilation []int // nil: 1
	padding           string
	causal            bool // padding may be causal
}

// most is the largest size, stride or rate: their products are still numbers.
const most = 1 << 30

// over lays the window over a sample (steps, channels) or (height, width,
// channels).
func (s *sliding) over(in layer.Shape) (w window, err error) {
	axes := len(in) - 1
	size, err := perAxis(s.key, s.size, axes)
	if err != nil {
		return w, err
	}
	strides, err := perAxis("strides", s.strides, axes)
	if err != nil {
		return w, err
	}
	dilation, err := perAxis("dilation_rate", s.dilation, axes)
	if err != nil {
		return w, err
	}
	if max(strides[0], strides[1]) > 1 && max(dilation[0], dilation[1]) > 1 {
		return w, registry.Bad("dilation_rate", "want 1 where strides are above 1, as in Keras, have %s", times(s.dilation))
	}
	w.rows = axis{in: 1, k: size[0], stride: strides[0], dilation: dilation[0]}
	w.cols = axis{in: in[axes-1], k: size[1], stride: strides[1], dilation: dilation[1]}
	if axes == 2 {
		w.rows.in = in[0]
	}
	if err := registry.OneOf("padding", s.padding, s.paddings()); err != nil {
		return w, err
	}
	if !w.rows.lay(s) || !w.cols.lay(s) {
		return w, registry.Bad(s.key, "%s is larger than its input %s%s; use padding=same or a smaller one", times(size[2-axes:]), times(in[:axes]), spread(dilation))
	}
	return w, nil
}

// spread mentions a dilation, which makes a window larger than its size says.
func spread(dilation [2]int) string {
	if d := max(dilation[0], dilation[1]); d > 1 {
		return fmt.Sprintf(" when spread by dilation_rate %d", d)
	}
	return ""
}

func (s *sliding) paddings() []string {
	if s.causal {
		return []string{"valid", "same", "causal"}
	}
	return []string{"valid", "same"}
}

// lay sets out and pad, for a padding that there is; false if the window does
// not fit.
func (a *axis) lay(s *sliding) bool {
	span := (a.k-1)*a.dilation + 1
	a.out = (a.in + a.stride - 1) / a.stride
	switch s.padding {
	case "same":
		a.pad = max((a.out-1)*a.stride+span-a.in, 0) / 2
	case "causal":
		a.pad = span - 1
	default:
		a.out = (a.in-span)/a.stride + 1
		return span <= a.in
	}
	return true
}

// perAxis reads one number for all axes, or one for each; for a sequence the
// first of two is 1. None is 1.
func perAxis(key string, v []int, axes int) (pair [2]int, err error) {
	if v == nil {
		return [2]int{1, 1}, nil
	}
	if len(v) != 1 && len(v) != axes {
		want := "one whole number"
		if axes > 1 {
			want = fmt.Sprintf("one whole number or %d", axes)
		}
		return pair, registry.Bad(key, "want %s, have %d", want, len(v))
	}
	for _, n := range v {
		if n < 1 {
			return pair, registry.Bad(key, "want at least 1, have %d", n)
		}
		if n > most {
			return pair, registry.Bad(key, "want at most %d, have %d", most, n)
		}
	}
	pair = [2]int{1, v[len(v)-1]}
	if axes == 2 {
		pair[0] = v[0]
	}
	return pair, nil
}

// times renders sizes: 3×3.
func times(sizes []int) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(sizes), "[]"), " ", "×")
}
