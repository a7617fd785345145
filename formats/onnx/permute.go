package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/internal/call"
)

// permute adds a layer that puts axes into another order; they count from 1. It and
// a Permute just before it are one, or none where they undo each other.
func (im *importer) permute(where string, order []int) error {
	if l := im.last(); l != nil && l.order != nil {
		both := make([]int, len(order))
		for i, a := range order {
			both[i] = l.order[a-1]
		}
		im.pop()
		return im.permute(where, both)
	}
	if slices.IsSorted(order) {
		return nil
	}
	if err := im.add(where, "Permute", []call.Arg{listArg("dims", order)}); err != nil {
		return err
	}
	im.last().order = order
	return nil
}

// pop takes the last layer away.
func (im *importer) pop() *made {
	l := im.last()
	im.layers, im.shape = im.layers[:len(im.layers)-1], l.in
	im.counts[l.class]--
	return l
}

// beneath adds what comes of f before a Permute at the end, so that the next layer
// may undo that; order is the Permute's, nil if there is none.
func (im *importer) beneath(where string, f func(order []int) error) error {
	if l := im.last(); l == nil || l.order == nil || len(im.layers) == 1 {
		return f(nil)
	}
	order := im.pop().order
	if err := f(order); err != nil {
		return err
	}
	return im.permute(where, order)
}

// lastOrder moves the first of so many axes to the end; firstOrder the last to the
// front.
func lastOrder(axes int) []int  { return append(upTo(2, axes+1), 1) }
func firstOrder(axes int) []int { return append([]int{axes}, upTo(1, axes)...) }

// inverse is the order that undoes order.
func inverse(order []int) []int {
	back := make([]int, len(order))
	for i, a := range order {
		back[a-1] = i + 1
	}
	return back
}

func listArg(name string, v []int) call.Arg {
	list := call.List{}
	for _, d := range v {
		list = append(list, call.Arg{Value: d})
	}
	return call.Arg{Name: name, Value: list}
}

// untwisted is the kernel of a Dense after a Flatten after a Permute, with its rows
// in the order of what comes into the Permute, which goes: PyTorch flattens pictures
// with their channels first.
func (im *importer) untwisted(where string, kernel *tensor) (*tensor, error) {
	i := len(im.layers) - 1
	for i > 0 && im.layers[i].class == "Dropout" {
		i--
	}
	if i < 1 || im.layers[i].class != "Flatten" || im.layers[i-1].order == nil {
		return kernel, nil
	}
	if err := im.spend(where, kernel.size()); err != nil {
		return nil, err
	}
	p, units := im.layers[i-1], kernel.dims[1]
	twisted := &tensor{dims: append(slices.Clone(im.layers[i].in), units), floats: kernel.floats}
	order := append(inverse(p.order), len(p.order)+1)
	for k := range order {
		order[k]--
	}
	out := &tensor{dims: kernel.dims, floats: twisted.permuted(order).floats}
	im.layers[i].in = p.in
	im.layers = slices.Delete(im.layers, i-1, i)
	im.counts[p.class]--
	return out, nil
}
