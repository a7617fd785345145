package main

import "fmt"

// Registers of a tile kernel. R1 to R6 are the rows of A; V0 to V23 the sums,
// V24 to V27 a row of B, V28 to V31 elements of A.
const (
	tileAt = "R0"
	bAt    = "R7"
	cAt    = "R8"
	aRow   = "R9"
	aStep  = "R10"
	bStep  = "R11"
	cRow   = "R12"
	count  = "R13"
	spare  = "R14"
	keepAt = "R15"
)

// tileKernel writes a kernel for blocks of h rows and 16 columns of C; see the
// amd64 one.
func (w *writer) tileKernel(h int, keep bool) string {
	name := fmt.Sprintf("tile%dx16", h)
	if keep {
		name += "Keep"
	}
	name += "NEON"
	w.begin(name, "is a tile kernel.", tileArguments)
	w.arguments("t", tileAt)
	for _, f := range [][2]string{{"aRow", aRow}, {"aStep", aStep}, {"bStep", bStep}, {"cRow", cRow}} {
		w.get(f[0], f[1])
	}
	w.line("block:")
	w.start(h)
	w.products(h, keep)
	w.finish(h)
	w.line("RET")
	return name
}

func (w *writer) get(name, register string) {
	w.line("MOVD %d(%s), %s", field(name), tileAt, register)
}

func (w *writer) start(h int) {
	w.get("load", spare)
	w.line("CBZ %s, zero", spare)
	w.get("c", cAt)
	for i := range h {
		w.line("VLD1 (%s), %s", cAt, vectors(4*i, 4))
		w.line("ADD %s, %s", cRow, cAt)
	}
	w.line("B ready")
	w.line("zero:")
	for i := range 4 * h {
		w.line("VEOR V%d.B16, V%d.B16, V%d.B16", i, i, i)
	}
	w.line("ready:")
}

func (w *writer) products(h int, keep bool) {
	w.get("a", "R1")
	for i := 2; i <= h; i++ {
		w.line("ADD %s, R%d, R%d", aRow, i-1, i)
	}
	w.get("b", bAt)
	w.get("k", count)
	if keep {
		w.get("keep", keepAt)
	}
	w.line("product:")
	w.line("VLD1 (%s), %s", bAt, vectors(24, 4))
	w.line("ADD %s, %s", bStep, bAt)
	if keep {
		w.line("VST1.P %s, 64(%s)", vectors(24, 4), keepAt)
	}
	for i := range h {
		element := 28 + i%4
		w.line("VLD1R (R%d), [V%d.S4]", i+1, element)
		w.line("ADD %s, R%d", aStep, i+1)
		for j := range 4 {
			w.line("VFMLA V%d.S4, V%d.S4, V%d.S4", 24+j, element, 4*i+j)
		}
	}
	w.line("SUBS $1, %s", count)
	w.line("BNE product")
}

func (w *writer) finish(h int) {
	w.get("c", cAt)
	for i := range h {
		w.line("VST1 %s, (%s)", vectors(4*i, 4), cAt)
		w.line("ADD %s, %s", cRow, cAt)
	}
	w.line("MOVD %s, %d(%s)", cAt, field("c"), tileAt)
	w.get("a", "R1")
	w.get("aBlock", spare)
	w.line("ADD %s, R1", spare)
	w.line("MOVD R1, %d(%s)", field("a"), tileAt)
	w.get("blocks", spare)
	w.line("SUBS $1, %s", spare)
	w.line("MOVD %s, %d(%s)", spare, field("blocks"), tileAt)
	w.line("BNE block")
}
