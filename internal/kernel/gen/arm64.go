package main

import (
	"fmt"
	"strings"
)

// neon is the unit of arm64: 24 of its 32 vector registers are accumulators.
// It uses only what Go's assembler knows, so there is no product by element of
// a vector: elements of A are broadcast as they are loaded.
func neon() *unit {
	w := &writer{unit: &unit{name: "neon"}}
	w.unit.text = func() string { return "#include \"textflag.h\"\n" + w.text.String() }
	plain := table{name: "wholeNEON", doc: "are the kernels for all columns of a tile.", kernels: make([]string, 7)}
	keep := table{name: "wholeKeepNEON", doc: "keep the panel too.", kernels: make([]string, 7)}
	for h := 1; h <= 6; h++ {
		plain.kernels[h] = w.tileKernel(h, false)
		if h > 3 {
			keep.kernels[h] = w.tileKernel(h, true)
		}
	}
	w.unit.tables = []table{plain, keep}
	w.rowKernel()
	w.turnKernel()
	w.liftKernel()
	w.pauseKernel()
	return w.unit
}

// writer writes functions as text.
type writer struct {
	unit *unit
	text strings.Builder
}

func (w *writer) line(format string, arguments ...any) {
	if !strings.HasSuffix(format, ":") {
		w.text.WriteByte('\t')
	}
	fmt.Fprintf(&w.text, format+"\n", arguments...)
}

// begin starts a function whose arguments are 8 bytes each.
func (w *writer) begin(name, doc, arguments string) {
	w.unit.functions = append(w.unit.functions, function{name, doc, arguments})
	size := 0
	if arguments != "" {
		size = 8 * (strings.Count(arguments, ",") + 1)
	}
	fmt.Fprintf(&w.text, "\n// func %s(%s)\nTEXT ·%s(SB), NOSPLIT, $0-%d\n", name, arguments, name, size)
}

// arguments loads the parameters into the registers named beside them.
func (w *writer) arguments(pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		w.line("MOVD %s+%d(FP), %s", pairs[i], 4*i, pairs[i+1])
	}
}

// vectors is a list of n vectors of four float32 from register first on.
func vectors(first, n int) string {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("V%d.S4", first+i))
	}
	return "[" + strings.Join(names, ", ") + "]"
}
