package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// tileKind is what a tile kernel can do beside its height.
type tileKind struct {
	vectors int  // in a row of C
	edge    bool // the last vector is cut to the tile's cols
	keep    bool // copies the panel of B
}

// tileKernel emits a kernel for blocks of h rows of C. Each of its elements is
// one chain of fused multiply-adds over k. The accumulators of a block stay in
// registers: h·vectors of them, and besides those the row of B and two
// broadcast elements of A.
func (m *machine) tileKernel(h int, kind tileKind) string {
	name := m.tileName(h, kind)
	m.begin(name, "is a tile kernel.", tileArguments)
	k := &tileBuilder{machine: m, tileKind: kind, h: h, t: m.argument("t")}
	k.prepare()
	m.Label("block")
	k.start()
	k.products()
	k.finish()
	m.DECQ(at(k.t, field("blocks")))
	m.JNZ(operand.LabelRef("block"))
	m.end()
	return name
}

func (m *machine) tileName(h int, kind tileKind) string {
	name := fmt.Sprintf("tile%dx%d", h, kind.vectors*m.lanes)
	if kind.edge {
		name += "Edge"
	}
	if kind.keep {
		name += "Keep"
	}
	return name + m.suffix
}

type tileBuilder struct {
	*machine
	tileKind
	h            int
	t            reg.Register
	sums         [][]reg.VecVirtual // h × vectors
	b            []reg.VecVirtual
	elements     []reg.VecVirtual // broadcast elements of A
	rows         steps
	aStep, bStep reg.Register
	mask         masking
}

// prepare loads what does not change from block to block.
func (k *tileBuilder) prepare() {
	k.rows = k.steps(k.get(k.t, "aRow"), min(k.h, 6))
	k.aStep, k.bStep = k.get(k.t, "aStep"), k.get(k.t, "bStep")
	if k.edge {
		count := k.get(k.t, "cols")
		if k.vectors > 1 {
			k.SUBQ(operand.Imm(uint64(k.lanes*(k.vectors-1))), count)
		}
		if k.vectors == 1 { // a register is left for it
			k.mask = k.keptMasking(count)
		} else {
			k.mask = k.masking(count)
		}
	}
	for range k.h {
		row := make([]reg.VecVirtual, k.vectors)
		for j := range row {
			row[j] = k.vector()
		}
		k.sums = append(k.sums, row)
	}
	for range k.vectors {
		k.b = append(k.b, k.vector())
	}
	k.elements = []reg.VecVirtual{k.vector(), k.vector()}
}

// masked says whether vector j of a row is cut.
func (k *tileBuilder) masked(j int) bool { return k.edge && j == k.vectors-1 }

func (k *tileBuilder) loadVector(from operand.Mem, j int, to reg.VecVirtual) {
	if k.masked(j) {
		k.mask.load(from, to)
	} else {
		k.VMOVUPS(from, to)
	}
}

// eachRow calls f for the rows of C at c, which it moves to the next block.
func (k *tileBuilder) eachRow(c reg.Register, f func(i int)) {
	step := k.get(k.t, "cRow")
	for i := range k.h {
		f(i)
		k.ADDQ(step, c)
	}
}

// start sets the sums to 0 or to C. C that is not loaded is fetched, so that it
// is there when the sums are stored.
func (k *tileBuilder) start() {
	c, load := k.get(k.t, "c"), k.get(k.t, "load")
	k.TESTQ(load, load)
	k.JZ(operand.LabelRef("zero"))
	k.eachRow(c, func(i int) {
		for j, sum := range k.sums[i] {
			k.loadVector(at(c, k.bytes()*j), j, sum)
		}
	})
	k.JMP(operand.LabelRef("ready"))
	k.Label("zero")
	k.eachRow(c, func(i int) {
		for j, sum := range k.sums[i] {
			k.clear(sum)
			k.PREFETCHT0(at(c, k.bytes()*j))
		}
	})
	k.Label("ready")
}

