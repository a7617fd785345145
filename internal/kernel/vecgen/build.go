package vecgen

import "math"

// c is a float32 in every lane.
func (k *kernel) c(x float64) *value { return k.bits(math.Float32bits(float32(x))) }

// bits is a float32 with these bits in every lane.
func (k *kernel) bits(b uint32) *value { return k.constant(single, uint64(b)) }

// wide is a float64 in every lane.
func (k *kernel) wide(x float64) *value { return k.constant(double, math.Float64bits(x)) }

func (k *kernel) constant(of kind, bits uint64) *value {
	key := constant{of, bits}
	if k.consts[key] == nil {
		k.consts[key] = &value{op: opConst, kind: of, bits: bits}
	}
	return k.consts[key]
}

// load is the next vector of p; the places beyond its end have the filling.
func (k *kernel) load(p *param, filling *value) *value {
	return k.emit(&value{op: opLoad, kind: single, param: p, args: []*value{filling}})
}

// read is a load that fills with 0.
func (k *kernel) read(p *param) *value { return k.load(p, k.c(0)) }

func (k *kernel) store(p *param, v *value) {
	k.emit(&value{op: opStore, kind: single, param: p, args: []*value{v}})
}

func (k *kernel) add(a, b *value) *value     { return k.do(opAdd, a, b) }
func (k *kernel) sub(a, b *value) *value     { return k.do(opSub, a, b) }
func (k *kernel) mul(a, b *value) *value     { return k.do(opMul, a, b) }
func (k *kernel) div(a, b *value) *value     { return k.do(opDiv, a, b) }
func (k *kernel) sqrt(a *value) *value       { return k.do(opSqrt, a) }
func (k *kernel) min(a, b *value) *value     { return k.do(opMin, a, b) }
func (k *kernel) max(a, b *value) *value     { return k.do(opMax, a, b) }
func (k *kernel) fma(a, b, c *value) *value  { return k.do(opFMA, a, b, c) }  // a·b + c
func (k *kernel) fnma(a, b, c *value) *value { return k.do(opFNMA, a, b, c) } // c − a·b
func (k *kernel) and(a, b *value) *value     { return k.do(opAnd, a, b) }
func (k *kernel) or(a, b *value) *value      { return k.do(opOr, a, b) }
func (k *kernel) xor(a, b *value) *value     { return k.do(opXor, a, b) }
func (k *kernel) addInt(a, b *value) *value  { return k.do(opAddInt, a, b) }
func (k *kernel) subInt(a, b *value) *value  { return k.do(opSubInt, a, b) }

func (k *kernel) shift(o op, a *value, distance uint64) *value {
	return k.emit(&value{op: o, kind: a.kind, args: []*value{a}, bits: distance})
}

func (k *kernel) greater(a, b, x, y *value) *value      { return k.do(opGreater, a, b, x, y) }
func (k *kernel) greaterEqual(a, b, x, y *value) *value { return k.do(opGreaterEqual, a, b, x, y) }
func (k *kernel) equal(a, b, x, y *value) *value        { return k.do(opEqual, a, b, x, y) }

func (k *kernel) abs(a *value) *value { return k.and(a, k.bits(0x7fffffff)) }
func (k *kernel) neg(a *value) *value { return k.xor(a, k.bits(0x80000000)) }

// horner is coefficients[0] + coefficients[1]·x + …
func (k *kernel) horner(x *value, coefficients ...float64) *value {
	number := k.c
	if x.kind == double {
		number = k.wide
	}
	last := len(coefficients) - 1
	sum := number(coefficients[last])
	for i := last - 1; i >= 0; i-- {
		sum = k.fma(sum, x, number(coefficients[i]))
	}
	return sum
}

// tell writes what is the same in every lane to one of the row's results.
func (k *kernel) tell(p *param, slot int, v *value) {
	k.emit(&value{op: opTell, kind: double, param: p, bits: uint64(slot), args: []*value{v}})
}

// A pair is a vector of float64: two halves.
type pair [2]*value

func (k *kernel) widen(v *value) pair {
	return pair{
		k.emit(&value{op: opWidenLow, kind: double, args: []*value{v}}),
		k.emit(&value{op: opWidenHigh, kind: double, args: []*value{v}}),
	}
}

// narrow rounds p to float32.
func (k *kernel) narrow(p pair) *value {
	return k.emit(&value{op: opNarrow, kind: single, args: p[:]})
}

// each applies f to both halves.
func (p pair) each(f func(*value) *value) pair { return pair{f(p[0]), f(p[1])} }

// narrowScalar and widenScalar convert what is the same in every lane.
func (k *kernel) narrowScalar(v *value) *value { return k.narrow(pair{v, v}) }

func (k *kernel) widenScalar(v *value) *value {
	return k.emit(&value{op: opWidenLow, kind: double, args: []*value{v}})
}

// accumulator makes an accumulator of the phase: of sums, which begin at 0, or
// of maxima, which begin at −Inf.
func (k *kernel) accumulator(of kind, max bool) *acc {
	a := &acc{kind: of, max: max, result: &value{op: opResult, kind: of}}
	a.result.acc = a
	p := k.phase()
	p.accs = append(p.accs, a)
	return a
}

func (k *kernel) gather(a *acc, v *value) {
	k.emit(&value{op: opGather, kind: single, acc: a, args: []*value{v}})
}

func (k *kernel) gatherPair(a *acc, p pair) {
	for half, v := range p {
		k.emit(&value{op: opGather, kind: double, acc: a, half: half, args: []*value{v}})
	}
}

// gatherProduct adds a·b, rounded together with the sum.
func (k *kernel) gatherProduct(to *acc, a, b pair) {
	for half := range a {
		k.emit(&value{op: opGatherFMA, kind: double, acc: to, half: half, args: []*value{a[half], b[half]}})
	}
}

// done ends the phase's loop and gives what it accumulated; values that follow
// are computed once.
func (k *kernel) done(a *acc) *value {
	k.behind = true
	return a.result
}
