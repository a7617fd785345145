package vecgen

import "math"

// kernels are all there are, in the order of the files.
func kernels() []*kernel {
	return []*kernel{
		exp(), sigmoid(), sigmoidGrad(), tanh(), tanhGrad(), relu(), reluGrad(),
		softmaxRows(), sumExp(), subtractWide(),
		add(), axpy(), scale(), addRow(), addRowReLU(),
		sum(), dot(), maximum(), nonFinite(),
		adam(), adamMax(),
	}
}

// unary is a kernel y = f(x).
func unary(name, doc string, f func(k *kernel, x *value) *value) *kernel {
	k := newKernel(name, doc)
	y, x := k.array("y"), k.array("x")
	k.over(false)
	k.store(y, f(k, k.read(x)))
	return k
}

// gradient is a kernel dx = dy·slope(s), where s is the function's output or its
// input.
func gradient(name, doc string, slope func(k *kernel, s *value) *value) *kernel {
	k := newKernel(name, doc)
	dx, dy, s := k.array("dx"), k.array("dy"), k.array("s")
	k.over(false)
	k.store(dx, k.mul(k.read(dy), slope(k, k.read(s))))
	return k
}

func exp() *kernel {
	return unary("Exp", "y = e^x", func(k *kernel, x *value) *value { return k.exp(x) })
}

func sigmoid() *kernel {
	return unary("Sigmoid", "y = 1/(1 + e^-x)", func(k *kernel, x *value) *value { return k.sigmoid(x).value })
}

// shares are sigmoid(x) and 1 − sigmoid(x), both without cancellation.
type shares struct{ value, rest *value }

func (k *kernel) sigmoid(x *value) shares {
	e := k.exp(k.or(x, k.bits(0x80000000)))
	below := k.add(e, k.c(1))
	return shares{value: k.div(k.greaterEqual(x, k.c(0), k.c(1), e), below)}
}

func sigmoidGrad() *kernel {
	return gradient("SigmoidGrad", "dx = dy·s·(1 − s)", func(k *kernel, s *value) *value {
		return k.mul(s, k.sub(k.c(1), s))
	})
}

func tanh() *kernel {
	return unary("Tanh", "y = tanh(x)", func(k *kernel, x *value) *value { return k.tanh(x) })
}

// tanh is (e^2x − 1)/(e^2x + 1) of |x|, with the sign of x. Beyond 9.02 it is 1.
func (k *kernel) tanh(x *value) *value {
	a := k.min(k.c(9.02), k.abs(x))
	m := k.expm1(k.add(a, a))
	return k.copySign(k.div(m, k.add(m, k.c(2))), x)
}

func tanhGrad() *kernel {
	return gradient("TanhGrad", "dx = dy·(1 − s²)", func(k *kernel, s *value) *value {
		return k.fnma(s, s, k.c(1))
	})
}

func relu() *kernel {
	return unary("ReLU", "y = max(x, 0)", func(k *kernel, x *value) *value { return k.max(k.c(0), x) })
}

func reluGrad() *kernel {
	k := newKernel("ReLUGrad", "dx = dy where s > 0, else 0")
	dx, dy, s := k.array("dx"), k.array("dy"), k.array("s")
	k.over(false)
	k.store(dx, k.greater(k.read(s), k.c(0), k.read(dy), k.c(0)))
	return k
}

var negativeInf = math.Inf(-1)

// largest is the maximum of an array: NaN if any is NaN. It ends a phase.
func (k *kernel) largest(x *param) *value {
	top, bad := k.accumulator(single, true), k.accumulator(single, false)
	v := k.load(x, k.c(negativeInf))
	k.gather(top, v)
	k.gather(bad, k.equal(v, v, k.c(0), v))
	k.done(top)
	return k.add(top.result, bad.result)
}

func maximum() *kernel {
	k := newKernel("Max", "the largest of x; NaN if any is NaN")
	x := k.array("x")
	k.over(false)
	k.returnValue("top", k.largest(x))
	return k
}

