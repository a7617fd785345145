package main

import "github.com/mmcloughlin/avo/operand"

// avx2 is the unit of AVX2 with FMA: twelve of its sixteen registers are
// accumulators. It has the helpers that AVX-512 shares.
func avx2() *unit {
	m := newMachine("avx2", "AVX2", 8)
	m.maskTable()
	m.tileTables(6)
	m.slimTables(12, 6)
	m.rowKernel()
	m.dotsKernel("dots32", 4, 4)
	m.dotsKernel("dotsFar", 4, 2)
	m.dotsKernel("dots8", 1, 1)
	m.turnKernel(8)
	m.turnKernel(4)
	m.liftKernel()
	m.pauseKernel()
	return m.unit
}

// avx512 is the unit of AVX-512F: 24 of its 32 registers are accumulators.
func avx512() *unit {
	m := newMachine("avx512", "AVX512", 16)
	m.tileTables(12)
	m.rowKernel()
	return m.unit
}

// pauseKernel emits the hint of a waiting loop.
func (m *machine) pauseKernel() {
	m.begin("pause", "tells the processor for a moment that this is a waiting loop.", "")
	for range 8 {
		m.PAUSE()
	}
	m.RET()
}

// liftKernel emits the copy of a narrow strip of rows.
func (m *machine) liftKernel() {
	m.begin("lift4"+m.suffix, liftDoc, liftArguments)
	k, src, srcStep := m.argument("k"), m.argument("src"), m.argument("srcStep")
	dst, dstStep, second := m.argument("dst"), m.argument("dstStep"), m.argument("second")
	x, y := m.XMM(), m.XMM()
	m.loop("row", k, func() {
		m.VMOVUPS(operand.Mem{Base: src}, x)
		m.VMOVUPS(operand.Mem{Base: src, Index: second, Scale: 1}, y)
		m.VMOVUPS(x, operand.Mem{Base: dst})
		m.VMOVUPS(y, operand.Mem{Base: dst, Index: second, Scale: 1})
		m.ADDQ(srcStep, src)
		m.ADDQ(dstStep, dst)
	})
	m.end()
}

const liftArguments = "k int, src *float32, srcStep int, dst *float32, dstStep, second int"

const liftDoc = `copies k rows of 4 elements, and those second bytes after them, from
// rows srcStep bytes apart to rows dstStep bytes apart.`
