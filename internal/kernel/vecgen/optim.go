package vecgen

// The optimizers' kernels do the operations of their Go code in its order, and
// fuse none, so that they give its bits.
func optimizers() []*kernel {
	list := []*kernel{descend(), roll(), nesterov(), adam(false), adam(true), nadam(), adamax(), adagrad(), adadelta(), lion(), ftrl(), decay(), follow()}
	for _, centered := range []bool{false, true} {
		for _, momentum := range []bool{false, true} {
			list = append(list, rmsprop(centered, momentum))
		}
	}
	return list
}

// moment is m + (x − m)·fresh, stored.
func (k *kernel) moment(m *param, x, fresh *value) *value {
	old := k.read(m)
	return k.put(m, k.add(old, k.mul(k.sub(x, old), fresh)))
}

// put stores v and gives it back.
func (k *kernel) put(p *param, v *value) *value {
	k.store(p, v)
	return v
}

// mean is keep·old + fresh·x, stored; old is what p has.
func (k *kernel) mean(p *param, old, keep, fresh, x *value) *value {
	return k.put(p, k.add(k.mul(keep, old), k.mul(fresh, x)))
}

// take is w −= step.
func (k *kernel) take(w *param, step *value) { k.store(w, k.sub(k.read(w), step)) }

func descend() *kernel {
	k := newKernel("Descend", "w −= g·rate")
	w, g := k.array("w"), k.array("grad")
	k.over(false)
	rate := k.scalar("rate", single)
	k.take(w, k.mul(k.read(g), rate))
	return k
}

func roll() *kernel {
	k := newKernel("Roll", "m = m·mu − g·rate, w += m")
	w, g, m := k.array("w"), k.array("grad"), k.array("m")
	k.over(false)
	s := k.scalars("rate", "mu")
	v := k.put(m, k.sub(k.mul(k.read(m), s[1]), k.mul(k.read(g), s[0])))
	k.store(w, k.add(k.read(w), v))
	return k
}

func nesterov() *kernel {
	k := newKernel("Nesterov", "m = m·mu − g·rate, w += m·mu − g·rate")
	w, g, m := k.array("w"), k.array("grad"), k.array("m")
	k.over(false)
	s := k.scalars("rate", "mu")
	step := k.mul(k.read(g), s[0])
	v := k.put(m, k.sub(k.mul(k.read(m), s[1]), step))
	k.store(w, k.add(k.read(w), k.sub(k.mul(v, s[1]), step)))
	return k
}

// adam divides by the root of v, or of the largest v so far.
func adam(largest bool) *kernel {
	name, doc := "Adam", "m += (g − m)·new1, v += (g² − v)·new2, w −= m·rate/(√v + epsilon)"
	if largest {
		name, doc = "AdamMax", "Adam with top = max(top, v) in the place of v"
	}
	k := newKernel(name, doc)
	w, g, m, v := k.array("w"), k.array("grad"), k.array("m"), k.array("v")
	var top *param
	if largest {
		top = k.array("top")
	}
	k.over(false)
	s := k.scalars("rate", "new1", "new2", "epsilon")
	x := k.read(g)
	mean := k.moment(m, x, s[1])
	square := k.moment(v, k.mul(x, x), s[2])
	if largest {
		square = k.put(top, k.max(square, k.read(top)))
	}
	k.take(w, k.div(k.mul(mean, s[0]), k.add(k.sqrt(square), s[3])))
	return k
}

func nadam() *kernel {
	k := newKernel("Nadam", "Adam with c0·m/c1 + c2·g/c3 in the place of m, and v/c4 of v")
	w, g, m, v := k.array("w"), k.array("grad"), k.array("m"), k.array("v")
	k.over(false)
	s := k.scalars("rate", "new1", "new2", "epsilon", "c0", "c1", "c2", "c3", "c4")
	x := k.read(g)
	mean := k.moment(m, x, s[1])
	square := k.moment(v, k.mul(x, x), s[2])
	ahead := k.add(k.div(k.mul(s[4], mean), s[5]), k.div(k.mul(s[6], x), s[7]))
	k.take(w, k.div(k.mul(ahead, s[0]), k.add(k.sqrt(k.div(square, s[8])), s[3])))
	return k
}

func adamax() *kernel {
	k := newKernel("Adamax", "m += (g − m)·new1, u = max(keep·u, |g|), w −= rate·m/(start·(u + epsilon))")
	w, g, m, u := k.array("w"), k.array("grad"), k.array("m"), k.array("u")
	k.over(false)
	s := k.scalars("rate", "new1", "keep", "start", "epsilon")
	x := k.read(g)
	mean := k.moment(m, x, s[1])
	size := k.put(u, k.max(k.mul(s[2], k.read(u)), k.abs(x)))
	k.take(w, k.div(k.mul(s[0], mean), k.mul(s[3], k.add(size, s[4]))))
	return k
}

