package vecgen

import "fmt"

// printARM64 appends the function of a kernel to t.
func printARM64(t *text, table *pool, k *kernel) {
	dry := &arm64{text: &text{}, registers: newRegisters(32), pool: newPool("", 16), k: k}
	dry.function(nil)
	e := &arm64{text: t, registers: newRegisters(32), pool: table, k: k}
	e.function(dry.favourites(k.order()))
}

func (e *arm64) function(keep []*value) {
	offsets, size := e.k.layout()
	arrays := e.k.arrays()
	fmt.Fprintf(e, "// func %s\n", e.k.signature("vec"+e.k.name+"NEON"))
	fmt.Fprintf(e, "TEXT ·vec%sNEON(SB), 0, $%d-%d\n", e.k.name, 16+64*len(arrays), size)
	for _, p := range e.k.params {
		switch {
		case p.array():
			e.line("MOVD %s+%d(FP), %s", p.name, offsets[p], arm64Row(p))
		case p.name == "n":
			e.line("MOVD n+%d(FP), %s", offsets[p], arm64N)
		case p.name == "rows":
			e.line("MOVD rows+%d(FP), %s", offsets[p], arm64Rows)
		}
	}
	if e.k.customARM64 != nil {
		e.k.customARM64(e)
		e.line("RET")
		fmt.Fprintln(e)
		return
	}
	for _, v := range e.k.scalarValues() {
		e.loadFixed(v, e.pin(v))
	}
	e.line("MOVD $%s<>(SB), %s", arm64Pool, arm64Table)
	for _, v := range keep {
		e.loadFixed(v, e.pin(v))
	}
	for _, v := range e.k.carried() {
		e.pinned[v] = true
	}
	if e.k.rows {
		e.line("CMP $0, %s", arm64Rows)
		e.line("BLE end")
		e.label("row")
	}
	for i, p := range e.k.phases {
		e.phase(i, p)
		e.leave(e.k.phases[:i+1], e.k.phases[i+1:], e.k.returns)
	}
	if e.k.rows {
		for _, p := range arrays {
			e.nextRow(p, offsets)
		}
		e.line("SUBS $1, %s, %s", arm64Rows, arm64Rows)
		e.line("BNE row")
		e.label("end")
	}
	for i, v := range e.k.returns {
		p := e.k.results[i]
		m := "FMOVS"
		if v.kind == double {
			m = "FMOVD"
		}
		e.line("%s F%d, %s+%d(FP)", m, e.home[v], p.name, offsets[p])
	}
	e.line("RET")
	fmt.Fprintln(e)
}

// nextRow moves an array on.
func (e *arm64) nextRow(p *param, offsets map[*param]int) {
	from := arm64N
	switch {
	case p.repeated:
		return
	case p.slots > 0:
		e.line("ADD $%d, %s, %s", 8*p.slots, arm64Row(p), arm64Row(p))
		return
	}
	if p.step != nil {
		from = arm64Word
		e.line("MOVD %s+%d(FP), %s", p.step.name, offsets[p.step], from)
	}
	e.line("ADD %s<<2, %s, %s", from, arm64Row(p), arm64Row(p))
}

// phase prints one pass: a loop over several vectors, one over single vectors,
// and the rest by way of the buffers. With accumulators a turn takes sixteen
// elements.
func (e *arm64) phase(number int, p *phase) {
	label := func(name string) string { return fmt.Sprintf("%s%d", name, number) }
	vectors := 2 * unroll(p)
	if len(p.accs) > 0 {
		vectors = 16 / arm64Width
	}
	e.start(p)
	for _, a := range e.used(p, opLoad, opStore) {
		e.line("MOVD %s, %s", arm64Row(a), arm64Now(a))
	}
	e.line("MOVD %s, %s", arm64N, arm64Left)
	e.loop(label("loop"), label("one"), p, vectors)
	e.label(label("one"))
	if len(p.accs) == 0 {
		e.loop(label("single"), label("rest"), p, 1)
		e.label(label("rest"))
		vectors = 1
	}
	e.line("CMP $0, %s", arm64Left)
	e.line("BLE %s", label("done"))
	e.buffered(number, p, vectors)
	e.label(label("done"))
	for _, a := range p.accs {
		e.fold(a)
	}
	e.print(p.after)
}

