package vecgen

import "fmt"

// amd64 prints kernels for AVX2 with FMA, or for AVX-512.
type amd64 struct {
	*text
	*registers
	pool   *pool
	k      *kernel
	big    bool // AVX-512: 16 lanes of float32
	tail   bool // the vectors at hand are masked
	vector int  // which of those that a turn of the loop takes
	labels int
}

const (
	amd64Pool = "vecTable"
	amd64Mask = "vecMask"
)

// General registers: those of arrays, n, rows, the index, its limit, the rest.
var (
	amd64Arrays                                                     = []string{"DI", "SI", "R8", "R9", "R10", "R11"}
	amd64N, amd64Rows, amd64Index, amd64Limit, amd64Rest, amd64Base = "CX", "R12", "AX", "BX", "DX", "R13"
)

func (e *amd64) width() int {
	if e.big {
		return 16
	}
	return 8
}

func (e *amd64) set() string {
	if e.big {
		return "AVX512"
	}
	return "AVX2"
}

// name is a register in full width.
func (e *amd64) name(i int) string {
	if e.big {
		return fmt.Sprintf("Z%d", i)
	}
	return fmt.Sprintf("Y%d", i)
}

// narrowName is a register in half of it.
func (e *amd64) narrowName(i int) string {
	if e.big {
		return fmt.Sprintf("Y%d", i)
	}
	return fmt.Sprintf("X%d", i)
}

func suffix(of kind) string {
	if of == double {
		return "PD"
	}
	return "PS"
}

// resident reports whether v has a register.
func (e *amd64) resident(v *value) bool {
	_, ok := e.home[v]
	return ok
}

// reg is the register of v; a constant without one is loaded into an extra.
func (e *amd64) reg(v *value) int {
	if i, ok := e.home[v]; ok {
		return i
	}
	i := e.extra()
	e.loadFixed(v, i)
	return i
}

// loadFixed loads a constant or a parameter.
func (e *amd64) loadFixed(v *value, i int) {
	m := "VBROADCASTSS"
	if v.kind == double {
		m = "VBROADCASTSD"
	}
	switch {
	case v.op == opScalar:
		offsets, _ := e.k.layout()
		e.line("%s %s+%d(FP), %s", m, v.param.name, offsets[v.param], e.name(i))
	case v.op != opConst:
		panic(fmt.Sprintf("vecgen: %s: a value of operation %d is not there", e.k.name, v.op))
	case v.bits == 0:
		e.wanted[v]++
		e.line("VXORPS %s, %s, %s", x(i), x(i), x(i))
	default:
		e.wanted[v]++
		e.line("%s %s<>+%d(SB), %s", m, amd64Pool, e.pool.place(v), e.name(i))
	}
}

func x(i int) string { return fmt.Sprintf("X%d", i) }

// operand is v as the last source of mnemonic: its register or its place in
// memory. It gives the mnemonic that belongs to it.
func (e *amd64) operand(mnemonic string, v *value) (m, source string) {
	if e.resident(v) || v.op != opConst {
		return mnemonic, e.name(e.reg(v))
	}
	if e.big {
		mnemonic += ".BCST"
	}
	return mnemonic, fmt.Sprintf("%s<>+%d(SB)", amd64Pool, e.pool.place(v))
}

// define takes a register for the result of v, which may be one that v used last.
func (e *amd64) define(v *value) int {
	e.release(v)
	i := e.take()
	e.home[v] = i
	return i
}

// print prints a list of operations.
func (e *amd64) print(list []*value) {
	e.begin(list)
	for i, v := range list {
		e.now = i
		e.operation(v)
	}
}

func (e *amd64) operation(v *value) {
	a := v.args
	s := suffix(v.kind)
	switch v.op {
	case opLoad:
		e.load(v)
	case opStore:
		e.store(v)
	case opAdd:
		e.binary("VADD"+s, v, true)
	case opSub:
		e.binary("VSUB"+s, v, false)
	case opMul:
		e.binary("VMUL"+s, v, true)
	case opDiv:
		e.binary("VDIV"+s, v, false)
	case opMin:
		e.binary("VMIN"+s, v, false)
	case opMax:
		e.binary("VMAX"+s, v, false)
	case opSqrt:
		m, source := e.operand("VSQRT"+s, a[0])
		e.line("%s %s, %s", m, source, e.name(e.define(v)))
	case opFMA:
		e.fused("VFMADD", v)
	case opFNMA:
		e.fused("VFNMADD", v)
	case opAnd:
		e.binary(e.logic("VPAND"), v, true)
	case opOr:
		e.binary(e.logic("VPOR"), v, true)
	case opXor:
		e.binary(e.logic("VPXOR"), v, true)
	case opAddInt:
		e.binary("VPADD"+intSuffix(v.kind), v, true)
	case opSubInt:
		e.binary("VPSUB"+intSuffix(v.kind), v, false)
	case opShiftLeft, opShiftRight:
		m := "VPSLL"
		if v.op == opShiftRight {
			m = "VPSRA"
		}
		source := e.name(e.reg(a[0]))
		e.line("%s $%d, %s, %s", m+intSuffix(v.kind), v.bits, source, e.name(e.define(v)))
	case opGreater:
		e.choose(30, v)
	case opGreaterEqual:
		e.choose(29, v)
	case opEqual:
		e.choose(0, v)
	case opWidenLow, opWidenHigh, opNarrow:
		e.convert(v)
	case opGather, opGatherFMA:
		e.gather(v)
	case opTell:
		e.line("VMOVSD X%d, %d(%s)", e.reg(a[0]), 8*v.bits, amd64Arrays[v.param.index])
		e.release(v)
	default:
		panic(fmt.Sprintf("vecgen: %s: operation %d", e.k.name, v.op))
	}
}