func softmaxRows() *kernel {
	k := newKernel("Softmax", "y = e^x / Σ e^x in each row")
	y, x := k.array("y"), k.array("x")
	k.over(true)
	top := k.largest(x)
	k.next()
	sum := k.accumulator(double, false)
	v := k.expBelow(k.load(x, k.c(negativeInf)), top)
	k.store(y, v)
	k.gatherPair(sum, k.widen(v))
	share := k.div(k.wide(1), k.done(sum))
	k.next()
	p := k.widen(k.read(y)).each(func(v *value) *value { return k.mul(v, share) })
	k.store(y, k.narrow(p))
	return k
}

// sumExp gives the largest of x and the sum of e^(x − largest), in float64.
func sumExp() *kernel {
	k := newKernel("SumExp", "the largest of x, and Σ e^(x − largest)")
	x := k.array("x")
	k.over(false)
	top := k.largest(x)
	from := k.widenScalar(top)
	k.next()
	sum := k.accumulator(double, false)
	p := k.widen(k.load(x, k.c(negativeInf)))
	k.gatherPair(sum, p.each(func(v *value) *value { return k.expWide(k.sub(v, from)) }))
	k.returnValue("top", top)
	k.returnValue("sum", k.done(sum))
	return k
}

func subtractWide() *kernel {
	k := newKernel("SubtractWide", "y = (x − a) − b in float64")
	y, x := k.array("y"), k.array("x")
	k.over(false)
	a, b := k.scalar("a", double), k.scalar("b", double)
	p := k.widen(k.read(x)).each(func(v *value) *value { return k.sub(k.sub(v, a), b) })
	k.store(y, k.narrow(p))
	return k
}

func add() *kernel {
	k := newKernel("Add", "y += x")
	y, x := k.array("y"), k.array("x")
	k.over(false)
	k.store(y, k.add(k.read(y), k.read(x)))
	return k
}

func axpy() *kernel {
	k := newKernel("Axpy", "y += a·x, rounded twice")
	y, x := k.array("y"), k.array("x")
	k.over(false)
	a := k.scalar("a", single)
	k.store(y, k.add(k.mul(a, k.read(x)), k.read(y)))
	return k
}

func scale() *kernel {
	k := newKernel("Scale", "x *= a")
	x := k.array("x")
	k.over(false)
	a := k.scalar("a", single)
	k.store(x, k.mul(k.read(x), a))
	return k
}

func addRow() *kernel {
	k := newKernel("AddRow", "each row of y += b")
	y, b := k.array("y"), k.repeatedArray("b")
	k.over(true)
	k.store(y, k.add(k.read(y), k.read(b)))
	return k
}

func addRowReLU() *kernel {
	k := newKernel("AddRowReLU", "each row of y = max(y + b, 0)")
	y, b := k.array("y"), k.repeatedArray("b")
	k.over(true)
	k.store(y, k.max(k.c(0), k.add(k.read(y), k.read(b))))
	return k
}

func sum() *kernel {
	k := newKernel("Sum", "Σ x in float64")
	x := k.array("x")
	k.over(false)
	total := k.accumulator(double, false)
	k.gatherPair(total, k.widen(k.read(x)))
	k.returnValue("total", k.done(total))
	return k
}

func dot() *kernel {
	k := newKernel("Dot", "Σ x·y in float64")
	x, y := k.array("x"), k.array("y")
	k.over(false)
	total := k.accumulator(double, false)
	a, b := k.widen(k.read(x)), k.widen(k.read(y))
	k.gatherProduct(total, a, b)
	k.returnValue("total", k.done(total))
	return k
}

func nonFinite() *kernel {
	k := newKernel("NonFinite", "0 if all of x are finite, else NaN")
	x := k.array("x")
	k.over(false)
	total := k.accumulator(single, false)
	v := k.read(x)
	k.gather(total, k.sub(v, v))
	k.returnValue("total", k.done(total))
	return k
}
