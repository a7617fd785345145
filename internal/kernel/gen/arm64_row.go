package main

import "fmt"

// rowKernel writes the product of a vector and a matrix; see the amd64 one. R1
// to R8 are rows of B, V0 to V7 elements of x, V16 to V19 sums, V20 to V23
// elements of B.
func (w *writer) rowKernel() {
	w.begin("rowNEON", rowDoc, rowArguments)
	w.arguments("k", "R13", "x", "R14", "xStep", "R15", "b", "R16", "bStep", "R17", "n", "R19", "c", "R20")
	for _, rows := range []int{8, 4, 2, 1} {
		w.group(rows)
	}
	w.line("RET")
}

func (w *writer) group(rows int) {
	again, next := fmt.Sprintf("rows%d", rows), fmt.Sprintf("below%d", rows)
	w.line("%s:", again)
	w.line("CMP $%d, R13", rows)
	w.line("BLT %s", next)
	for i := range rows {
		w.line("VLD1R (R14), [V%d.S4]", i)
		w.line("ADD R15, R14")
		w.line("MOVD R16, R%d", i+1)
		w.line("ADD R17, R16")
	}
	w.line("MOVD R20, R9")
	w.line("MOVD R19, R10")
	w.columns(rows, 16, again, func(i int) {
		w.line("VLD1.P 64(R%d), %s", i+1, vectors(20, 4))
		for j := range 4 {
			w.line("VFMLA V%d.S4, V%d.S4, V%d.S4", 20+j, i, 16+j)
		}
	}, "VLD1 (R9), "+vectors(16, 4), "VST1.P "+vectors(16, 4)+", 64(R9)")
	w.columns(rows, 4, again, func(i int) {
		w.line("VLD1.P 16(R%d), %s", i+1, vectors(20, 1))
		w.line("VFMLA V20.S4, V%d.S4, V16.S4", i)
	}, "VLD1 (R9), "+vectors(16, 1), "VST1.P "+vectors(16, 1)+", 16(R9)")
	w.columns(rows, 1, again, func(i int) {
		w.line("FMOVS.P 4(R%d), F20", i+1)
		w.line("FMADDS F20, F16, F%d, F16", i)
	}, "FMOVS (R9), F16", "FMOVS.P F16, 4(R9)")
	w.line("SUB $%d, R13", rows)
	if rows > 1 {
		w.line("B %s", again)
	}
	w.line("%s:", next)
}

// columns repeats one step for n columns while as many are left in R10.
func (w *writer) columns(rows, n int, label string, product func(i int), load, store string) {
	w.line("%s_by%d:", label, n)
	w.line("CMP $%d, R10", n)
	w.line("BLT %s_under%d", label, n)
	w.line("%s", load)
	for i := range rows {
		product(i)
	}
	w.line("%s", store)
	w.line("SUB $%d, R10", n)
	w.line("B %s_by%d", label, n)
	w.line("%s_under%d:", label, n)
}
