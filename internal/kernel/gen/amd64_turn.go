package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

const turnArguments = "k int, src *float32, srcStep int, dst *float32, dstStep int"

func turnDoc(n int) string {
	return fmt.Sprintf(`transposes %d rows of k ≥ %d elements, srcStep bytes apart,
// to k rows of %d, dstStep bytes apart.`, n, n, n)
}

// turnKernel emits a transpose, n×n at a time. The last square overlaps the one
// before it if k is no multiple of n.
func (m *machine) turnKernel(n int) {
	m.begin(fmt.Sprintf("turn%d%s", n, m.suffix), turnDoc(n), turnArguments)
	k, src, dst := m.argument("k"), m.argument("src"), m.argument("dst")
	from, to := m.steps(m.argument("srcStep"), n), m.steps(m.argument("dstStep"), n)
	square := m.square4
	if n == 8 {
		square = m.square8
	}
	q := m.newQuad()
	m.Label("square")
	square(q, func(i int) operand.Mem { return from.row(src, i) }, func(i int) operand.Mem { return to.row(dst, i) })
	m.ADDQ(operand.Imm(uint64(4*n)), src)
	m.LEAQ(operand.Mem{Base: dst, Index: to.one, Scale: uint8(n)}, dst)
	m.SUBQ(operand.Imm(uint64(n)), k)
	m.JZ(operand.LabelRef("done"))
	m.CMPQ(k, operand.Imm(uint64(n)))
	m.JGE(operand.LabelRef("square"))
	// Fewer than n are left: step back, so that there are n.
	m.LEAQ(operand.Mem{Base: src, Index: k, Scale: 4, Disp: -4 * n}, src)
	m.SUBQ(operand.Imm(uint64(n)), k)
	m.IMULQ(to.one, k)
	m.ADDQ(k, dst)
	m.MOVQ(operand.U32(uint64(n)), k)
	m.JMP(operand.LabelRef("square"))
	m.Label("done")
	m.end()
}

// square8 transposes 8×8; no instruction crosses the halves of a vector.
func (m *machine) square8(q quad, from, to func(i int) operand.Mem) {
	for half := range 2 {
		m.loadHalves(q, func(i int) operand.Mem {
			row := from(i)
			row.Disp = 16 * half
			return row
		})
		for i, v := range m.mix(q) {
			m.VMOVUPS(v, to(4*half+i))
		}
	}
}

// square4 transposes 4×4 in the lower halves.
func (m *machine) square4(q quad, from, to func(i int) operand.Mem) {
	for i := range q.row {
		q.row[i] = q.row[i].(reg.VecVirtual).AsX()
	}
	for i := range q.spare {
		q.spare[i] = q.spare[i].(reg.VecVirtual).AsX()
	}
	for i := range q.row {
		m.VMOVUPS(from(i), q.row[i])
	}
	for i, v := range m.mix(q) {
		m.VMOVUPS(v, to(i))
	}
}

// quad are four vectors, and two to spare for transposing.
type quad struct {
	row   [4]reg.Register
	spare [2]reg.Register
}

func (m *machine) newQuad() (q quad) {
	for i := range q.row {
		q.row[i] = m.YMM()
	}
	q.spare = [2]reg.Register{m.YMM(), m.YMM()}
	return q
}

// loadHalves loads four elements of each of eight rows: those of row i in the
// lower half of a vector, those of row i+4 in its upper half.
func (m *machine) loadHalves(q quad, row func(i int) operand.Mem) {
	for i, r := range q.row {
		m.VMOVUPS(row(i), r.(reg.VecVirtual).AsX())
		m.VINSERTF128(operand.Imm(1), row(i+4), r, r)
	}
}

// mix transposes the 4×4 that the rows hold in each 128 bits, and says where the
// rows of the result are. avo would not use registers again by itself.
func (m *machine) mix(q quad) [4]reg.Register {
	r, s := q.row, q.spare
	m.VUNPCKLPS(r[1], r[0], s[0])
	m.VUNPCKHPS(r[1], r[0], s[1])
	m.VUNPCKLPS(r[3], r[2], r[0])
	m.VUNPCKHPS(r[3], r[2], r[1])
	m.VUNPCKLPD(r[0], s[0], r[2])
	m.VUNPCKHPD(r[0], s[0], r[3])
	m.VUNPCKLPD(r[1], s[1], s[0])
	m.VUNPCKHPD(r[1], s[1], s[1])
	return [4]reg.Register{r[2], r[3], s[0], s[1]}
}
