package vecgen

import "fmt"

// copyRows has rows of any length, and most are short: it has no loop for what
// is left of a row. AVX-512 masks it; the others copy the last vector of a row
// again, and rows that are shorter than a vector as two halves.
func copyRows() *kernel {
	k := newKernel("CopyRows", "each row of y = that of x; they lie steps apart")
	y, x := k.array("y"), k.array("x")
	k.over(true)
	k.step("yStep", y)
	k.step("xStep", x)
	k.customAMD64, k.customARM64 = copyRowsAMD64, copyRowsARM64
	return k
}

// In copyRowsAMD64, DI and SI are the rows of y and x, R8 and R9 the bytes from
// one to the next, CX the elements that are copied without a mask.
func copyRowsAMD64(e *amd64) {
	offsets, _ := e.k.layout()
	for i, step := range []string{"R8", "R9"} {
		p := e.k.arrays()[i].step
		e.line("MOVQ %s+%d(FP), %s", p.name, offsets[p], step)
		e.line("SHLQ $2, %s", step)
	}
	e.line("TESTQ %s, %s", amd64Rows, amd64Rows)
	e.line("JLE end")
	if e.big {
		e.copyMasked()
	} else {
		e.copyTwice(8, "Y", "VMOVUPS")
		e.copyTwice(4, "X", "VMOVUPS")
		e.copyTwice(2, "X", "VMOVSD")
		e.copyTwice(1, "X", "VMOVSS")
	}
	e.label("end")
}

// copyMasked copies rows whose rest has the mask K1.
func (e *amd64) copyMasked() {
	e.line("MOVQ %s, DX", amd64N)
	e.line("ANDQ $15, DX")
	e.line("MOVL $0xffff, BX")
	e.line("BZHIL DX, BX, BX")
	e.line("KMOVW BX, K1")
	e.line("SUBQ DX, %s", amd64N)
	e.label("row")
	e.line("XORQ AX, AX")
	e.line("CMPQ AX, %s", amd64N)
	e.line("JGE rest")
	e.label("whole")
	e.line("VMOVUPS (SI)(AX*4), Z0")
	e.line("VMOVUPS Z0, (DI)(AX*4)")
	e.line("ADDQ $16, AX")
	e.line("CMPQ AX, %s", amd64N)
	e.line("JLT whole")
	e.line("TESTQ DX, DX")
	e.line("JEQ next")
	e.label("rest")
	e.line("VMOVUPS.Z (SI)(AX*4), K1, Z0")
	e.line("VMOVUPS Z0, K1, (DI)(AX*4)")
	e.label("next")
	e.rows("row")
}

// copyTwice copies rows of at least so many elements, the width of a move: the
// last ones again where they fill none.
func (e *amd64) copyTwice(width int, register, move string) {
	label := func(name string) string { return fmt.Sprintf("%s%d", name, width) }
	e.line("MOVQ %s, DX", amd64N)
	e.line("SUBQ $%d, DX", width)
	e.line("JLT %s", label("shorter"))
	e.label(label("row"))
	e.line("XORQ AX, AX")
	e.line("CMPQ AX, DX")
	e.line("JGE %s", label("last"))
	e.label(label("whole"))
	e.line("%s (SI)(AX*4), %s0", move, register)
	e.line("%s %s0, (DI)(AX*4)", move, register)
	e.line("ADDQ $%d, AX", width)
	e.line("CMPQ AX, DX")
	e.line("JLT %s", label("whole"))
	e.label(label("last"))
	e.line("%s (SI)(DX*4), %s0", move, register)
	e.line("%s %s0, (DI)(DX*4)", move, register)
	e.rows(label("row"))
	e.line("JMP end")
	e.label(label("shorter"))
}

// rows goes on with the next row.
func (e *amd64) rows(top string) {
	e.line("ADDQ R8, DI")
	e.line("ADDQ R9, SI")
	e.line("DECQ %s", amd64Rows)
	e.line("JNZ %s", top)
}

// In copyRowsARM64, R0 and R1 are the rows of y and x, R2 and R3 the bytes from
// one to the next, R4 is where the last move of a row begins; R5 and R6 go along.
func copyRowsARM64(e *arm64) {
	offsets, _ := e.k.layout()
	for i, step := range []string{"R2", "R3"} {
		p := e.k.arrays()[i].step
		e.line("MOVD %s+%d(FP), %s", p.name, offsets[p], step)
		e.line("LSL $2, %s, %s", step, step)
	}
	e.line("CMP $0, %s", arm64Rows)
	e.line("BLE end")
	e.copyTwice(4, "FMOVQ")
	e.copyTwice(2, "FMOVD")
	e.copyTwice(1, "FMOVS")
	e.label("end")
}

func (e *arm64) copyTwice(width int, move string) {
	label := func(name string) string { return fmt.Sprintf("%s%d", name, width) }
	e.line("SUBS $%d, %s, R4", width, arm64N)
	e.line("BLT %s", label("shorter"))
	e.line("LSL $2, R4, R4")
	e.label(label("row"))
	e.line("MOVD R0, R5")
	e.line("MOVD R1, R6")
	e.line("ADD R4, R1, R7")
	e.line("CMP R7, R6")
	e.line("BHS %s", label("last"))
	e.label(label("whole"))
	e.line("%s (R6), F0", move)
	e.line("%s F0, (R5)", move)
	e.line("ADD $%d, R6, R6", 4*width)
	e.line("ADD $%d, R5, R5", 4*width)
	e.line("CMP R7, R6")
	e.line("BLO %s", label("whole"))
	e.label(label("last"))
	e.line("ADD R4, R0, R5")
	e.line("%s (R7), F0", move)
	e.line("%s F0, (R5)", move)
	e.line("ADD R2, R0, R0")
	e.line("ADD R3, R1, R1")
	e.line("SUBS $1, %s, %s", arm64Rows, arm64Rows)
	e.line("BNE %s", label("row"))
	e.line("B end")
	e.label(label("shorter"))
}
