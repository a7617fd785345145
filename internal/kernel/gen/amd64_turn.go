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
	m.Label("square")
	square(func(i int) operand.Mem { return from.row(src, i) }, func(i int) operand.Mem { return to.row(dst, i) })
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

// square8 transposes 8×8. Each vector holds four elements of row i in its lower
// half and of row i+4 in its upper, so no instruction crosses the halves.
func (m *machine) square8(from, to func(i int) operand.Mem) {
	for half := range 2 {
		var r [4]reg.VecVirtual
		for i := range r {
			r[i] = m.YMM()
			low, high := from(i), from(i+4)
			low.Disp, high.Disp = 16*half, 16*half
			m.VMOVUPS(low, r[i].AsX())
			m.VINSERTF128(operand.Imm(1), high, r[i], r[i])
		}
		for q, v := range m.mix(r, m.YMM) {
			m.VMOVUPS(v, to(4*half+q))
		}
	}
}

// square4 transposes 4×4.
func (m *machine) square4(from, to func(i int) operand.Mem) {
	var r [4]reg.VecVirtual
	for i := range r {
		r[i] = m.XMM()
		m.VMOVUPS(from(i), r[i])
	}
	for q, v := range m.mix(r, m.XMM) {
		m.VMOVUPS(v, to(q))
	}
}

// mix transposes the 4×4 that four vectors hold in each 128 bits.
func (m *machine) mix(r [4]reg.VecVirtual, vector func() reg.VecVirtual) [4]reg.VecVirtual {
	var u, v [4]reg.VecVirtual
	for i := range u {
		u[i], v[i] = vector(), vector()
	}
	m.VUNPCKLPS(r[1], r[0], u[0])
	m.VUNPCKHPS(r[1], r[0], u[1])
	m.VUNPCKLPS(r[3], r[2], u[2])
	m.VUNPCKHPS(r[3], r[2], u[3])
	m.VUNPCKLPD(u[2], u[0], v[0])
	m.VUNPCKHPD(u[2], u[0], v[1])
	m.VUNPCKLPD(u[3], u[1], v[2])
	m.VUNPCKHPD(u[3], u[1], v[3])
	return v
}
