package vecgen

import (
	"fmt"
	"strings"
)

func lower(s string) string { return strings.ToLower(s) }

// arm64 prints kernels for NEON: four lanes of float32.
type arm64 struct {
	*text
	*registers
	pool   *pool
	k      *kernel
	tail   bool // the vectors at hand are in the buffers on the stack
	vector int
}

const (
	arm64Pool  = "vecTable"
	arm64Width = 4
)

// General registers. Each array has one for its row and one that moves along.
const (
	arm64N, arm64Rows, arm64Table = "R8", "R9", "R10"
	arm64Left, arm64Buffer        = "R20", "R21"
	arm64From, arm64To            = "R22", "R23"
	arm64Count, arm64Word         = "R24", "R25"
)

func arm64Row(p *param) string { return fmt.Sprintf("R%d", p.index) }
func arm64Now(p *param) string { return fmt.Sprintf("R%d", 11+p.index) }

func (e *arm64) reg(v *value) int {
	if i, ok := e.home[v]; ok {
		return i
	}
	i := e.extra()
	e.loadFixed(v, i)
	return i
}

// loadFixed loads a constant or a parameter.
func (e *arm64) loadFixed(v *value, i int) {
	switch v.op {
	case opConst:
		e.wanted[v]++
		e.line("FMOVQ %d(%s), F%d", e.pool.place(v), arm64Table, i)
	case opScalar:
		offsets, _ := e.k.layout()
		m, dup := "FMOVS", "DUP4S"
		if v.kind == double {
			m, dup = "FMOVD", "DUP2D"
		}
		e.line("%s %s+%d(FP), F%d", m, v.param.name, offsets[v.param], i)
		e.two(dup, i, i)
	default:
		panic(fmt.Sprintf("vecgen: %s: a value of operation %d is not there", e.k.name, v.op))
	}
}

func (e *arm64) define(v *value) int {
	e.release(v)
	i := e.take()
	e.home[v] = i
	return i
}

func (e *arm64) print(list []*value) {
	e.begin(list)
	for i, v := range list {
		e.now = i
		e.operation(v)
	}
}

// arm64Names are the operations on three registers that need nothing else.
var arm64Names = map[op]string{
	opAdd: "FADD", opSub: "FSUB", opMul: "FMUL", opDiv: "FDIV", opAddInt: "ADD", opSubInt: "SUB",
}

var arm64BitNames = map[op]string{opAnd: "AND", opOr: "ORR", opXor: "EOR"}

func (e *arm64) operation(v *value) {
	a := v.args
	switch v.op {
	case opLoad:
		e.line("FMOVQ %s, F%d", e.at(v.param), e.define(v))
	case opStore:
		e.line("FMOVQ F%d, %s", e.reg(a[0]), e.at(v.param))
		e.release(v)
	case opAdd, opSub, opMul, opDiv, opAddInt, opSubInt:
		n, m := e.reg(a[0]), e.reg(a[1])
		e.three(arm64Names[v.op], v.kind, e.define(v), n, m)
	case opAnd, opOr, opXor:
		n, m := e.reg(a[0]), e.reg(a[1])
		e.bitwise(arm64BitNames[v.op], e.define(v), n, m)
	case opMin:
		e.choose("FCMGT", v, a[1], a[0], a[0], a[1])
	case opMax:
		e.choose("FCMGT", v, a[0], a[1], a[0], a[1])
	case opGreater:
		e.choose("FCMGT", v, a[0], a[1], a[2], a[3])
	case opGreaterEqual:
		e.choose("FCMGE", v, a[0], a[1], a[2], a[3])
	case opEqual:
		e.choose("FCMEQ", v, a[0], a[1], a[2], a[3])
	case opSqrt:
		n := e.reg(a[0])
		e.two("FSQRT"+strings.ToUpper(lanesOf(v.kind)), e.define(v), n)
	case opFMA:
		e.fused("FMLA", v)
	case opFNMA:
		e.fused("FMLS", v)
	case opShiftLeft, opShiftRight:
		n := e.reg(a[0])
		e.shift(v, e.define(v), n)
	case opWidenLow:
		n := e.reg(a[0])
		e.two("FCVTL", e.define(v), n)
	case opWidenHigh:
		n := e.reg(a[0])
		e.two("FCVTL2", e.define(v), n)
	case opNarrow:
		low, high := e.reg(a[0]), e.reg(a[1])
		i := e.take()
		e.two("FCVTN", i, low)
		e.two("FCVTN2", i, high)
		e.release(v)
		e.home[v] = i
	case opGather, opGatherFMA:
		e.gather(v)
	case opTell:
		e.line("FMOVD F%d, %d(%s)", e.reg(a[0]), 8*v.bits, arm64Row(v.param))
		e.release(v)
	default:
		panic(fmt.Sprintf("vecgen: %s: operation %d", e.k.name, v.op))
	}
}

