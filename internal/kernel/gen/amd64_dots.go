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
// of their sums from waiting for each other, as many as take turns: all of them,
// or two that use up a cache line of each of their columns before the others
// begin, since lines a power of two apart drive each other out of the cache.
// Meanwhile the columns after these are fetched, as if they followed in memory:
// so many streams are more than the processor foresees.
func (m *machine) dotsKernel(name string, groups, turns int) {
	m.begin(name+m.suffix, dotsDoc(8*groups), dotsArguments)
	d := dotsBuilder{machine: m, x: m.argument("x"), q: m.newQuad(), turns: turns, ahead: m.argument("b")}
	for range 4 {
		d.elements = append(d.elements, m.YMM())
	}
	d.columns = m.steps(m.argument("bStep"), 8)
	c, next := m.argument("c"), m.GP64()
	m.MOVQ(d.columns.one, next)
	m.SHLQ(operand.Imm(3), next)
	for g := range groups {
		d.groups, d.sums = append(d.groups, m.GP64()), append(d.sums, m.YMM())
		m.MOVQ(d.ahead, d.groups[g])
		m.ADDQ(next, d.ahead)
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
	x        reg.Register
	groups   []reg.Register // where their columns begin
	ahead    reg.Register   // behind the last group
	columns  steps
	q        quad
	turns    int              // groups that take turns
	elements []reg.VecVirtual // of x
	sums     []reg.VecVirtual
}

// quads does n times four rows of B for all groups.
func (d *dotsBuilder) quads(n int) {
	for from := 0; from < len(d.sums); from += d.turns {
		for q := range n {
			for i, e := range d.elements {
				d.VBROADCASTSS(at(d.x, 16*q+4*i), e)
			}
			for g := from; g < from+d.turns; g++ {
				d.quad(g, q, n == 4)
			}
		}
	}
	d.ADDQ(operand.Imm(uint64(16*n)), d.x)
	for _, b := range d.groups {
		d.ADDQ(operand.Imm(uint64(16*n)), b)
	}
	if n == 4 {
		d.ADDQ(operand.U32(64*8*len(d.sums)), d.ahead)
	}
}

// quad does four rows for group g, and fetches two lines of what is ahead.
func (d *dotsBuilder) quad(g, q int, fetch bool) {
	d.loadHalves(d.q, func(i int) operand.Mem {
		row := d.columns.row(d.groups[g], i)
		row.Disp = 16 * q
		return row
	})
	if fetch {
		line := 2 * (4*g + q)
		d.PREFETCHT1(at(d.ahead, 64*line))
		d.PREFETCHT1(at(d.ahead, 64*(line+1)))
	}
	for i, v := range d.mix(d.q) {
		d.VFMADD231PS(v, d.elements[i], d.sums[g])
	}
}
