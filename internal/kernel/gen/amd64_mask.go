package main

import (
	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// masking loads and stores the first so many elements of a vector; what lies
// beyond is neither read nor written, and loads as 0. AVX2 reads its mask from
// a table whenever it needs it, or keeps it in a register if there is one to
// spare.
type masking struct {
	m    *machine
	bits reg.Register   // AVX-512
	from reg.Register   // AVX2: where the mask begins in the table
	kept reg.VecVirtual // AVX2: the mask, or nil
}

// masking is for count elements, at most lanes.
func (m *machine) masking(count reg.Register) masking {
	if m.zmm {
		ones, bits := m.GP32(), m.K()
		m.MOVL(operand.U32(1<<16-1), ones)
		m.BZHIL(count.(reg.GPVirtual).As32(), ones, ones)
		m.KMOVW(ones, bits)
		return masking{m: m, bits: bits}
	}
	from, less := m.GP64(), m.GP64()
	m.LEAQ(m.mask.Offset(m.bytes()), from)
	m.MOVQ(count, less)
	m.SHLQ(operand.Imm(2), less)
	m.SUBQ(less, from)
	return masking{m: m, from: from}
}

// keptMasking is masking that keeps the mask; count may be 0.
func (m *machine) keptMasking(count reg.Register) masking {
	k := m.masking(count)
	if !m.zmm {
		k.kept = m.YMM()
		m.VMOVUPS(operand.Mem{Base: k.from}, k.kept)
	}
	return k
}

func (k masking) load(from operand.Mem, to reg.VecVirtual) {
	if k.m.zmm {
		k.m.VMOVUPS_Z(from, k.bits, to)
		return
	}
	if k.kept != nil {
		k.m.VMASKMOVPS(from, k.kept, to)
		return
	}
	k.m.VMOVUPS(operand.Mem{Base: k.from}, to)
	k.m.VMASKMOVPS(from, to, to)
}

func (k masking) store(from reg.VecVirtual, to operand.Mem) {
	if k.m.zmm {
		k.m.VMOVUPS(from, k.bits, to)
		return
	}
	mask := k.kept
	if mask == nil {
		mask = k.m.YMM()
		k.m.VMOVUPS(operand.Mem{Base: k.from}, mask)
	}
	k.m.VMASKMOVPS(from, mask, to)
}

// maskTable is the AVX2 table.
func (m *machine) maskTable() {
	m.mask = m.StaticGlobal("masks")
	m.DataAttributes(attr.RODATA | attr.NOPTR)
	for i := range 8 {
		m.AddDatum(4*i, operand.U32(1<<32-1))
	}
	for i := range 8 {
		m.AddDatum(32+4*i, operand.U32(0))
	}
}