// fused prints c ± a·b into the register of c, or into a copy of it.
func (e *arm64) fused(name string, v *value) {
	a, b, c := e.reg(v.args[0]), e.reg(v.args[1]), v.args[2]
	var i int
	switch home, ok := e.home[c]; {
	case ok && e.dies(c):
		i = home
		delete(e.home, c)
	case ok:
		i = e.take()
		e.move(i, home)
	default:
		i = e.take()
		e.loadFixed(c, i)
	}
	e.three(name, v.kind, i, a, b)
	e.release(v)
	e.home[v] = i
}

// choose prints a comparison of a and b, and takes yes or no.
func (e *arm64) choose(name string, v, a, b, yes, no *value) {
	n, m, y, o := e.reg(a), e.reg(b), e.reg(yes), e.reg(no)
	i := e.take()
	e.three(name, v.kind, i, n, m)
	e.bitwise("BSL", i, y, o)
	e.release(v)
	e.home[v] = i
}

// at is the place in memory of the vector at hand of an array.
func (e *arm64) at(p *param) string {
	if e.tail {
		return fmt.Sprintf("%d(RSP)", 16+64*p.index+16*e.vector)
	}
	return fmt.Sprintf("%d(%s)", 16*e.vector, arm64Now(p))
}

func (e *arm64) gather(v *value) {
	place := e.vector
	if v.acc.kind == double {
		place = 2*e.vector + v.half
	}
	lane, a := e.lanes[v.acc][place], e.reg(v.args[0])
	switch {
	case v.op == opGatherFMA:
		e.three("FMLA", v.acc.kind, lane, a, e.reg(v.args[1]))
	case v.acc.max:
		e.larger(v.acc.kind, lane, a, lane)
	default:
		e.three("FADD", v.acc.kind, lane, lane, a)
	}
	e.release(v)
}

// larger prints d = n > m ? n : m.
func (e *arm64) larger(of kind, d, n, m int) {
	t := e.take()
	e.three("FCMGT", of, t, n, m)
	e.bitwise("BSL", t, n, m)
	e.move(d, t)
	e.give(t)
}

// join prints d = the sum or the maximum of d and m.
func (e *arm64) join(a *acc, d, m int) {
	if a.max {
		e.larger(a.kind, d, d, m)
	} else {
		e.three("FADD", a.kind, d, d, m)
	}
}

// fold adds the lanes of an accumulator up, pairwise, and spreads the sum over
// the whole of its first register.
func (e *arm64) fold(a *acc) {
	lanes := e.lanes[a]
	for n := len(lanes) / 2; n > 0; n /= 2 {
		for i := range n {
			e.join(a, lanes[i], lanes[i+n])
		}
	}
	for _, i := range lanes[1:] {
		e.give(i)
	}
	first, t := lanes[0], e.take()
	e.rotate(t, first, 8)
	e.join(a, first, t)
	if a.kind == single {
		e.rotate(t, first, 4)
		e.join(a, first, t)
	}
	e.two("DUP"+strings.ToUpper(lanesOf(a.kind)), first, first)
	e.give(t)
	e.home[a.result], e.pinned[a.result] = first, true
}
