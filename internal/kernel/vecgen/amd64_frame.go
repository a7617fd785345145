package vecgen

import (
	"fmt"
	"slices"
)

// printAMD64 appends the function of a kernel to t.
func printAMD64(t *text, table *pool, k *kernel, big bool) {
	count := 16
	if big {
		count = 32
	}
	dry := &amd64{text: &text{}, registers: newRegisters(count), pool: newPool("", 32), k: k, big: big}
	dry.function(nil)
	e := &amd64{text: t, registers: newRegisters(count), pool: table, k: k, big: big}
	e.function(dry.favourites(k.order()))
}

// function prints the whole function; the constants named are kept in registers.
func (e *amd64) function(keep []*value) {
	offsets, size := e.k.layout()
	fmt.Fprintf(e, "// func %s\n", e.k.signature("vec"+e.k.name+e.set()))
	fmt.Fprintf(e, "TEXT ·vec%s%s(SB), NOSPLIT, $0-%d\n", e.k.name, e.set(), size)
	for _, p := range e.k.params {
		switch {
		case p.array():
			e.line("MOVQ %s+%d(FP), %s", p.name, offsets[p], amd64Arrays[p.index])
		case p.name == "n":
			e.line("MOVQ n+%d(FP), %s", offsets[p], amd64N)
		case p.name == "rows":
			e.line("MOVQ rows+%d(FP), %s", offsets[p], amd64Rows)
		}
	}
	if e.k.customAMD64 != nil {
		e.k.customAMD64(e)
		e.line("VZEROUPPER")
		e.line("RET")
		fmt.Fprintln(e)
		return
	}
	for _, v := range e.k.scalarValues() {
		e.loadFixed(v, e.pin(v))
	}
	for _, v := range keep {
		e.loadFixed(v, e.pin(v))
	}
	for _, v := range e.k.carried() {
		e.pinned[v] = true
	}
	if e.k.rows {
		e.line("TESTQ %s, %s", amd64Rows, amd64Rows)
		e.line("JLE end")
		e.label("row")
	}
	for i, p := range e.k.phases {
		e.phase(i, p)
		e.leave(e.k.phases[:i+1], e.k.phases[i+1:], e.k.returns)
	}
	if e.k.rows {
		for _, p := range e.k.arrays() {
			e.nextRow(p, offsets)
		}
		e.line("DECQ %s", amd64Rows)
		e.line("JNZ row")
		e.label("end")
	}
	for i, v := range e.k.returns {
		p := e.k.results[i]
		m := "VMOVSS"
		if v.kind == double {
			m = "VMOVSD"
		}
		e.line("%s X%d, %s+%d(FP)", m, e.home[v], p.name, offsets[p])
	}
	e.line("VZEROUPPER")
	e.line("RET")
	fmt.Fprintln(e)
}

// nextRow moves an array on.
func (e *amd64) nextRow(p *param, offsets map[*param]int) {
	from, array := amd64N, amd64Arrays[p.index]
	switch {
	case p.repeated:
		return
	case p.slots > 0:
		e.line("ADDQ $%d, %s", 8*p.slots, array)
		return
	}
	if p.step != nil {
		from = amd64Index
		e.line("MOVQ %s+%d(FP), %s", p.step.name, offsets[p.step], from)
	}
	e.line("LEAQ (%s)(%s*4), %s", array, from, array)
}

// phase prints one pass: a loop over several vectors, one over single vectors,
// and the rest with masks. With accumulators a turn takes sixteen elements.
func (e *amd64) phase(number int, p *phase) {
	label := func(name string) string { return fmt.Sprintf("%s%d", name, number) }
	vectors := unroll(p)
	if len(p.accs) > 0 {
		vectors = 16 / e.width()
	}
	e.start(p)
	e.line("XORQ %s, %s", amd64Index, amd64Index)
	e.loop(label("loop"), label("one"), p, vectors)
	e.label(label("one"))
	if vectors > 1 && len(p.accs) == 0 {
		e.loop(label("single"), label("rest"), p, 1)
		e.label(label("rest"))
		vectors = 1
	}
	e.masked(label("done"), p, vectors)
	e.label(label("done"))
	for _, a := range p.accs {
		e.fold(a)
	}
	e.print(p.after)
}

// start clears the accumulators.
func (e *amd64) start(p *phase) {
	for _, a := range p.accs {
		n := 16 / e.width()
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
				e.loadFixed(e.k.bits(0), i)
			}
		}
		e.lanes[a] = lanes
	}
}

// loop prints turns of some vectors each, as long as that many are left.
func (e *amd64) loop(top, next string, p *phase, vectors int) {
	elements := vectors * e.width()
	e.line("MOVQ %s, %s", amd64N, amd64Limit)
	e.line("SUBQ $%d, %s", elements, amd64Limit)
	e.line("CMPQ %s, %s", amd64Index, amd64Limit)
	e.line("JGT %s", next)
	e.label(top)
	e.turn(p, vectors)
	e.line("ADDQ $%d, %s", elements, amd64Index)
	e.line("CMPQ %s, %s", amd64Index, amd64Limit)
	e.line("JLE %s", top)
}

func (e *amd64) turn(p *phase, vectors int) {
	for e.vector = range vectors {
		e.print(p.body)
	}
}

// masked prints the turn for what is left, if anything is.
func (e *amd64) masked(done string, p *phase, vectors int) {
	e.line("MOVQ %s, %s", amd64N, amd64Rest)
	e.line("SUBQ %s, %s", amd64Index, amd64Rest)
	e.line("JLE %s", done)
	if e.big {
		e.line("MOVL $0xffff, %s", amd64Limit)
		e.line("BZHIL %s, %s, %s", amd64Rest, amd64Limit, amd64Limit)
		e.line("KMOVW %s, K1", amd64Limit)
	} else {
		e.line("NEGQ %s", amd64Rest)
		e.line("LEAQ %s<>(SB), %s", amd64Mask, amd64Base)
	}
	e.tail = true
	e.turn(p, vectors)
	e.tail = false
}

// unroll is how many vectors a turn takes without accumulators: several where
// there is little to do for each.
func unroll(p *phase) int {
	switch n := len(p.body); {
	case n <= 5:
		return 4
	case n <= 12:
		return 2
	}
	return 1
}

// layout gives the place of each argument and the size of all of them.
func (k *kernel) layout() (offsets map[*param]int, size int) {
	offsets = map[*param]int{}
	place := func(list []*param) {
		for _, p := range list {
			size = (size + p.size() - 1) / p.size() * p.size()
			offsets[p] = size
			size += p.size()
		}
	}
	place(k.params)
	if len(k.results) > 0 {
		size = (size + 7) / 8 * 8
		place(k.results)
	}
	return offsets, size
}

// scalarValues are the numbers among the parameters that loops need.
func (k *kernel) scalarValues() (list []*value) {
	seen := map[*param]bool{}
	for _, p := range k.phases {
		for _, v := range p.body {
			for _, a := range v.args {
				if a.op == opScalar && !seen[a.param] {
					seen[a.param] = true
					list = append(list, a)
				}
			}
		}
	}
	return list
}

// carried are the values computed behind a phase that others need.
func (k *kernel) carried() (list []*value) {
	var later []*value
	for i := len(k.phases) - 1; i >= 0; i-- {
		p := k.phases[i]
		for _, v := range p.after {
			if slices.Contains(k.returns, v) || slices.ContainsFunc(later, func(u *value) bool { return slices.Contains(u.args, v) }) {
				list = append(list, v)
			}
		}
		later = append(append(later, p.body...), p.after...)
	}
	return list
}
