package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
	"github.com/mmcloughlin/avo/reg"
)

// machine is avo's context with the vectors of one instruction set.
type machine struct {
	*build.Context
	unit   *unit
	suffix string // of every name: AVX2, AVX512
	lanes  int    // float32 in a vector
	zmm    bool
	mask   operand.Mem // AVX2: eight words of ones, eight of zeros
}

func newMachine(name, suffix string, lanes int) *machine {
	m := &machine{Context: build.NewContext(), suffix: suffix, lanes: lanes, zmm: lanes == 16}
	m.unit = &unit{name: name, text: m.print}
	return m
}

// print compiles what was built and gives the text after the header.
func (m *machine) print() string {
	file, err := m.Result()
	if err == nil {
		err = pass.Compile.Execute(file)
	}
	if err != nil {
		panic(err)
	}
	text, err := printer.NewGoAsm(printer.Config{Name: "gen", Pkg: "kernel"}).Print(file)
	if err != nil {
		panic(err)
	}
	if high := regexp.MustCompile(`\bY(1[6-9]|[23][0-9])\b`).Find(text); high != nil && !m.zmm {
		panic(fmt.Sprintf("%s has %s: avo has run out of what AVX2 has", m.unit.name, high))
	}
	_, body, _ := strings.Cut(string(text), "\n\n") // avo's own header
	return strings.ReplaceAll(body, "t *byte", tileArguments)
}

// begin starts a function and declares it to Go. avo does not know tile.
func (m *machine) begin(name, doc, arguments string) {
	m.Function(name)
	m.Attributes(attr.NOSPLIT)
	m.SignatureExpr("func(" + strings.ReplaceAll(arguments, tileArguments, "t *byte") + ")")
	m.unit.functions = append(m.unit.functions, function{name, doc, arguments})
}

func (m *machine) end() {
	m.VZEROUPPER()
	m.RET()
}

func (m *machine) vector() reg.VecVirtual {
	if m.zmm {
		return m.ZMM()
	}
	return m.YMM()
}

func (m *machine) bytes() int { return 4 * m.lanes }

// argument loads a parameter into a register.
func (m *machine) argument(name string) reg.GPVirtual {
	return m.Load(m.Param(name), m.GP64()).(reg.GPVirtual)
}

// get loads a field of the tile at t.
func (m *machine) get(t reg.Register, name string) reg.GPVirtual {
	r := m.GP64()
	m.MOVQ(at(t, field(name)), r)
	return r
}

func (m *machine) clear(v reg.VecVirtual) {
	if m.zmm {
		m.VPXORD(v, v, v)
	} else {
		m.VXORPS(v, v, v)
	}
}

// times is n·r in a new register, for n = 3, 5, 7.
func (m *machine) times(n int, r reg.Register) reg.GPVirtual {
	p := m.GP64()
	switch n {
	case 3:
		m.LEAQ(operand.Mem{Base: r, Index: r, Scale: 2}, p)
	case 5:
		m.LEAQ(operand.Mem{Base: r, Index: r, Scale: 4}, p)
	case 7:
		m.LEAQ(operand.Mem{Base: r, Index: r, Scale: 2}, p)
		m.LEAQ(operand.Mem{Base: p, Index: r, Scale: 4}, p)
	default:
		panic(fmt.Sprint("no multiple ", n))
	}
	return p
}

func at(base reg.Register, offset int) operand.Mem {
	return operand.Mem{Base: base, Disp: offset}
}

// steps reaches rows 0 to 7 from a base by one instruction each: odd multiples
// of the step have registers of their own, those that are needed.
type steps struct{ one, three, five, seven reg.Register }

func (m *machine) steps(one reg.Register, rows int) steps {
	s := steps{one: one}
	if rows > 3 {
		s.three = m.times(3, one)
	}
	if rows > 5 {
		s.five = m.times(5, one)
	}
	if rows > 7 {
		s.seven = m.times(7, one)
	}
	return s
}

func (s steps) row(base reg.Register, i int) operand.Mem {
	switch i {
	case 0:
		return operand.Mem{Base: base}
	case 1, 2, 4:
		return operand.Mem{Base: base, Index: s.one, Scale: uint8(i)}
	case 3:
		return operand.Mem{Base: base, Index: s.three, Scale: 1}
	case 5:
		return operand.Mem{Base: base, Index: s.five, Scale: 1}
	case 6:
		return operand.Mem{Base: base, Index: s.three, Scale: 2}
	case 7:
		return operand.Mem{Base: base, Index: s.seven, Scale: 1}
	}
	panic(fmt.Sprint("no row ", i))
}

// loop repeats body until count, which it consumes, is 0; nothing if it is 0 at
// the start.
func (m *machine) loop(label string, count reg.Register, body func()) {
	m.TESTQ(count, count)
	m.JZ(operand.LabelRef(label + "_end"))
	m.Label(label)
	body()
	m.DECQ(count)
	m.JNZ(operand.LabelRef(label))
	m.Label(label + "_end")
}
