package vecgen

// windows are for layers that slide a window over positions of some channels.
func windows() []*kernel {
	return []*kernel{copyRows(), addRows(), raise(), maxOfFour(), maxOfFourGrad()}
}

func addRows() *kernel {
	k := newKernel("AddRows", "each row of y += that of x; they lie steps apart")
	y, x := k.array("y"), k.array("x")
	k.over(true)
	k.step("yStep", y)
	k.step("xStep", x)
	k.store(y, k.add(k.read(y), k.read(x)))
	return k
}

func raise() *kernel {
	k := newKernel("Raise", "y = x where x > y")
	y, x := k.array("y"), k.array("x")
	k.over(false)
	k.store(y, k.max(k.read(x), k.read(y)))
	return k
}

// maxOfFour keeps the first of equals, and a NaN that comes first.
func maxOfFour() *kernel {
	k := newKernel("MaxOfFour", "y = the largest of a, b, c and d, which = its number")
	y, which := k.array("y"), k.array("which")
	a, b, c, d := k.array("a"), k.array("b"), k.array("c"), k.array("d")
	k.over(true)
	k.step("step", a, b, c, d)
	top, number := k.read(a), k.c(0)
	for i, p := range []*param{b, c, d} {
		v := k.read(p)
		number = k.greater(v, top, k.c(float64(i+1)), number)
		top = k.max(v, top)
	}
	k.store(y, top)
	k.store(which, number)
	return k
}

// maxOfFourGrad adds 0, as if all had begun with it: so there is no -0.
func maxOfFourGrad() *kernel {
	k := newKernel("MaxOfFourGrad", "that of a, b, c and d which has the number = dy, else 0")
	a, b, c, d := k.array("a"), k.array("b"), k.array("c"), k.array("d")
	dy, which := k.array("dy"), k.array("which")
	k.over(true)
	k.step("step", a, b, c, d)
	v, number := k.add(k.read(dy), k.c(0)), k.read(which)
	for i, p := range []*param{a, b, c, d} {
		k.store(p, k.equal(number, k.c(float64(i)), v, k.c(0)))
	}
	return k
}
