package vecgen

import (
	"math"
	"slices"
)

// kernels are all there are, in the order of the files.
func kernels() []*kernel {
	return slices.Concat(activations(), rows(), reductions(), windows(), recurrent(), optimizers())
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

// reductions give one number of a whole array.
func reductions() []*kernel {
	return []*kernel{sumExp(), sum(), dot(), maximum(), nonFinite()}
}

func maximum() *kernel {
	k := newKernel("Max", "the largest of x; NaN if any is NaN")
	x := k.array("x")
	k.over(false)
	k.returnValue("top", k.largest(x))
	return k
}

// rows work on whole rows, or on arrays as they are.
func rows() []*kernel {
	return []*kernel{
		softmaxRows(), softmaxSums(), softmaxCrossentropy(), softmaxGrad(), logSoftmaxGrad(), subtractWide(), add(), multiply(), axpy(), scale(),
		addRow(), addRowReLU(), multiplyRow(), sumRows(), layerNorm(), layerNormGrad(), keep(),
		columnMoments(), columnGrads(), normalizeRow(),
	}
}

// softmaxGrad is dx = y·(dy − Σ y·dy), with the sum rounded to float32.
func softmaxGrad() *kernel {
	k := newKernel("SoftmaxGrad", "dx = y·(dy − Σ y·dy) in each row")
	dx, dy, y := k.array("dx"), k.array("dy"), k.array("y")
	k.over(true)
	sum := k.accumulator(double, false)
	a, b := k.widen(k.read(y)), k.widen(k.read(dy))
	k.gatherProduct(sum, a, b)
	dot := k.narrowScalar(k.done(sum))
	k.next()
	k.store(dx, k.mul(k.read(y), k.sub(k.read(dy), dot)))
	return k
}

func logSoftmaxGrad() *kernel {
	k := newKernel("LogSoftmaxGrad", "dx = dy − e^y·Σ dy in each row")
	dx, dy, y := k.array("dx"), k.array("dy"), k.array("y")
	k.over(true)
	sum := k.accumulator(double, false)
	k.gatherPair(sum, k.widen(k.read(dy)))
	total := k.narrowScalar(k.done(sum))
	k.next()
	k.store(dx, k.fnma(k.exp(k.read(y)), total, k.read(dy)))
	return k
}

func softmaxRows() *kernel {
	k := newKernel("Softmax", "y = e^x / Σ e^x in each row")
	y, x := k.array("y"), k.array("x")
	k.over(true)
	top := k.largest(x)
	sum := k.powers(y, x, top)
	k.store(y, k.shares(y, sum))
	return k
}

// softmaxSums also tells what the logarithms of the shares are made of.
func softmaxSums() *kernel {
	k := newKernel("SoftmaxSums", "Softmax, and of each row the largest of x and Σ e^(x − largest)")
	y, x, sums := k.array("y"), k.array("x"), k.rowResults("sums", 2)
	k.over(true)
	top := k.largest(x)
	k.tell(sums, 0, k.widenScalar(top))
	sum := k.powers(y, x, top)
	k.tell(sums, 1, sum)
	k.store(y, k.shares(y, sum))
	return k
}

// softmaxCrossentropy is softmax, the gradient p·Σ t − t of the crossentropy with
// targets t on the scores, and the sums of which its value is made:
//
//	Σ t, Σ t·(largest − z), Σ e^(z − largest)
//
// What t = 0 is multiplied with does not count, even if it is infinite.
func softmaxCrossentropy() *kernel {
	k := newKernel("SoftmaxCrossentropy", "softmax and crossentropy in each row: p, the gradient d and three sums")
	p, d, z, t, sums := k.array("p"), k.array("d"), k.array("z"), k.array("t"), k.rowResults("sums", 3)
	k.over(true)
	top := k.largest(z)
	from := k.widenScalar(top)
	k.next()
	whole, along := k.accumulator(double, false), k.accumulator(double, false)
	want := k.widen(k.read(t))
	gap := k.widen(k.load(z, top)).each(func(v *value) *value { return k.sub(from, v) })
	for i, w := range want {
		gap[i] = k.equal(w, k.wide(0), k.wide(0), gap[i])
	}
	k.gatherPair(whole, want)
	k.gatherProduct(along, want, gap)
	k.tell(sums, 0, k.done(whole))
	k.tell(sums, 1, along.result)
	sum := k.powers(p, z, top)
	k.tell(sums, 2, sum)
	share := k.shares(p, sum)
	k.store(p, share)
	want = k.widen(k.read(t))
	slope := k.widen(share)
	for i, w := range want {
		slope[i] = k.sub(k.mul(slope[i], whole.result), w)
	}
	k.store(d, k.narrow(slope))
	return k
}

// powers is a phase that sets y to e^(x − top); it ends with their sum.
func (k *kernel) powers(y, x *param, top *value) (sum *value) {
	k.next()
	a := k.accumulator(double, false)
	v := k.expBelow(k.load(x, k.c(negativeInf)), top)
	k.store(y, v)
	k.gatherPair(a, k.widen(v))
	return k.done(a)
}

// shares begins a phase with y / sum.
func (k *kernel) shares(y *param, sum *value) *value {
	one := k.div(k.wide(1), sum)
	k.next()
	return k.narrow(k.widen(k.read(y)).each(func(v *value) *value { return k.mul(v, one) }))
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

func multiply() *kernel {
	k := newKernel("Multiply", "y = a·b")
	y, a, b := k.array("y"), k.array("a"), k.array("b")
	k.over(false)
	k.store(y, k.mul(k.read(a), k.read(b)))
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

func multiplyRow() *kernel {
	k := newKernel("MultiplyRow", "each row of y = x·b")
	y, x, b := k.array("y"), k.array("x"), k.repeatedArray("b")
	k.over(true)
	k.store(y, k.mul(k.read(x), k.read(b)))
	return k
}

// keep takes the upper 23 of 32 random bits as a number from 1 to 2.
func keep() *kernel {
	k := newKernel("Keep", "y = scale where 1 + random/2^32 ≥ limit, else 0")
	y, random := k.array("y"), k.array("random")
	k.over(false)
	s := k.scalars("limit", "scale")
	bits := k.and(k.shift(opShiftRight, k.read(random), 9), k.bits(0x007fffff))
	k.store(y, k.greaterEqual(k.or(bits, k.c(1)), s[0], s[1], k.c(0)))
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
