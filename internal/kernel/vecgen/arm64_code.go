package vecgen

import "fmt"

// Go's assembler for arm64 has no names for most vector operations, so they are
// printed as their codes, with the name behind it. Arm, "Arm Architecture
// Reference Manual for A-profile", C7.2.

// arm64Codes are the codes of operations on three registers: for four lanes of
// float32, and for two of float64.
var arm64Codes = map[string][2]uint32{
	"FADD":  {0x4e20d400, 0x4e60d400},
	"FSUB":  {0x4ea0d400, 0x4ee0d400},
	"FMUL":  {0x6e20dc00, 0x6e60dc00},
	"FDIV":  {0x6e20fc00, 0x6e60fc00},
	"FMLA":  {0x4e20cc00, 0x4e60cc00},
	"FMLS":  {0x4ea0cc00, 0x4ee0cc00},
	"FCMGT": {0x6ea0e400, 0x6ee0e400},
	"FCMGE": {0x6e20e400, 0x6e60e400},
	"FCMEQ": {0x4e20e400, 0x4e60e400},
	"ADD":   {0x4ea08400, 0x4ee08400},
	"SUB":   {0x6ea08400, 0x6ee08400},
}

// arm64Bits are the codes of bitwise operations on three registers.
var arm64Bits = map[string]uint32{
	"AND": 0x4e201c00,
	"ORR": 0x4ea01c00,
	"EOR": 0x6e201c00,
	"BSL": 0x6e601c00, // where d has a one, n, else m
}

// arm64Two are the codes of operations on two registers, and their operands.
var arm64Two = map[string]struct {
	code   uint32
	format string
}{
	"FSQRT4S": {0x6ea1f800, "fsqrt v%d.4s, v%d.4s"},
	"FSQRT2D": {0x6ee1f800, "fsqrt v%d.2d, v%d.2d"},
	"FCVTL":   {0x0e617800, "fcvtl v%d.2d, v%d.2s"},
	"FCVTL2":  {0x4e617800, "fcvtl2 v%d.2d, v%d.4s"},
	"FCVTN":   {0x0e616800, "fcvtn v%d.2s, v%d.2d"},
	"FCVTN2":  {0x4e616800, "fcvtn2 v%d.4s, v%d.2d"},
	"DUP4S":   {0x4e040400, "dup v%d.4s, v%d.s[0]"},
	"DUP2D":   {0x4e080400, "dup v%d.2d, v%d.d[0]"},
}

func lanesOf(of kind) string {
	if of == double {
		return "2d"
	}
	return "4s"
}

func (e *arm64) word(code uint32, format string, args ...any) {
	e.line("WORD $0x%08x // %s", code, fmt.Sprintf(format, args...))
}

// three prints d = n op m.
func (e *arm64) three(name string, of kind, d, n, m int) {
	l := lanesOf(of)
	e.word(arm64Codes[name][of]|uint32(m<<16|n<<5|d), "%s v%d.%s, v%d.%s, v%d.%s", lower(name), d, l, n, l, m, l)
}

func (e *arm64) bitwise(name string, d, n, m int) {
	e.word(arm64Bits[name]|uint32(m<<16|n<<5|d), "%s v%d.16b, v%d.16b, v%d.16b", lower(name), d, n, m)
}

func (e *arm64) two(name string, d, n int) {
	c := arm64Two[name]
	e.word(c.code|uint32(n<<5|d), c.format, d, n)
}

func (e *arm64) move(d, n int) {
	if d != n {
		e.bitwise("ORR", d, n, n)
	}
}

func (e *arm64) shift(v *value, d, n int) {
	bits, l := 32, lanesOf(v.kind)
	if v.kind == double {
		bits = 64
	}
	distance := int(v.bits)
	if v.op == opShiftLeft {
		e.word(0x4f005400|uint32((bits+distance)<<16|n<<5|d), "shl v%d.%s, v%d.%s, #%d", d, l, n, l, distance)
	} else {
		e.word(0x4f000400|uint32((2*bits-distance)<<16|n<<5|d), "sshr v%d.%s, v%d.%s, #%d", d, l, n, l, distance)
	}
}

// rotate prints d = n moved down by some bytes.
func (e *arm64) rotate(d, n, bytes int) {
	e.word(0x6e000000|uint32(n<<16|bytes<<11|n<<5|d), "ext v%d.16b, v%d.16b, v%d.16b, #%d", d, n, n, bytes)
}
