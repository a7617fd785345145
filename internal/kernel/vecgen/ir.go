package vecgen

import "fmt"

// kind is the type of the numbers in a vector. A vector of float64 has half as
// many of them; two go with one of float32.
type kind uint8

const (
	single kind = iota
	double
)

type op uint8

const (
	opConst  op = iota
	opScalar    // a parameter, in every lane
	opResult    // of an accumulator, in every lane
	opLoad
	opStore
	opAdd
	opSub
	opMul
	opDiv
	opSqrt
	opMin // a < b ? a : b, so b if either is NaN
	opMax // a > b ? a : b
	opFMA // a·b + c, rounded once
	opFNMA
	opAnd
	opOr
	opXor
	opShiftLeft
	opShiftRight // with copies of the sign
	opAddInt
	opSubInt
	opGreater // a > b ? x : y
	opGreaterEqual
	opEqual
	opWidenLow  // the first half, as float64
	opWidenHigh // the second
	opNarrow
	opGather // into an accumulator: acc + a, or acc max a
	opGatherFMA
	opTell // into the results of the row
)

// A value is the result of one operation.
type value struct {
	op    op
	kind  kind
	args  []*value
	bits  uint64 // of a constant; the distance of a shift; the place of a result
	param *param // of a load, a store or a scalar
	acc   *acc
	half  int // of a double accumulator: which half of its vector
}

// fixed reports whether v is the same in every turn of a loop.
func (v *value) fixed() bool { return v.op <= opResult }

// A param is an argument of the assembly function: an array, the number of its
// elements, the number of rows, a scalar or a result.
type param struct {
	name     string
	goType   string // *float32, int, float32 or float64
	repeated bool   // every row starts again at its beginning
	slots    int    // every row has so many results here; 0: n elements
	step     *param // how many elements its rows lie apart; nil: n
	index    int    // among the arrays
}

func (p *param) array() bool { return p.goType[0] == '*' }

func (p *param) size() int {
	if p.goType == "float32" {
		return 4
	}
	return 8
}

// An acc is sixteen lanes that a phase adds to, or whose maximum it keeps.
type acc struct {
	kind   kind
	max    bool
	result *value
}

// A phase is one pass over the arrays. after is computed once behind it, in
// every lane alike.
type phase struct {
	accs        []*acc
	body, after []*value
}

// A kernel is one assembly function.
type kernel struct {
	name    string
	doc     string
	params  []*param
	results []*param
	returns []*value
	rows    bool
	phases  []*phase
	consts  map[constant]*value
	behind  bool // values go to after

	// Where a kernel is no list of phases, these print it.
	customAMD64 func(e *amd64)
	customARM64 func(e *arm64)
}

type constant struct {
	kind kind
	bits uint64
}

// newKernel makes a kernel of arrays, written "dx dy y": each is *float32 and
// has n elements, or rows times n. A name with a + before it is repeated: it has
// n elements and serves every row.
func newKernel(name, doc string) *kernel {
	k := &kernel{name: name, doc: doc, consts: map[constant]*value{}}
	k.next()
	return k
}

// next begins another phase.
func (k *kernel) next() {
	k.phases = append(k.phases, &phase{})
	k.behind = false
}

func (k *kernel) phase() *phase { return k.phases[len(k.phases)-1] }

func (k *kernel) arrays() (list []*param) {
	for _, p := range k.params {
		if p.array() {
			list = append(list, p)
		}
	}
	return list
}

func (k *kernel) array(name string) *param {
	p := &param{name: name, goType: "*float32", index: len(k.arrays())}
	k.params = append(k.params, p)
	return p
}

// repeatedArray is an array of one row that serves all.
func (k *kernel) repeatedArray(name string) *param {
	p := k.array(name)
	p.repeated = true
	return p
}

// rowResults is an array of float64, so many for each row, which tell writes.
func (k *kernel) rowResults(name string, slots int) *param {
	p := k.array(name)
	p.goType, p.slots = "*float64", slots
	return p
}

// over ends the arrays: n elements of each, or rows of n.
func (k *kernel) over(rows bool) {
	k.rows = rows
	if rows {
		k.params = append(k.params, &param{name: "rows", goType: "int"})
	}
	k.params = append(k.params, &param{name: "n", goType: "int"})
}

// step says that the rows of some arrays lie so many elements apart; over comes
// before it.
func (k *kernel) step(name string, arrays ...*param) {
	p := &param{name: name, goType: "int"}
	k.params = append(k.params, p)
	for _, a := range arrays {
		a.step = p
	}
}

func (k *kernel) scalar(name string, of kind) *value {
	p := &param{name: name, goType: "float32"}
	if of == double {
		p.goType = "float64"
	}
	k.params = append(k.params, p)
	return &value{op: opScalar, kind: of, param: p}
}

// scalars are several of float32.
func (k *kernel) scalars(names ...string) []*value {
	var list []*value
	for _, name := range names {
		list = append(list, k.scalar(name, single))
	}
	return list
}

func (k *kernel) returnValue(name string, v *value) {
	p := &param{name: name, goType: "float32"}
	if v.kind == double {
		p.goType = "float64"
	}
	k.results = append(k.results, p)
	k.returns = append(k.returns, v)
}

// emit appends v to the code of the phase.
func (k *kernel) emit(v *value) *value {
	for _, a := range v.args {
		if a.kind != v.kind && v.op != opWidenLow && v.op != opWidenHigh && v.op != opNarrow {
			panic(fmt.Sprintf("vecgen: %s: operation %d mixes float32 and float64", k.name, v.op))
		}
	}
	p := k.phase()
	if k.behind {
		p.after = append(p.after, v)
	} else {
		p.body = append(p.body, v)
	}
	return v
}

func (k *kernel) do(o op, args ...*value) *value {
	return k.emit(&value{op: o, kind: args[len(args)-1].kind, args: args})
}
