package vecgen

import "fmt"

// columns is what it is on amd64: R8 is the columns that are left, R9 the rows,
// R20 the bytes of a row, R11 and R12 the row at hand of the one or two streams,
// R13 the rows that are left.
func (e *arm64) columns(streams int, begin, row func(s strip, vector int)) {
	offsets, _ := e.k.layout()
	e.line("MOVD stride+%d(FP), R20", offsets[e.k.params[len(e.k.params)-1]])
	e.line("LSL $2, R20, R20")
	for i, s := range []strip{{2, 3, false}, {2, 1, false}, {1, 1, false}} {
		e.label(fmt.Sprintf("strip%d", i))
		e.line("CMP $%d, %s", s.columns(), arm64N)
		e.line("BLT strip%d", i+1)
		for v := range s.vectors {
			e.bitwise("EOR", place(v, sumPlace), place(v, sumPlace), place(v, sumPlace))
			e.bitwise("EOR", place(v, otherPlace), place(v, otherPlace), place(v, otherPlace))
			begin(s, v)
		}
		e.line("MOVD R2, R11")
		if streams > 1 {
			e.line("MOVD R3, R12")
		}
		e.line("MOVD %s, R13", arm64Rows)
		e.label(fmt.Sprintf("rows%d", i))
		for v := range s.vectors {
			row(s, v)
		}
		e.line("ADD R20, R11, R11")
		if streams > 1 {
			e.line("ADD R20, R12, R12")
		}
		e.line("SUBS $1, R13, R13")
		e.line("BNE rows%d", i)
		e.storeSums(s)
		e.line("SUB $%d, %s, %s", s.columns(), arm64N, arm64N)
		e.line("B strip%d", i)
	}
	e.label("strip3")
}

func (e *arm64) storeSums(s strip) {
	move := "FMOVQ"
	if s.lanes == 1 {
		move = "FMOVD"
	}
	for v := range s.vectors {
		e.line("%s F%d, %d(R0)", move, place(v, sumPlace), 16*v)
		e.line("%s F%d, %d(R1)", move, place(v, otherPlace), 16*v)
	}
	for _, p := range e.k.arrays() {
		size := 4
		if p.goType == "*float64" {
			size = 8
		}
		e.line("ADD $%d, %s, %s", size*s.columns(), arm64Row(p), arm64Row(p))
	}
}

func (e *arm64) singles(s strip, vector int, base string, i int) {
	move := "FMOVD"
	if s.lanes == 1 {
		move = "FMOVS"
	}
	e.line("%s %d(%s), F%d", move, 8*vector, base, i)
}

func (e *arm64) momentsBegin(s strip, v int) {
	e.singles(s, v, "R2", place(v, sharedPlace))
	e.two("FCVTL", place(v, sharedPlace), place(v, sharedPlace))
}

func (e *arm64) momentsRow(s strip, v int) {
	d := firstSpare + v
	e.singles(s, v, "R11", d)
	e.two("FCVTL", d, d)
	e.three("FSUB", double, d, d, place(v, sharedPlace))
	e.three("FADD", double, place(v, sumPlace), place(v, sumPlace), d)
	e.three("FMLA", double, place(v, otherPlace), d, d)
}

func (e *arm64) gradsBegin(s strip, v int) {
	e.singles(s, v, "R4", place(v, sharedPlace))
	e.singles(s, v, "R5", place(v, inversePlace))
	e.two("FCVTL", place(v, inversePlace), place(v, inversePlace))
}

func (e *arm64) gradsRow(s strip, v int) {
	h, g := firstSpare+2*v, firstSpare+2*v+1
	e.singles(s, v, "R11", h)
	e.singles(s, v, "R12", g)
	e.three("FSUB", single, h, h, place(v, sharedPlace))
	e.two("FCVTL", h, h)
	e.two("FCVTL", g, g)
	e.three("FMUL", double, h, h, place(v, inversePlace))
	e.three("FADD", double, place(v, sumPlace), place(v, sumPlace), g)
	e.three("FMLA", double, place(v, otherPlace), h, g)
}
