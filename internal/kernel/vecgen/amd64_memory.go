package vecgen

import "fmt"

// at is the place in memory of the vector at hand of an array.
func (e *amd64) at(p *param) string {
	base := fmt.Sprintf("(%s)(%s*4)", amd64Arrays[p.index], amd64Index)
	if offset := 4 * e.width() * e.vector; offset > 0 {
		return fmt.Sprintf("%d%s", offset, base)
	}
	return base
}

// mask loads the mask of the vector at hand: all ones where it lies inside the
// array. The rest is in a register, negative.
func (e *amd64) mask() string {
	i := e.extra()
	e.line("VMOVDQU %d(%s)(%s*4), Y%d", 64+32*e.vector, amd64Base, amd64Rest, i)
	return e.name(i)
}

func (e *amd64) load(v *value) {
	filling := v.args[0]
	switch {
	case !e.tail:
		e.line("VMOVUPS %s, %s", e.at(v.param), e.name(e.define(v)))
	case e.big && filling.bits == 0 && filling.op == opConst:
		e.line("VMOVUPS.Z %s, K1, %s", e.at(v.param), e.name(e.define(v)))
	case e.big:
		i := e.take()
		if e.resident(filling) {
			e.line("VMOVAPS %s, %s", e.name(e.home[filling]), e.name(i))
		} else {
			e.loadFixed(filling, i)
		}
		e.line("VMOVUPS %s, K1, %s", e.at(v.param), e.name(i))
		e.home[v] = i
	case filling.bits == 0 && filling.op == opConst:
		mask := e.mask()
		e.line("VMASKMOVPS %s, %s, %s", e.at(v.param), mask, e.name(e.define(v)))
	default:
		mask := e.mask()
		i := e.take()
		e.line("VMASKMOVPS %s, %s, %s", e.at(v.param), mask, e.name(i))
		e.line("VBLENDVPS %s, %s, %s, %s", mask, e.name(i), e.name(e.reg(filling)), e.name(i))
		e.release(v)
		e.home[v] = i
	}
}

func (e *amd64) store(v *value) {
	source := e.name(e.reg(v.args[0]))
	switch {
	case !e.tail:
		e.line("VMOVUPS %s, %s", source, e.at(v.param))
	case e.big:
		e.line("VMOVUPS %s, K1, %s", source, e.at(v.param))
	default:
		e.line("VMASKMOVPS %s, %s, %s", source, e.mask(), e.at(v.param))
	}
	e.release(v)
}

// gather adds to the lanes of an accumulator that belong to the vector at hand.
func (e *amd64) gather(v *value) {
	place := e.vector
	if v.acc.kind == double {
		place = 2*e.vector + v.half
	}
	lane := e.name(e.lanes[v.acc][place])
	s := suffix(v.acc.kind)
	if v.op == opGatherFMA {
		e.line("VFMADD231%s %s, %s, %s", s, e.name(e.reg(v.args[1])), e.name(e.reg(v.args[0])), lane)
	} else {
		e.line("V%s%s %s, %s, %s", gatherName(v.acc), s, lane, e.name(e.reg(v.args[0])), lane)
	}
	e.release(v)
}

func gatherName(a *acc) string {
	if a.max {
		return "MAX"
	}
	return "ADD"
}

// fold adds the lanes of an accumulator up, pairwise, and spreads the sum over
// the whole of its first register.
func (e *amd64) fold(a *acc) {
	lanes := e.lanes[a]
	m := "V" + gatherName(a) + suffix(a.kind)
	first := lanes[0]
	for n := len(lanes) / 2; n > 0; n /= 2 {
		for i := range n {
			e.line("%s %s, %s, %s", m, e.name(lanes[i+n]), e.name(lanes[i]), e.name(lanes[i]))
		}
	}
	for _, i := range lanes[1:] {
		e.give(i)
	}
	t := e.take()
	if e.big {
		e.line("VEXTRACTF64X4 $1, Z%d, Y%d", first, t)
		e.line("%s Y%d, Y%d, Y%d", m, t, first, first)
	}
	quarter := "VEXTRACTF128"
	if e.big {
		quarter = "VEXTRACTF32X4"
	}
	e.line("%s $1, Y%d, X%d", quarter, first, t)
	e.line("%s X%d, X%d, X%d", m, t, first, first)
	e.line("VPERMILPD $1, X%d, X%d", first, t)
	e.line("%s X%d, X%d, X%d", m, t, first, first)
	if a.kind == single {
		e.line("VMOVSHDUP X%d, X%d", first, t)
		e.line("%s X%d, X%d, X%d", m, t, first, first)
		e.line("VBROADCASTSS X%d, %s", first, e.name(first))
	} else {
		e.line("VBROADCASTSD X%d, %s", first, e.name(first))
	}
	e.give(t)
	e.home[a.result], e.pinned[a.result] = first, true
}