// products runs over k, four at a time.
func (k *tileBuilder) products() {
	a, b, count := k.get(k.t, "a"), k.get(k.t, "b"), k.get(k.t, "k")
	var low, keep reg.Register
	if k.h > 6 {
		low = k.GP64()
		k.LEAQ(k.rows.row(a, 2), low)
		k.LEAQ(k.rows.row(low, 4), low)
	}
	if k.keep {
		keep = k.get(k.t, "keep")
	}
	unroll := 4
	if k.h > 6 {
		unroll = 2
	}
	groups, rest := k.GP64(), count
	k.MOVQ(count, groups)
	k.SHRQ(operand.Imm(uint64(unroll/2)), groups)
	k.ANDQ(operand.Imm(uint64(unroll-1)), rest)
	k.loop("some", groups, func() {
		for u := range unroll {
			k.product(a, low, b, keep, u)
		}
		k.advance(keep, unroll)
	})
	k.loop("one", rest, func() {
		k.product(a, low, b, keep, 0)
		k.advance(keep, 1)
	})
}

func (k *tileBuilder) width() int { return k.bytes() * k.vectors }

func (k *tileBuilder) advance(keep reg.Register, n int) {
	if k.keep {
		k.ADDQ(operand.U32(n*k.width()), keep)
	}
}

// product is one step over k: a row of B times a column of A.
func (k *tileBuilder) product(a, low, b, keep reg.Register, u int) {
	for j, v := range k.b {
		k.loadVector(at(b, k.bytes()*j), j, v)
		if k.keep {
			k.VMOVUPS(v, at(keep, u*k.width()+k.bytes()*j))
		}
	}
	for i, row := range k.sums {
		from := a
		if i >= 6 {
			from = low
		}
		element := k.elements[i%2]
		k.VBROADCASTSS(k.rows.row(from, i%6), element)
		for j, sum := range row {
			k.VFMADD231PS(k.b[j], element, sum)
		}
	}
	k.ADDQ(k.aStep, a)
	if low != nil {
		k.ADDQ(k.aStep, low)
	}
	k.ADDQ(k.bStep, b)
}

// finish stores the sums and moves the tile to its next block.
func (k *tileBuilder) finish() {
	c := k.get(k.t, "c")
	k.eachRow(c, func(i int) {
		for j, sum := range k.sums[i] {
			to := at(c, k.bytes()*j)
			if k.masked(j) {
				k.mask.store(sum, to)
			} else {
				k.VMOVUPS(sum, to)
			}
		}
	})
	k.MOVQ(c, at(k.t, field("c")))
	k.ADDQ(k.get(k.t, "aBlock"), at(k.t, field("a")))
}

// tileTables emits the kernels of every kind and height and tells Go where
// they are. Panels are kept by the first of at least two blocks only, and of
// those none is lower than half the tallest.
func (m *machine) tileTables(tallest int) {
	for _, t := range []struct {
		name, doc string
		tileKind
	}{
		{"whole", "are the kernels for all columns of a tile.", tileKind{vectors: 2}},
		{"wide", "are the kernels for more than half the columns.", tileKind{vectors: 2, edge: true}},
		{"narrow", "are the kernels for up to half the columns.", tileKind{vectors: 1, edge: true}},
	} {
		plain, keep := table{name: t.name + m.suffix, doc: t.doc}, table{name: t.name + "Keep" + m.suffix, doc: "keep the panel too."}
		plain.kernels, keep.kernels = make([]string, tallest+1), make([]string, tallest+1)
		for h := 1; h <= tallest; h++ {
			plain.kernels[h] = m.tileKernel(h, t.tileKind)
			if 2*h > tallest {
				t.keep = true
				keep.kernels[h] = m.tileKernel(h, t.tileKind)
				t.keep = false
			}
		}
		m.unit.tables = append(m.unit.tables, plain, keep)
	}
}

// slimTables emits what AVX-512 takes from AVX2 for up to a quarter of its
// columns: two halves of a vector do as much in a cycle as a whole one. The
// lower ones are the narrow kernels of AVX2, which are there already.
func (m *machine) slimTables(tallest, there int) {
	kind := tileKind{vectors: 1, edge: true}
	plain, keep := table{name: "slim" + m.suffix, doc: "are the kernels of AVX-512 for up to a quarter of the columns."}, table{name: "slimKeep" + m.suffix, doc: "keep the panel too."}
	plain.kernels, keep.kernels = make([]string, tallest+1), make([]string, tallest+1)
	for h := 1; h <= tallest; h++ {
		plain.kernels[h] = m.tileName(h, kind)
		if h > there {
			m.tileKernel(h, kind)
		}
		if 2*h > tallest {
			kind.keep = true
			keep.kernels[h] = m.tileKernel(h, kind)
			kind.keep = false
		}
	}
	m.unit.tables = append(m.unit.tables, plain, keep)
}