func (e *arm64) start(p *phase) {
	for _, a := range p.accs {
		n := 16 / arm64Width
		if a.kind == double {
			n *= 2
		}
		var lanes []int
		for range n {
			i := e.take()
			lanes = append(lanes, i)
			if a.max {
				e.loadFixed(e.k.bits(0xff800000), i)
			} else {
				e.bitwise("EOR", i, i, i)
			}
		}
		e.lanes[a] = lanes
	}
}

// used are the arrays that a phase loads from or stores to.
func (e *arm64) used(p *phase, ops ...op) (list []*param) {
	seen := map[*param]bool{}
	for _, v := range p.body {
		for _, o := range ops {
			if v.op == o && !seen[v.param] {
				seen[v.param] = true
				list = append(list, v.param)
			}
		}
	}
	return list
}

// loop prints turns of some vectors each, as long as that many are left.
func (e *arm64) loop(top, next string, p *phase, vectors int) {
	elements := vectors * arm64Width
	e.line("SUBS $%d, %s, %s", elements, arm64Left, arm64Left)
	e.line("BLT %sback", next)
	e.label(top)
	e.turn(p, vectors)
	for _, a := range e.used(p, opLoad, opStore) {
		e.line("ADD $%d, %s, %s", 4*elements, arm64Now(a), arm64Now(a))
	}
	e.line("SUBS $%d, %s, %s", elements, arm64Left, arm64Left)
	e.line("BGE %s", top)
	e.label(next + "back")
	e.line("ADD $%d, %s, %s", elements, arm64Left, arm64Left)
}

func (e *arm64) turn(p *phase, vectors int) {
	for e.vector = range vectors {
		e.print(p.body)
	}
}

// buffered prints the turn for what is left: through buffers on the stack, one
// of sixteen elements for each array.
func (e *arm64) buffered(number int, p *phase, vectors int) {
	ready := map[*param]bool{}
	for _, v := range p.body {
		if v.op != opLoad || ready[v.param] {
			continue
		}
		ready[v.param] = true
		e.line("ADD $%d, RSP, %s", 16+64*v.param.index, arm64Buffer)
		fill := e.reg(v.args[0])
		for i := range vectors {
			e.line("FMOVQ F%d, %d(%s)", fill, 16*i, arm64Buffer)
		}
		for _, i := range e.extras {
			e.give(i)
		}
		e.extras = e.extras[:0]
		e.copy(fmt.Sprintf("in%d%s", number, v.param.name), arm64Now(v.param), arm64Buffer)
	}
	e.tail = true
	e.turn(p, vectors)
	e.tail = false
	for _, a := range e.used(p, opStore) {
		e.line("ADD $%d, RSP, %s", 16+64*a.index, arm64Buffer)
		e.copy(fmt.Sprintf("out%d%s", number, a.name), arm64Buffer, arm64Now(a))
	}
}

// copy prints a loop that copies what is left, an element at a time.
func (e *arm64) copy(label, from, to string) {
	e.line("MOVD %s, %s", from, arm64From)
	e.line("MOVD %s, %s", to, arm64To)
	e.line("MOVD %s, %s", arm64Left, arm64Count)
	e.label(label)
	e.line("MOVWU.P 4(%s), %s", arm64From, arm64Word)
	e.line("MOVW.P %s, 4(%s)", arm64Word, arm64To)
	e.line("SUBS $1, %s, %s", arm64Count, arm64Count)
	e.line("BNE %s", label)
}