func intSuffix(of kind) string {
	if of == double {
		return "Q"
	}
	return "D"
}

// logic is the name of a bitwise operation.
func (e *amd64) logic(m string) string {
	if e.big {
		return m + "D"
	}
	return m
}

// binary prints a op b; where the two may change places, a constant goes last.
func (e *amd64) binary(m string, v *value, commutes bool) {
	a, b := v.args[0], v.args[1]
	if commutes && !e.resident(a) && e.resident(b) {
		a, b = b, a
	}
	m, source := e.operand(m, b)
	first := e.name(e.reg(a))
	e.line("%s %s, %s, %s", m, source, first, e.name(e.define(v)))
}

// fused prints ±a·b + c. The result takes the place of an operand that is not
// needed any more; without one, of a copy of c.
func (e *amd64) fused(m string, v *value) {
	a, b, c := v.args[0], v.args[1], v.args[2]
	if !e.resident(a) && e.resident(b) {
		a, b = b, a
	}
	if !e.dies(a) && e.dies(b) {
		a, b = b, a
	}
	s := suffix(v.kind)
	switch {
	case e.dies(c):
		e.inPlace(m+"231"+s, v, b, a, c)
	case e.dies(a) && e.resident(b):
		e.inPlace(m+"213"+s, v, c, b, a)
	case e.dies(a) && e.resident(c):
		e.inPlace(m+"132"+s, v, b, c, a)
	default:
		m, source := e.operand(m+"231"+s, b)
		first := e.name(e.reg(a))
		i := e.take()
		if e.resident(c) {
			e.line("VMOVAPS %s, %s", e.name(e.home[c]), e.name(i))
		} else {
			e.loadFixed(c, i)
		}
		e.line("%s %s, %s, %s", m, source, first, e.name(i))
		e.release(v)
		e.home[v] = i
	}
}

// inPlace prints an operation whose result takes the register of target, which
// is not needed any more.
func (e *amd64) inPlace(m string, v, last, middle, target *value) {
	m, source := e.operand(m, last)
	second := e.name(e.reg(middle))
	i := e.home[target]
	e.line("%s %s, %s, %s", m, source, second, e.name(i))
	delete(e.home, target)
	e.release(v)
	e.home[v] = i
}

// choose prints a comparison and what follows from it.
func (e *amd64) choose(predicate int, v *value) {
	m, source := e.operand("VCMP"+suffix(v.kind), v.args[1])
	first := e.name(e.reg(v.args[0]))
	if e.big {
		e.line("%s $%d, %s, %s, K2", m, predicate, source, first)
		m, yes := e.operand("VBLENDM"+suffix(v.kind), v.args[2])
		no := e.name(e.reg(v.args[3]))
		e.line("%s %s, %s, K2, %s", m, yes, no, e.name(e.define(v)))
		return
	}
	mask := e.extra()
	e.line("%s $%d, %s, %s, %s", m, predicate, source, first, e.name(mask))
	m, yes := e.operand("VBLENDV"+suffix(v.kind), v.args[2])
	no := e.name(e.reg(v.args[3]))
	e.line("%s %s, %s, %s, %s", m, e.name(mask), yes, no, e.name(e.define(v)))
}

func (e *amd64) convert(v *value) {
	a := e.reg(v.args[0])
	switch {
	case v.op == opWidenLow:
		e.line("VCVTPS2PD %s, %s", e.narrowName(a), e.name(e.define(v)))
	case v.op == opWidenHigh:
		i := e.extra()
		e.upper(a, i)
		e.line("VCVTPS2PD %s, %s", e.narrowName(i), e.name(e.define(v)))
	default:
		b := e.reg(v.args[1])
		low, high := e.extra(), e.extra()
		e.half(a, low)
		e.half(b, high)
		if e.big {
			e.line("VINSERTF64X4 $1, Y%d, Z%d, Z%d", high, low, e.define(v))
		} else {
			e.line("VINSERTF128 $1, X%d, Y%d, Y%d", high, low, e.define(v))
		}
	}
}

// upper copies the upper half of register a into the lower half of i.
func (e *amd64) upper(a, i int) {
	if e.big {
		e.line("VEXTRACTF64X4 $1, Z%d, Y%d", a, i)
	} else {
		e.line("VEXTRACTF128 $1, Y%d, X%d", a, i)
	}
}

// half rounds the float64 in a to float32, in the lower half of i.
func (e *amd64) half(a, i int) {
	if e.big {
		e.line("VCVTPD2PS Z%d, Y%d", a, i)
	} else {
		e.line("VCVTPD2PSY Y%d, X%d", a, i)
	}
}
