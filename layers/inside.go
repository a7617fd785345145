package layers

import (
	"math"

	"github.com/layercake-go/layercake/layer"
)

// A sight is what a recurrent layer shows of its inside: the place is that among
// the sums of each unit, or one of those below.
type sight struct {
	place      int
	gate       bool
	name, note string
}

const (
	wholeCell   = -1 // the state that does not go out
	wholeOutput = -2 // the state that does
)

// inside finds the sights in a frame, in the order of time.
func (l *recurrence) inside(sights []sight) layer.Insider {
	return func(f *layer.Frame) []layer.Inside {
		list := make([]layer.Inside, len(sights))
		for i, s := range sights {
			list[i] = layer.Inside{
				Name: s.name, Note: s.note, Gate: s.gate,
				Shape: layer.Shape{l.steps, l.units}, Values: l.see(f, s.place),
			}
		}
		return list
	}
}

// see is (steps, units) of the first row. The states lie one step further on than the
// gates that make them, and are carried over masked steps.
func (l *recurrence) see(f *layer.Frame, place int) []float32 {
	v := make([]float32, l.steps*l.units)
	for s := range l.steps {
		to := at(v, l.time(s), l.units)
		switch m := l.moment(f, s, 0, 1); {
		case place == wholeCell:
			copy(to, m.c)
		case place == wholeOutput:
			copy(to, m.h)
		case m.on(0):
			copy(to, m.z[place*l.units:])
		default:
			for k := range to {
				to[k] = float32(math.NaN())
			}
		}
	}
	return v
}
