package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/internal/call"
)

// addBias makes a sum the bias of the layer of sums before, if it is one: one
// number for each of its units, or channels, to which nothing else is done.
func (im *importer) addBias(st *step) bool {
	l, axis := im.sums()
	if st.node.op() != "Add" || l == nil || l.get("use_bias") != false || l.get("activation") != nil {
		return false
	}
	chain, bias := 0, st.args[1].constant
	if bias == nil {
		chain, bias = 1, st.args[0].constant
	}
	if len(st.args) != 2 || bias == nil || st.args[chain].step != 0 || im.used[st.node.Input[chain]] > 1 || bias.size() != im.shape[axis-1] {
		return false
	}
	if along, _ := im.axis(bias); along != axis && bias.size() > 1 {
		return false
	}
	l.args = slices.DeleteFunc(l.args, func(a call.Arg) bool { return a.Name == "use_bias" })
	l.addWeights("bias", bias.floats)
	return true
}

// sums is the layer of sums at the end of the chain, and the axis that its units
// have come to: a Permute may stand behind it. It is nil if there is none.
func (im *importer) sums() (l *made, axis int) {
	l, axis = im.last(), len(im.shape)
	if l != nil && l.order != nil && len(im.layers) > 1 {
		axis = slices.Index(l.order, axis) + 1
		l = im.layers[len(im.layers)-2]
	}
	if l == nil || !slices.Contains(activated, l.class) {
		return nil, 0
	}
	return l, axis
}
