package vecgen

import "fmt"

// sumRows adds the sum of each column of y to s. It takes a strip of columns at
// a time and has all sixteen lanes of it in registers: row r belongs to lane r
// mod 16.
func sumRows() *kernel {
	k := newKernel("SumRows", "s += the sums of the columns of y")
	k.array("s")
	k.array("y")
	k.over(true)
	k.customAMD64, k.customARM64 = sumRowsAMD64, sumRowsARM64
	return k
}

const columnLanes = 16

// In sumRowsAMD64, DI is the strip of s, SI that of y, CX the columns that are
// left, R8 the bytes of a row, R9 the row at hand, R10 the rows that are left.
func sumRowsAMD64(e *amd64) {
	e.line("LEAQ (%s*4), R8", amd64N)
	if e.big {
		e.line("MOVL $0xffff, R11")
		e.strip("strip", "end", "Z", "PS", 16, true)
		e.label("end")
		return
	}
	e.strip("strip8", "strip4", "Y", "PS", 8, false)
	e.strip("strip4", "strip1", "X", "PS", 4, false)
	e.strip("strip1", "end", "X", "SS", 1, false)
	e.label("end")
}

// strip prints a loop over strips of some columns. With a mask the last may have
// fewer.
func (e *amd64) strip(label, next, register, suffix string, columns int, masked bool) {
	e.label(label)
	mask, least := "", columns
	if masked {
		least = 1
	}
	e.line("CMPQ %s, $%d", amd64N, least)
	e.line("JLT %s", next)
	if masked {
		mask = "K1, "
		e.line("BZHIL %s, R11, %s", amd64N, amd64Index)
		e.line("CMPQ %s, $%d", amd64N, columns)
		e.line("CMOVLGE R11, %s", amd64Index)
		e.line("KMOVW %s, K1", amd64Index)
	}
	name := func(i int) string { return fmt.Sprintf("%s%d", register, i) }
	for i := range columnLanes {
		e.line("VXORPS X%d, X%d, X%d", i, i, i)
	}
	e.line("MOVQ SI, R9")
	e.line("MOVQ %s, R10", amd64Rows)
	e.label(label + "rows")
	e.line("CMPQ R10, $%d", columnLanes)
	e.line("JLT %srest", label)
	add := func(i int) {
		e.line("VADD%s (R9), %s, %s%s", suffix, name(i), mask, name(i))
		e.line("ADDQ R8, R9")
	}
	for i := range columnLanes {
		add(i)
	}
	e.line("SUBQ $%d, R10", columnLanes)
	e.line("JMP %srows", label)
	e.label(label + "rest")
	for i := range columnLanes - 1 {
		e.line("SUBQ $1, R10")
		e.line("JLT %sfold", label)
		add(i)
	}
	e.label(label + "fold")
	for half := columnLanes / 2; half > 0; half /= 2 {
		for i := range half {
			e.line("VADD%s %s, %s, %s", suffix, name(i+half), name(i), name(i))
		}
	}
	e.line("VADD%s (DI), %s, %s%s", suffix, name(0), mask, name(0))
	move := "VMOVUPS"
	if suffix == "SS" {
		move = "VMOVSS"
	}
	e.line("%s %s, %s(DI)", move, name(0), mask)
	e.line("ADDQ $%d, DI", 4*columns)
	e.line("ADDQ $%d, SI", 4*columns)
	e.line("SUBQ $%d, %s", columns, amd64N)
	e.line("JMP %s", label)
}

// In sumRowsARM64, R0 is the strip of s, R1 that of y, R8 the columns that are
// left, R11 the bytes of a row, R12 the row at hand, R13 the rows that are left.
func sumRowsARM64(e *arm64) {
	e.line("LSL $2, %s, R11", arm64N)
	e.strip("strip4", "strip1", "FMOVQ", 4)
	e.strip("strip1", "end", "FMOVS", 1)
	e.label("end")
}

func (e *arm64) strip(label, next, move string, columns int) {
	const spare = columnLanes
	e.label(label)
	e.line("CMP $%d, %s", columns, arm64N)
	e.line("BLT %s", next)
	for i := range columnLanes {
		e.bitwise("EOR", i, i, i)
	}
	e.line("MOVD R1, R12")
	e.line("MOVD %s, R13", arm64Rows)
	e.label(label + "rows")
	e.line("CMP $%d, R13", columnLanes)
	e.line("BLT %srest", label)
	add := func(i int) {
		e.line("%s (R12), F%d", move, spare+i%4)
		e.line("ADD R11, R12, R12")
		e.three("FADD", single, i, i, spare+i%4)
	}
	for i := range columnLanes {
		add(i)
	}
	e.line("SUB $%d, R13, R13", columnLanes)
	e.line("B %srows", label)
	e.label(label + "rest")
	for i := range columnLanes - 1 {
		e.line("SUBS $1, R13, R13")
		e.line("BLT %sfold", label)
		add(i)
	}
	e.label(label + "fold")
	for half := columnLanes / 2; half > 0; half /= 2 {
		for i := range half {
			e.three("FADD", single, i, i, i+half)
		}
	}
	e.line("%s (R0), F%d", move, spare)
	e.three("FADD", single, 0, 0, spare)
	e.line("%s F0, (R0)", move)
	e.line("ADD $%d, R0, R0", 4*columns)
	e.line("ADD $%d, R1, R1", 4*columns)
	e.line("SUB $%d, %s, %s", columns, arm64N, arm64N)
	e.line("B %s", label)
}
