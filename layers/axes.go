package layers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

// sampleAxis turns a number of Keras's, which counts the batch as axis 0 and the
// last axis as −1, into an index of the shape of a sample.
func sampleAxis(key string, axis int, in layer.Shape) (int, error) {
	rank := len(in) + 1
	at := axis
	if at < 0 {
		at += rank
	}
	switch {
	case at < 0 || at >= rank:
		return 0, registry.Bad(key, "want an axis of %v, 1 to %d or -1 to %d, have %d", in, rank-1, 1-rank, axis)
	case at == 0:
		return 0, registry.Bad(key, "want an axis of one sample of %v, have %d, the batch", in, axis)
	}
	return at - 1, nil
}

// sampleAxes is sampleAxis for several, in rising order.
func sampleAxes(key string, axes []int, in layer.Shape) (list []int, err error) {
	for _, a := range axes {
		i, err := sampleAxis(key, a, in)
		if err != nil {
			return nil, err
		}
		if slices.Contains(list, i) {
			return nil, registry.Bad(key, "want different axes, have axis %d of %v twice", i+1, in)
		}
		list = append(list, i)
	}
	slices.Sort(list)
	return list, nil
}

// vectors says which values of a sample belong together: those along some of its
// axes.
type vectors struct {
	n, times    int     // each sample has so many vectors of n values
	forth, back strided // to where they lie end to end, and back
	size        int     // values of a sample, where they do not lie so already; else 0
}

// vectorsAlong makes vectors of the axes of in, which rise; their values are in
// the order of in.
func vectorsAlong(in layer.Shape, axes []int) vectors {
	var order []int
	for i := range in {
		if !slices.Contains(axes, i) {
			order = append(order, i)
		}
	}
	order = append(order, axes...)
	v := vectors{n: 1, times: in.Size()}
	for _, i := range axes {
		v.n *= in[i]
	}
	v.times /= max(v.n, 1)
	if !slices.IsSorted(order) {
		v.size = in.Size()
		v.forth, v.back = permuted(in, order)
	}
	return v
}

// lay returns the vectors of x end to end: x itself if they lie so, else buf.
func (v *vectors) lay(buf, x []float32) []float32 {
	if v.size == 0 {
		return x
	}
	v.forth.read(buf, x)
	return buf
}

// room is buf, or y where the vectors lie end to end in y.
func (v *vectors) room(buf, y []float32) []float32 {
	if v.size == 0 {
		return y
	}
	return buf
}

// putBack moves what is in room to y; there may be no y.
func (v *vectors) putBack(y, buf []float32) {
	if v.size > 0 && y != nil {
		v.back.read(y, buf)
	}
}

// String is "all 10 together" or "4 together, 7 times".
func (v *vectors) String() string {
	if v.times == 1 {
		return fmt.Sprintf("all %d together", v.n)
	}
	return fmt.Sprintf("%d together, %d times", v.n, v.times)
}

// tuple renders sizes as Keras does: (5, 2).
func tuple(sizes []int) string {
	return "(" + strings.Trim(strings.ReplaceAll(fmt.Sprint(sizes), " ", ", "), "[]") + ")"
}