func adagrad() *kernel {
	k := newKernel("Adagrad", "a += g², w −= rate·g/√(a + epsilon)")
	w, g, a := k.array("w"), k.array("grad"), k.array("a")
	k.over(false)
	s := k.scalars("rate", "epsilon")
	x := k.read(g)
	sum := k.put(a, k.add(k.read(a), k.mul(x, x)))
	k.take(w, k.div(k.mul(s[0], x), k.sqrt(k.add(sum, s[1]))))
	return k
}

func adadelta() *kernel {
	k := newKernel("Adadelta", "a = rho·a + fresh·g², d = −√(b + epsilon)·g/√(a + epsilon), b = rho·b + fresh·d², w += rate·d")
	w, g, a, b := k.array("w"), k.array("grad"), k.array("a"), k.array("b")
	k.over(false)
	s := k.scalars("rate", "rho", "fresh", "epsilon")
	x := k.read(g)
	sum := k.mean(a, k.read(a), s[1], s[2], k.mul(x, x))
	old := k.read(b)
	root := k.sqrt(k.add(old, s[3]))
	d := k.neg(k.div(k.mul(root, x), k.sqrt(k.add(sum, s[3]))))
	k.mean(b, old, s[1], s[2], k.mul(d, d))
	k.store(w, k.add(k.read(w), k.mul(s[0], d)))
	return k
}

func lion() *kernel {
	k := newKernel("Lion", "w −= rate·sign(m·keep1 + g·new1), m = m·keep2 + g·new2")
	w, g, m := k.array("w"), k.array("grad"), k.array("m")
	k.over(false)
	s := k.scalars("rate", "keep1", "new1", "keep2", "new2")
	x, old := k.read(g), k.read(m)
	d := k.add(k.mul(old, s[1]), k.mul(x, s[2]))
	sign := k.greater(k.abs(d), k.c(0), k.copySign(k.c(1), d), d)
	k.take(w, k.mul(s[0], sign))
	k.store(m, k.add(k.mul(old, s[3]), k.mul(x, s[4])))
	return k
}

func ftrl() *kernel {
	k := newKernel("Ftrl", "FTRL with square roots")
	w, g, a, z := k.array("w"), k.array("grad"), k.array("a"), k.array("z")
	k.over(false)
	s := k.scalars("rate", "l1", "pull", "penalty")
	x, old, v := k.read(g), k.read(a), k.read(w)
	sum := k.put(a, k.add(old, k.mul(x, x)))
	after := k.sqrt(sum)
	change := k.mul(k.div(k.sub(after, k.sqrt(old)), s[0]), v)
	lead := k.put(z, k.add(k.read(z), k.sub(k.add(x, k.mul(s[2], v)), change)))
	held := k.min(s[1], k.max(k.neg(s[1]), lead))
	k.store(w, k.div(k.sub(held, lead), k.add(k.div(after, s[0]), s[3])))
	return k
}

func decay() *kernel {
	k := newKernel("Decay", "w −= (w·share)·rate")
	w := k.array("w")
	k.over(false)
	s := k.scalars("share", "rate")
	v := k.read(w)
	k.store(w, k.sub(v, k.mul(k.mul(v, s[0]), s[1])))
	return k
}

func follow() *kernel {
	k := newKernel("Follow", "y = keep·y + take·x")
	y, x := k.array("y"), k.array("x")
	k.over(false)
	s := k.scalars("keep", "take")
	k.mean(y, k.read(y), s[0], s[1], k.read(x))
	return k
}

func rmsprop(centered, momentum bool) *kernel {
	name := "RMSprop"
	if centered {
		name += "Centered"
	}
	if momentum {
		name += "Momentum"
	}
	k := newKernel(name, "v = rho·v + fresh·g², w −= rate·g/√(v + epsilon), "+
		"centered: v less the square of the mean of g, momentum: m = mu·m + step")
	w, g, v := k.array("w"), k.array("grad"), k.array("v")
	var m, average *param
	if momentum {
		m = k.array("m")
	}
	if centered {
		average = k.array("mean")
	}
	k.over(false)
	s := k.scalars("rate", "rho", "fresh", "epsilon")
	x := k.read(g)
	spread := k.mean(v, k.read(v), s[1], s[2], k.mul(x, x))
	if centered {
		centre := k.mean(average, k.read(average), s[1], s[2], x)
		spread = k.sub(spread, k.mul(centre, centre))
	}
	step := k.div(k.mul(s[0], x), k.sqrt(k.add(spread, s[3])))
	if momentum {
		mu := k.scalar("mu", single)
		step = k.put(m, k.add(k.mul(mu, k.read(m)), step))
	}
	k.take(w, step)
	return k
}
