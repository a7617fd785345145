package vecgen

// The optimizers' kernels do the operations of package optim in its order, and
// fuse none, so that they give its bits.

// moment is m + (g − m)·fresh, stored.
func (k *kernel) moment(m *param, g, fresh *value) *value {
	old := k.read(m)
	v := k.add(old, k.mul(k.sub(g, old), fresh))
	k.store(m, v)
	return v
}

func adam() *kernel {
	k := newKernel("Adam", "m += (g − m)·new1, v += (g² − v)·new2, w −= m·rate/(√v + epsilon)")
	w, g, m, v := k.array("w"), k.array("grad"), k.array("m"), k.array("v")
	k.over(false)
	s := k.scalars("rate", "new1", "new2", "epsilon")
	x := k.read(g)
	mean := k.moment(m, x, s[1])
	square := k.moment(v, k.mul(x, x), s[2])
	k.store(w, k.sub(k.read(w), k.div(k.mul(mean, s[0]), k.add(k.sqrt(square), s[3]))))
	return k
}

func adamMax() *kernel {
	k := newKernel("AdamMax", "Adam with top = max(top, v) in the place of v")
	w, g, m, v, top := k.array("w"), k.array("grad"), k.array("m"), k.array("v"), k.array("top")
	k.over(false)
	s := k.scalars("rate", "new1", "new2", "epsilon")
	x := k.read(g)
	mean := k.moment(m, x, s[1])
	square := k.moment(v, k.mul(x, x), s[2])
	largest := k.max(square, k.read(top))
	k.store(top, largest)
	k.store(w, k.sub(k.read(w), k.div(k.mul(mean, s[0]), k.add(k.sqrt(largest), s[3]))))
	return k
}
