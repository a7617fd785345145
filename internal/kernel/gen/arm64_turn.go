package main

// turnKernel writes the transpose, 4×4 at a time; see the amd64 one.
func (w *writer) turnKernel() {
	w.begin("turn4NEON", turnDoc(4), turnArguments)
	w.arguments("k", "R0", "src", "R1", "srcStep", "R2", "dst", "R3", "dstStep", "R4")
	w.line("square:")
	w.line("MOVD R1, R5")
	for i := range 4 {
		w.line("VLD1 (R5), %s", vectors(i, 1))
		w.line("ADD R2, R5")
	}
	zip := func(which, high, low, to int) {
		w.line("VZIP%d V%d.S4, V%d.S4, V%d.S4", which, high, low, to)
	}
	zip(1, 2, 0, 4)
	zip(2, 2, 0, 5)
	zip(1, 3, 1, 6)
	zip(2, 3, 1, 7)
	zip(1, 6, 4, 16)
	zip(2, 6, 4, 17)
	zip(1, 7, 5, 18)
	zip(2, 7, 5, 19)
	for i := range 4 {
		w.line("VST1 %s, (R3)", vectors(16+i, 1))
		w.line("ADD R4, R3")
	}
	w.line("ADD $16, R1")
	w.line("SUBS $4, R0")
	w.line("BEQ done")
	w.line("CMP $4, R0")
	w.line("BGE square")
	// Fewer than 4 are left: step back, so that there are 4.
	w.line("SUB $4, R0")
	w.line("ADD R0<<2, R1")
	w.line("MUL R4, R0")
	w.line("ADD R0, R3")
	w.line("MOVD $4, R0")
	w.line("B square")
	w.line("done:")
	w.line("RET")
}

func (w *writer) liftKernel() {
	w.begin("lift4NEON", liftDoc, liftArguments)
	w.arguments("k", "R0", "src", "R1", "srcStep", "R2", "dst", "R3", "dstStep", "R4", "second", "R5")
	w.line("row:")
	w.line("CBZ R0, done")
	w.line("ADD R1, R5, R6")
	w.line("ADD R3, R5, R7")
	w.line("VLD1 (R1), %s", vectors(0, 1))
	w.line("VLD1 (R6), %s", vectors(1, 1))
	w.line("VST1 %s, (R3)", vectors(0, 1))
	w.line("VST1 %s, (R7)", vectors(1, 1))
	w.line("ADD R2, R1")
	w.line("ADD R4, R3")
	w.line("SUB $1, R0")
	w.line("B row")
	w.line("done:")
	w.line("RET")
}

func (w *writer) pauseKernel() {
	w.begin("pause", "tells the processor for a moment that this is a waiting loop.", "")
	for range 8 {
		w.line("YIELD")
	}
	w.line("RET")
}
