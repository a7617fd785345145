package vecgen

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
)

// text collects the lines of a file.
type text struct{ strings.Builder }

func (t *text) line(format string, args ...any) { fmt.Fprintf(t, "\t"+format+"\n", args...) }
func (t *text) label(name string)               { fmt.Fprintf(t, "%s:\n", name) }

// A pool is a table of constants in memory, each repeated to fill a register.
type pool struct {
	symbol string
	bytes  int // of one constant
	places map[constant]int
	order  []constant
}

func newPool(symbol string, bytes int) *pool {
	return &pool{symbol: symbol, bytes: bytes, places: map[constant]int{}}
}

// place is the offset of v in the table.
func (p *pool) place(v *value) int {
	key := constant{v.kind, v.bits}
	at, ok := p.places[key]
	if !ok {
		at = len(p.order) * p.bytes
		p.places[key] = at
		p.order = append(p.order, key)
	}
	return at
}

// write declares the table.
func (p *pool) write(t *text) {
	for i, c := range p.order {
		bits := c.bits
		comment := math.Float64frombits(bits)
		if c.kind == single {
			comment = float64(math.Float32frombits(uint32(bits)))
			bits |= bits << 32
		}
		fmt.Fprintf(t, "// %.9g\n", comment)
		for at := 0; at < p.bytes; at += 8 {
			fmt.Fprintf(t, "DATA %s<>+%d(SB)/8, $0x%016x\n", p.symbol, i*p.bytes+at, bits)
		}
	}
	fmt.Fprintf(t, "GLOBL %s<>(SB), RODATA|NOPTR, $%d\n\n", p.symbol, len(p.order)*p.bytes)
}

// registers gives out the vector registers of one function.
type registers struct {
	count  int // that there are
	inUse  []bool
	used   int
	most   int // in use at a time
	home   map[*value]int
	last   map[*value]int // the operation that needs a value last
	now    int
	extras []int           // given back after this operation
	wanted map[*value]int  // constants that had no register, and how often one was loaded
	pinned map[*value]bool // values that stay in their registers
	lanes  map[*acc][]int  // the registers of an accumulator, first lanes first
}

func newRegisters(count int) *registers {
	return &registers{
		count: count, inUse: make([]bool, count), home: map[*value]int{}, last: map[*value]int{},
		wanted: map[*value]int{}, pinned: map[*value]bool{}, lanes: map[*acc][]int{},
	}
}

func (r *registers) take() int {
	for i, busy := range r.inUse {
		if !busy {
			r.inUse[i] = true
			r.used++
			r.most = max(r.most, r.used)
			return i
		}
	}
	panic("vecgen: no register is left")
}

func (r *registers) give(i int) {
	r.inUse[i] = false
	r.used--
}

// pin gives v a register for the whole function.
func (r *registers) pin(v *value) int {
	i := r.take()
	r.home[v], r.pinned[v] = i, true
	return i
}

// begin looks at a list of operations that are printed next.
func (r *registers) begin(list []*value) {
	clear(r.last)
	for i, v := range list {
		for _, a := range v.args {
			r.last[a] = i
		}
	}
}

// dies reports whether the operation at hand is the last to use v.
func (r *registers) dies(v *value) bool {
	return !v.fixed() && !r.pinned[v] && r.last[v] == r.now
}

// release gives back what the operation at hand used last.
func (r *registers) release(v *value) {
	for _, i := range r.extras {
		r.give(i)
	}
	r.extras = r.extras[:0]
	for _, a := range v.args {
		if i, ok := r.home[a]; ok && r.dies(a) {
			delete(r.home, a)
			r.give(i)
		}
	}
}

// leave gives back what a phase has computed behind its loop and no later one
// needs.
func (r *registers) leave(done, later []*phase, returned []*value) {
	needed := map[*value]bool{}
	for _, v := range returned {
		needed[v] = true
	}
	for _, p := range later {
		for _, v := range append(slices.Clone(p.body), p.after...) {
			for _, a := range v.args {
				needed[a] = true
			}
		}
	}
	for _, p := range done {
		list := slices.Clone(p.after)
		for _, a := range p.accs {
			list = append(list, a.result)
		}
		for _, v := range list {
			if i, ok := r.home[v]; ok && !needed[v] {
				delete(r.home, v)
				r.give(i)
			}
		}
	}
}

// extra is a register for the operation at hand alone.
func (r *registers) extra() int {
	i := r.take()
	r.extras = append(r.extras, i)
	return i
}

// favourites are the constants to keep in registers: those that were loaded most
// often, as many as there is room for.
func (r *registers) favourites(order map[*value]int) (list []*value) {
	for v := range r.wanted {
		list = append(list, v)
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if r.wanted[a] != r.wanted[b] {
			return r.wanted[a] > r.wanted[b]
		}
		return order[a] < order[b]
	})
	return list[:min(len(list), r.count-r.most)]
}

// order numbers the constants of a kernel as they appear in its code.
func (k *kernel) order() map[*value]int {
	order := map[*value]int{}
	for _, p := range k.phases {
		for _, list := range [][]*value{p.body, p.after} {
			for _, v := range list {
				for _, a := range v.args {
					if _, ok := order[a]; a.op == opConst && !ok {
						order[a] = len(order)
					}
				}
			}
		}
	}
	return order
}
