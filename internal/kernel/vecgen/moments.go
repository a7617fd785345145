package vecgen

import "fmt"

// Two kernels sum columns in float64, each column over its rows in order:
//
//	columnMoments  d = x − shift:       sums of d and of d²; shift is the first row
//	columnGrads    h = (x − mean)·inverse: sums of dy and of dy·h
//
// Columns are taken in strips. Their arguments are the places of the first
// column, the numbers of rows and of columns, and the length of a row.

func columnKernel(name, doc string, inputs ...string) *kernel {
	k := newKernel(name, doc)
	for _, name := range []string{"sum", "other"} {
		k.array(name).goType = "*float64"
	}
	for _, name := range inputs {
		k.array(name)
	}
	k.over(true)
	k.params = append(k.params, &param{name: "stride", goType: "int"})
	return k
}

func columnMoments() *kernel {
	k := columnKernel("ColumnMoments", "the sums of x − x₀ and of its square in each column", "x")
	k.customAMD64 = func(e *amd64) { e.columns(1, e.momentsBegin, e.momentsRow) }
	k.customARM64 = func(e *arm64) { e.columns(1, e.momentsBegin, e.momentsRow) }
	return k
}

func columnGrads() *kernel {
	k := columnKernel("ColumnGrads", "the sums of dy and of dy·(x − mean)·inverse in each column", "x", "dy", "mean", "inverse")
	k.customAMD64 = func(e *amd64) { e.columns(2, e.gradsBegin, e.gradsRow) }
	k.customARM64 = func(e *arm64) { e.columns(2, e.gradsBegin, e.gradsRow) }
	return k
}

// A strip is some columns at a time: vectors of float64, of 8, 4, 2 or 1 lanes.
type strip struct {
	lanes, vectors int
	masked         bool // K1 says which columns there are
}

func (s strip) columns() int { return s.lanes * s.vectors }

// Each vector of a strip has three registers that last: two sums, and what its
// columns have in common; columnGrads has a fourth. The rest are for a row.
const (
	sumPlace, otherPlace, sharedPlace, inversePlace = 0, 1, 2, 3
	stripRegisters                                  = 4
	firstSpare                                      = 12
)

func place(vector, which int) int { return stripRegisters*vector + which }

// columns prints the loops over strips and their rows. In it CX is the columns
// that are left, R12 the rows, DX the bytes of a row, R14 and R13 the row at hand
// of the one or two streams, AX the rows that are left.
func (e *amd64) columns(streams int, begin, row func(s strip, vector int)) {
	offsets, _ := e.k.layout()
	e.line("MOVQ stride+%d(FP), DX", offsets[e.k.params[len(e.k.params)-1]])
	e.line("SHLQ $2, DX")
	strips := []strip{{4, 3, false}, {4, 1, false}, {1, 1, false}}
	if e.big {
		strips = []strip{{8, 3, false}, {8, 1, true}}
		e.line("MOVL $0xff, BX")
	}
	for i, s := range strips {
		next := fmt.Sprintf("strip%d", i+1)
		e.label(fmt.Sprintf("strip%d", i))
		least := s.columns()
		if s.masked {
			least = 1
		}
		e.line("CMPQ %s, $%d", amd64N, least)
		e.line("JLT %s", next)
		if s.masked {
			e.line("BZHIL %s, BX, AX", amd64N)
			e.line("CMPQ %s, $%d", amd64N, s.lanes)
			e.line("CMOVLGE BX, AX")
			e.line("KMOVW AX, K1")
		}
		for v := range s.vectors {
			e.line("VXORPS X%d, X%d, X%d", place(v, sumPlace), place(v, sumPlace), place(v, sumPlace))
			e.line("VXORPS X%d, X%d, X%d", place(v, otherPlace), place(v, otherPlace), place(v, otherPlace))
			begin(s, v)
		}
		e.line("MOVQ R8, R14")
		if streams > 1 {
			e.line("MOVQ R9, R13")
		}
		e.line("MOVQ %s, AX", amd64Rows)
		e.label(fmt.Sprintf("rows%d", i))
		for v := range s.vectors {
			row(s, v)
		}
		e.line("ADDQ DX, R14")
		if streams > 1 {
			e.line("ADDQ DX, R13")
		}
		e.line("DECQ AX")
		e.line("JNZ rows%d", i)
		e.storeSums(s)
		e.line("SUBQ $%d, %s", s.columns(), amd64N)
		e.line("JMP strip%d", i)
		if i == len(strips)-1 {
			e.label(next)
		}
	}
}

