package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

const rowDoc = `adds x·B to the n elements of c, in order over the k rows of B:
// element p of x lies p·xStep bytes from x, row p of B p·bStep bytes from b.`

const rowArguments = "k int, x *float32, xStep int, b *float32, bStep int, n int, c *float32"

// rowKernel emits the product of a vector and a matrix. Up to eight rows of B
// are read side by side, so that c is loaded and stored once for all of them;
// in each element they are added one after the other.
func (m *machine) rowKernel() {
	m.begin("row"+m.suffix, rowDoc, rowArguments)
	r := rowBuilder{machine: m, k: m.argument("k"), x: m.argument("x"), b: m.argument("b"), c: m.argument("c")}
	r.xStep = m.argument("xStep")
	r.rows = m.steps(m.argument("bStep"), 8)
	r.startRest()
	for _, group := range []int{8, 4, 2, 1} {
		r.group(group)
	}
	r.finishRest()
	m.end()
}

// startRest and finishRest load and store the elements of c after the last whole
// vector; between them they stay in a register.
func (r *rowBuilder) startRest() {
	count := r.argument("n")
	r.sum = r.vector()
	r.clear(r.sum)
	r.ANDQ(operand.Imm(uint64(r.lanes-1)), count)
	r.mask = r.keptMasking(count)
	r.restOfC("start", r.mask.load)
}

func (r *rowBuilder) finishRest() {
	r.restOfC("finish", func(c operand.Mem, sum reg.VecVirtual) { r.mask.store(sum, c) })
}

func (r *rowBuilder) restOfC(label string, f func(c operand.Mem, sum reg.VecVirtual)) {
	n := r.argument("n")
	r.TESTQ(operand.U32(uint64(r.lanes-1)), n)
	r.JZ(operand.LabelRef(label + "_whole"))
	r.ANDQ(operand.I32(-r.lanes), n)
	f(operand.Mem{Base: r.c, Index: n, Scale: 4}, r.sum)
	r.Label(label + "_whole")
}

type rowBuilder struct {
	*machine
	k, x, xStep, b, c reg.Register
	rows              steps
	sum               reg.VecVirtual // of the last columns, fewer than a vector
	mask              masking        // for them
}

// group goes over all columns with so many rows of B, as often as there are so
// many left.
func (r *rowBuilder) group(rows int) {
	again, next := fmt.Sprintf("rows%d", rows), fmt.Sprintf("below%d", rows)
	r.Label(again)
	r.CMPQ(r.k, operand.Imm(uint64(rows)))
	r.JLT(operand.LabelRef(next))
	x := make([]reg.VecVirtual, rows)
	for i := range x {
		x[i] = r.vector()
		r.VBROADCASTSS(operand.Mem{Base: r.x}, x[i])
		r.ADDQ(r.xStep, r.x)
	}
	r.columns(again, x)
	// r.columns leaves the registers as they were.
	r.LEAQ(r.rows.row(r.b, rows-1), r.b)
	r.ADDQ(r.rows.one, r.b)
	r.SUBQ(operand.Imm(uint64(rows)), r.k)
	if rows > 1 {
		r.JMP(operand.LabelRef(again))
	}
	r.Label(next)
}

// columns adds the rows of B, times x, to c.
func (r *rowBuilder) columns(label string, x []reg.VecVirtual) {
	b, c, n := r.GP64(), r.GP64(), r.argument("n")
	r.MOVQ(r.b, b)
	r.MOVQ(r.c, c)
	count := r.GP64()
	for _, vectors := range []int{2, 1} {
		r.MOVQ(n, count)
		size := vectors * r.lanes
		r.SHRQ(operand.Imm(log2(size)), count)
		r.ANDQ(operand.Imm(uint64(size-1)), n)
		r.loop(fmt.Sprintf("%s_by%d", label, vectors), count, func() {
			sums := make([]reg.VecVirtual, vectors)
			for j := range sums {
				sums[j] = r.vector()
				r.VMOVUPS(at(c, j*r.bytes()), sums[j])
			}
			for i := range x {
				for j, sum := range sums {
					from := r.rows.row(b, i)
					from.Disp = j * r.bytes()
					r.VFMADD231PS(from, x[i], sum)
				}
			}
			for j, sum := range sums {
				r.VMOVUPS(sum, at(c, j*r.bytes()))
			}
			r.ADDQ(operand.Imm(uint64(4*size)), b)
			r.ADDQ(operand.Imm(uint64(4*size)), c)
		})
	}
	r.TESTQ(n, n)
	r.JZ(operand.LabelRef(label + "_whole"))
	v := r.vector()
	for i := range x {
		r.mask.load(r.rows.row(b, i), v)
		r.VFMADD231PS(v, x[i], r.sum)
	}
	r.Label(label + "_whole")
}

func log2(n int) uint64 {
	e := uint64(0)
	for ; n > 1; n /= 2 {
		e++
	}
	return e
}
