package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func dotsDoc(columns int) string {
	return fmt.Sprintf(`adds x·B to %d elements of c, in order over 4·quads rows of B,
// which is stored column by column: column j lies j·bStep bytes from b.`, columns)
}

const dotsArguments = "quads int, x *float32, b *float32, bStep int, c *float32"

// dotsKernel emits the product of a vector and some groups of eight columns of a
// matrix that is stored column by column. Sums over k must not be shared out,
// so four rows at a time are transposed in registers; the groups keep the chains
// of their sums from waiting for each other. Each group uses up a cache line of
// its columns before the next one, since lines a power of two apart drive each
// other out of the cache.
func (m *machine) dotsKernel(groups int) {
	m.begin(fmt.Sprintf("dots%d%s", 8*groups, m.suffix), dotsDoc(8*groups), dotsArguments)
	d := dotsBuilder{machine: m, x: m.argument("x"), b: m.argument("b"), q: m.newQuad(), element: m.YMM()}
	d.columns = m.steps(m.argument("bStep"), 8)
	c := m.argument("c")
	for g := range groups {
		d.sums = append(d.sums, m.YMM())
		m.VMOVUPS(at(c, 32*g), d.sums[g])
	}
	lines, rest := m.argument("quads"), m.argument("quads")
	m.SHRQ(operand.Imm(2), lines)
	m.ANDQ(operand.Imm(3), rest)
	m.loop("line", lines, func() { d.quads(4) })
	m.loop("quad", rest, func() { d.quads(1) })
	for g, sum := range d.sums {
		m.VMOVUPS(sum, at(c, 32*g))
	}
	m.end()
}

type dotsBuilder struct {
	*machine
	x, b    reg.Register
	columns steps
	q       quad
	element reg.VecVirtual
	sums    []reg.VecVirtual
}

// quads does n times four rows of B for all groups.
func (d *dotsBuilder) quads(n int) {
	groups, next := [2]reg.Register{d.GP64(), d.GP64()}, d.GP64()
	d.MOVQ(d.columns.one, next)
	d.SHLQ(operand.Imm(3), next)
	d.MOVQ(d.b, groups[0])
	d.LEAQ(operand.Mem{Base: d.b, Index: next, Scale: 1}, groups[1])
	for from := 0; from < len(d.sums); from += 2 {
		pair := d.sums[from:min(from+2, len(d.sums))]
		for q := range n {
			for g, sum := range pair {
				d.loadHalves(d.q, func(i int) operand.Mem {
					row := d.columns.row(groups[g], i)
					row.Disp = 16 * q
					return row
				})
				for i, v := range d.mix(d.q) {
					d.VBROADCASTSS(at(d.x, 16*q+4*i), d.element)
					d.VFMADD231PS(v, d.element, sum)
				}
			}
		}
		if from+2 < len(d.sums) {
			d.LEAQ(operand.Mem{Base: groups[0], Index: next, Scale: 2}, groups[0])
			d.LEAQ(operand.Mem{Base: groups[1], Index: next, Scale: 2}, groups[1])
		}
	}
	d.ADDQ(operand.Imm(uint64(16*n)), d.x)
	d.ADDQ(operand.Imm(uint64(16*n)), d.b)
}