// storeSums stores the sums of a strip and moves all arrays on.
func (e *amd64) storeSums(s strip) {
	for v := range s.vectors {
		for which, base := range []string{"DI", "SI"} {
			i := place(v, which)
			switch {
			case s.masked:
				e.line("VMOVUPD Z%d, K1, (%s)", i, base)
			case s.lanes == 1:
				e.line("VMOVSD X%d, (%s)", i, base)
			default:
				e.line("VMOVUPD %s, %d(%s)", e.name(i), 8*s.lanes*v, base)
			}
		}
	}
	for _, p := range e.k.arrays() {
		size := 4
		if p.goType == "*float64" {
			size = 8
		}
		e.line("ADDQ $%d, %s", size*s.columns(), amd64Arrays[p.index])
	}
}

// singles loads float32 of a vector's columns, as they are.
func (e *amd64) singles(s strip, vector int, base string, i int) {
	at := fmt.Sprintf("%d(%s)", 4*s.lanes*vector, base)
	switch {
	case s.masked:
		e.line("VMOVUPS.Z %s, K1, Y%d", at, i)
	case s.lanes == 1:
		e.line("VMOVSS %s, X%d", at, i)
	default:
		e.line("VMOVUPS %s, %s", at, e.narrowName(i))
	}
}

// doubles converts the float32 in register i to float64.
func (e *amd64) doubles(i int) { e.line("VCVTPS2PD %s, %s", e.narrowName(i), e.name(i)) }

func (e *amd64) momentsBegin(s strip, v int) {
	e.singles(s, v, "R8", place(v, sharedPlace))
	e.doubles(place(v, sharedPlace))
}

func (e *amd64) momentsRow(s strip, v int) {
	d := firstSpare + v%3
	e.singles(s, v, "R14", d)
	e.doubles(d)
	e.line("VSUBPD %s, %s, %s", e.name(place(v, sharedPlace)), e.name(d), e.name(d))
	e.line("VADDPD %s, %s, %s", e.name(d), e.name(place(v, sumPlace)), e.name(place(v, sumPlace)))
	e.line("VFMADD231PD %s, %s, %s", e.name(d), e.name(d), e.name(place(v, otherPlace)))
}

func (e *amd64) gradsBegin(s strip, v int) {
	e.singles(s, v, "R10", place(v, sharedPlace))
	e.singles(s, v, "R11", place(v, inversePlace))
	e.doubles(place(v, inversePlace))
}

func (e *amd64) gradsRow(s strip, v int) {
	h, g := firstSpare, firstSpare+1
	e.singles(s, v, "R14", h)
	e.singles(s, v, "R13", g)
	e.line("VSUBPS %s, %s, %s", e.narrowName(place(v, sharedPlace)), e.narrowName(h), e.narrowName(h))
	e.doubles(h)
	e.doubles(g)
	e.line("VMULPD %s, %s, %s", e.name(place(v, inversePlace)), e.name(h), e.name(h))
	e.line("VADDPD %s, %s, %s", e.name(g), e.name(place(v, sumPlace)), e.name(place(v, sumPlace)))
	e.line("VFMADD231PD %s, %s, %s", e.name(g), e.name(h), e.name(place(v, otherPlace)))
}
