package vecgen

// recurrent are the steps of recurrent layers, after the sums of their gates.
func recurrent() []*kernel {
	return []*kernel{lstmCell(), lstmOutput(), lstmOutputGrad(), lstmCellGrad(), gruCell(), gruCellGrad()}
}

// squash stores σ(p) in p and gives it back.
func (k *kernel) squash(p *param) *value { return k.put(p, k.sigmoid(k.read(p))) }

// sigmoidSlope is dy·s·(1 − s).
func (k *kernel) sigmoidSlope(dy, s *value) *value { return k.mul(dy, k.mul(s, k.sub(k.c(1), s))) }

// tanhSlope is dy·(1 − s²).
func (k *kernel) tanhSlope(dy, s *value) *value { return k.mul(dy, k.fnma(s, s, k.c(1))) }

func lstmCell() *kernel {
	k := newKernel("LSTMCell", "i = σ(i), f = σ(f), g = tanh(g), c = f·c0 + i·g")
	i, f, g, c, c0 := k.array("let"), k.array("keep"), k.array("fresh"), k.array("c"), k.array("c0")
	k.over(false)
	kept := k.mul(k.squash(f), k.read(c0))
	in := k.squash(i)
	fresh := k.put(g, k.tanh(k.read(g)))
	k.store(c, k.add(kept, k.mul(in, fresh)))
	return k
}

func lstmOutput() *kernel {
	k := newKernel("LSTMOutput", "o = σ(o), t = tanh(c), h = o·t")
	o, t, h, c := k.array("o"), k.array("t"), k.array("h"), k.array("c")
	k.over(false)
	out := k.squash(o)
	k.store(h, k.mul(out, k.put(t, k.tanh(k.read(c)))))
	return k
}

func lstmOutputGrad() *kernel {
	k := newKernel("LSTMOutputGrad", "dc += dh·o·(1 − t²), o = dh·t·o·(1 − o)")
	o, dc, dh, t := k.array("o"), k.array("dc"), k.array("dh"), k.array("t")
	k.over(false)
	d, out, bent := k.read(dh), k.read(o), k.read(t)
	k.store(dc, k.add(k.read(dc), k.tanhSlope(k.mul(d, out), bent)))
	k.store(o, k.sigmoidSlope(k.mul(d, bent), out))
	return k
}

func lstmCellGrad() *kernel {
	k := newKernel("LSTMCellGrad", "i = dc·g·i·(1 − i), f = dc·c0·f·(1 − f), g = dc·i·(1 − g²), dc = dc·f")
	i, f, g, dc, c0 := k.array("let"), k.array("keep"), k.array("fresh"), k.array("dc"), k.array("c0")
	k.over(false)
	d, in, keep, fresh := k.read(dc), k.read(i), k.read(f), k.read(g)
	k.store(i, k.sigmoidSlope(k.mul(d, fresh), in))
	k.store(g, k.tanhSlope(k.mul(d, in), fresh))
	k.store(f, k.sigmoidSlope(k.mul(d, k.read(c0)), keep))
	k.store(dc, k.mul(d, keep))
	return k
}

func gruCell() *kernel {
	k := newKernel("GRUCell", "z = σ(z), r = σ(r), g = tanh(g + r·past), h = z·h0 + (1 − z)·g")
	z, r, g := k.array("keep"), k.array("look"), k.array("fresh")
	h, past, h0 := k.array("h"), k.array("past"), k.array("h0")
	k.over(false)
	look := k.squash(r)
	fresh := k.put(g, k.tanh(k.add(k.read(g), k.mul(look, k.read(past)))))
	keep := k.squash(z)
	k.store(h, k.add(k.mul(keep, k.read(h0)), k.mul(k.sub(k.c(1), keep), fresh)))
	return k
}

func gruCellGrad() *kernel {
	k := newKernel("GRUCellGrad", "z = dh·(h0 − g)·z·(1 − z), g = dh·(1 − z)·(1 − g²), r = g·past·r·(1 − r), past = g·r, dh = dh·z")
	z, r, g := k.array("keep"), k.array("look"), k.array("fresh")
	past, dh, h0 := k.array("past"), k.array("dh"), k.array("h0")
	k.over(false)
	d, keep, fresh := k.read(dh), k.read(z), k.read(g)
	k.store(z, k.sigmoidSlope(k.mul(d, k.sub(k.read(h0), fresh)), keep))
	k.store(dh, k.mul(d, keep))
	bent := k.put(g, k.tanhSlope(k.mul(d, k.sub(k.c(1), keep)), fresh))
	look := k.read(r)
	k.store(r, k.sigmoidSlope(k.mul(bent, k.read(past)), look))
	k.store(past, k.mul(bent, look))
	return k
}
