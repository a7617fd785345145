package layers

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

// width is the number of columns of the kernels that take the same inputs.
func (l *recurrence) width(s *shares) int { return l.gates * l.units / s.count }

// biases are those of the sums over the input, and of the sums over the last
// output where these have their own.
func (l *recurrence) biases(b []float32) (input, output []float32) {
	if g := l.gates * l.units; b != nil {
		return b[:g], b[g:]
	}
	return nil, nil
}

// gather lays the inputs at step s of the rows from first to end − 1 by rows, for
// the gates that drop share i of them.
func (l *recurrence) gather(f *layer.Frame, x []float32, s, first, end, i int) {
	for r := first; r < end; r++ {
		from, to := at(f.X, r*l.steps+l.time(s), l.in), at(x, r-first, l.in)
		if factors := l.inputs.row(f, i, r); factors != nil {
			kernel.Multiply(to, from, factors)
		} else {
			copy(to, from)
		}
	}
}

// gatherAll lays all inputs by steps.
func (l *recurrence) gatherAll(f *layer.Frame, x []float32, i int) {
	for s := range l.steps {
		l.gather(f, at(x, s, f.Rows*l.in), s, 0, f.Rows, i)
	}
}

// read makes the sums over the input for count steps from s on, and the rows from
// first to end − 1: all there are, or there is one step.
func (l *recurrence) read(f *layer.Frame, s, count, first, end int) {
	g, w := l.gates*l.units, l.width(&l.inputs)
	begin := first
	if f.Buf(l.z.all) != nil {
		begin += s * f.Rows
	}
	rows := count * (end - first)
	x, z := l.x.of(f)[begin*l.in:][:rows*l.in], l.z.of(f)[begin*g:][:rows*g]
	bias := l.offset(f)
	for i := range l.inputs.count {
		for k := range count {
			l.gather(f, x[k*f.Rows*l.in:], s+k, first, end, i)
		}
		kernel.Product(rows, w, l.in, kernel.Operand{Data: x, LD: l.in}, kernel.Operand{Data: f.W(l.kernel)[i*w:], LD: g},
			false, z[i*w:], g, kernel.Epilogue{Bias: span(bias, i*w, (i+1)*w)})
	}
}

// addBiases makes the offset where it is a sum.
func (l *recurrence) addBiases(f *layer.Frame) {
	if input, output := l.biases(f.W(l.bias)); len(output) > 0 {
		sums, n := f.Buf(l.sums), len(output)-l.units
		copy(sums, input)
		kernel.Add(sums[:n], output[:n])
	}
}

// offset is the bias of the sums over the input and, of those gates that only
// read both sums together, of the sums over the last output.
func (l *recurrence) offset(f *layer.Frame) []float32 {
	input, output := l.biases(f.W(l.bias))
	if len(output) > 0 {
		return f.Buf(l.sums)
	}
	return input
}

// learn adds to the gradients of the kernel and its biases, and sets that of the
// input.
func (l *recurrence) learn(f *layer.Frame) {
	g, w := l.gates*l.units, l.width(&l.inputs)
	rows := l.steps * f.Rows
	x, dz := l.x.of(f), l.z.of(f)
	clear(f.DX)
	for i := range l.inputs.count {
		if dw := f.Grad(l.kernel); dw != nil {
			l.gatherAll(f, x, i)
			kernel.Gemm(true, false, l.in, w, rows, x, l.in, dz[i*w:], g, true, dw[i*w:], g)
		}
		if f.DX != nil {
			kernel.Gemm(false, true, rows, l.in, w, dz[i*w:], g, f.W(l.kernel)[i*w:], g, false, x, l.in)
			l.scatter(f, x, i)
		}
	}
	input, _ := l.biases(f.Grad(l.bias))
	kernel.SumRows(input, dz)
}

// scatter adds the gradients by the inputs of all steps to DX.
func (l *recurrence) scatter(f *layer.Frame, dx []float32, i int) {
	for s := range l.steps {
		for r := range f.Rows {
			from, to := at(dx, s*f.Rows+r, l.in), at(f.DX, r*l.steps+l.time(s), l.in)
			if factors := l.inputs.row(f, i, r); factors != nil {
				kernel.Multiply(from, from, factors)
			}
			kernel.Add(to, from)
		}
	}
}

// push adds to the sums of the gates from lo to hi − 1 what comes of an output h;
// rows of sums are ld apart.
func (l *recurrence) push(f *layer.Frame, m moment, lo, hi int, h, sums []float32, ld int) {
	u, g := l.units, l.gates*l.units
	w := f.W(l.recurrent)
	if !l.outputs.on(f) {
		kernel.Gemm(false, false, m.rows, (hi-lo)*u, u, h, u, w[lo*u:], g, true, sums, ld)
		return
	}
	for i := lo; i < hi; i++ {
		left := l.outputs.left(f, h, m.first, i)
		kernel.Gemm(false, false, m.rows, u, u, left, u, w[i*u:], g, true, sums[(i-lo)*u:], ld)
	}
}

// pull adds to dh, the gradient by an output, what comes of those by the sums of
// the gates from lo to hi − 1.
func (l *recurrence) pull(f *layer.Frame, m moment, lo, hi int, dsums []float32, ld int, dh []float32) {
	u, w := l.units, f.Buf(l.turned)
	if !l.outputs.on(f) {
		kernel.Gemm(false, false, m.rows, u, (hi-lo)*u, dsums, ld, w[lo*u*u:], u, true, dh, u)
		return
	}
	for i := lo; i < hi; i++ {
		part := span(f.Buf(l.outputs.work), m.first*u, (m.first+m.rows)*u)
		kernel.Gemm(false, false, m.rows, u, u, dsums[(i-lo)*u:], ld, w[i*u*u:], u, false, part, u)
		kernel.Multiply(part, part, l.outputs.of(f, i)[m.first*u:][:len(part)])
		kernel.Add(dh, part)
	}
}

// learnFrom adds to the gradient of the recurrent kernel: h are the outputs that
// all steps took in, dsums the gradients by the sums of the gates from lo to
// hi − 1.
func (l *recurrence) learnFrom(f *layer.Frame, lo, hi int, h, dsums []float32, ld int) {
	dw := f.Grad(l.recurrent)
	if dw == nil {
		return
	}
	u, g := l.units, l.gates*l.units
	if !l.outputs.on(f) {
		if first := f.Rows; l.steps > 1 { // what the first step took in is 0
			kernel.Gemm(true, false, u, (hi-lo)*u, (l.steps-1)*first, h[first*u:], u, dsums[first*ld:], ld, true, dw[lo*u:], g)
		}
		return
	}
	for s := 1; s < l.steps; s++ {
		for i := lo; i < hi; i++ {
			left := l.outputs.left(f, at(h, s, f.Rows*u), 0, i)
			kernel.Gemm(true, false, u, u, f.Rows, left, u, dsums[s*f.Rows*ld+(i-lo)*u:], ld, true, dw[i*u:], g)
		}
	}
}

// before are the outputs that the steps took in.
func (l *recurrence) before(f *layer.Frame) []float32 {
	return l.h.of(f)[:l.steps*f.Rows*l.units]
}
