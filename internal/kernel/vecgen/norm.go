package vecgen

// moments are two passes over each row of x: its mean, and 1/√(variance +
// epsilon). The second pass takes the mean as float32, so that the places beyond
// the row's end can be filled with it, and corrects for what that loses.
func (k *kernel) moments(x *param, count, epsilon *value) (shift, mean, inverse *value) {
	sum := k.accumulator(double, false)
	k.gatherPair(sum, k.widen(k.read(x)))
	shift = k.narrowScalar(k.div(k.done(sum), count))
	from := k.widenScalar(shift)
	k.next()
	rest, squares := k.accumulator(double, false), k.accumulator(double, false)
	d := k.widen(k.load(x, shift)).each(func(v *value) *value { return k.sub(v, from) })
	k.gatherPair(rest, d)
	k.gatherProduct(squares, d, d)
	k.done(rest)
	off := k.div(rest.result, count)
	mean = k.add(from, off)
	variance := k.div(k.fnma(off, rest.result, squares.result), count)
	inverse = k.div(k.wide(1), k.sqrt(k.add(variance, epsilon)))
	return shift, mean, inverse
}

func layerNorm() *kernel {
	k := newKernel("LayerNorm", "y = (x − mean)/√(variance + epsilon) in each row")
	y, x := k.array("y"), k.array("x")
	k.over(true)
	count, epsilon := k.scalar("count", double), k.scalar("epsilon", double)
	_, mean, inverse := k.moments(x, count, epsilon)
	k.next()
	k.store(y, k.narrow(k.normalize(k.widen(k.read(x)), mean, inverse)))
	return k
}

func (k *kernel) normalize(x pair, mean, inverse *value) pair {
	return x.each(func(v *value) *value { return k.mul(k.sub(v, mean), inverse) })
}

// layerNormGrad makes dx, and of dy what gamma is given. With h the normalized x
// and g = gamma·dy,
//
//	dx = (g − mean(g) − h·mean(g·h)) / √(variance + epsilon)
func layerNormGrad() *kernel {
	k := newKernel("LayerNormGrad", "dx and dy·h in each row, with gamma")
	dx, dy, x, gamma := k.array("dx"), k.array("dy"), k.array("x"), k.repeatedArray("gamma")
	k.over(true)
	count, epsilon := k.scalar("count", double), k.scalar("epsilon", double)
	shift, mean, inverse := k.moments(x, count, epsilon)
	k.next()
	sum := k.accumulator(double, false)
	k.gatherPair(sum, k.scaled(dy, gamma))
	a := k.div(k.done(sum), count)
	k.next()
	along := k.accumulator(double, false)
	g := k.scaled(dy, gamma)
	h := k.normalize(k.widen(k.load(x, shift)), mean, inverse)
	k.gatherProduct(along, g, h)
	b := k.div(k.done(along), count)
	k.next()
	h = k.normalize(k.widen(k.read(x)), mean, inverse)
	g = k.scaled(dy, gamma)
	out := pair{}
	for i := range out {
		out[i] = k.mul(k.fnma(h[i], b, k.sub(g[i], a)), inverse)
	}
	d := k.widen(k.read(dy))
	k.store(dy, k.narrow(pair{k.mul(d[0], h[0]), k.mul(d[1], h[1])}))
	k.store(dx, k.narrow(out))
	return k
}

// scaled is dy·gamma, rounded to float32.
func (k *kernel) scaled(dy, gamma *param) pair {
	return k.widen(k.mul(k.read(dy), k.read(gamma)))
}

// normalizeRow is the forward pass of batch normalization.
func normalizeRow() *kernel {
	k := newKernel("NormalizeRow", "each row of y = (x − mean)·factor")
	y, x := k.array("y"), k.array("x")
	mean, factor := k.repeatedArray("mean"), k.repeatedArray("factor")
	k.over(true)
	k.store(y, k.mul(k.sub(k.read(x), k.read(mean)), k.read(factor)))
	return k
}
