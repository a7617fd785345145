package layer

// An Inside is something that a layer works with on its way from X to Y: a gate
// of an LSTM, its cell. It is for pictures.
type Inside struct {
	Name   string // "forget gate f"
	Note   string // what it is for, in a few words: "what to keep"
	Gate   bool   // the values are shares: 0 is shut, 1 is open
	Shape  Shape  // (steps, units)
	Values []float32
}

// Inside is what n worked with on its first row in the last forward pass of f, a
// frame with Backward. Where a step is masked, and so nothing was done, values are
// NaN. It is nil for a node that has nothing to show but its output.
func (f *Frame) Inside(n *Node) []Inside {
	if n.Inside == nil {
		return nil
	}
	return n.Inside(f.of(n))
}
