package layers

import (
	"runtime"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

// A recurrence is the loop over the steps of sequences that all recurrent layers
// share. Inside, everything lies by steps, in the order in which they are taken:
// (steps, rows, values).
//
// Samples do not know of each other, so threads share out the rows and take theirs
// through all steps. The products that make the gradients of weights are one for
// all steps.
type recurrence struct {
	cell                       cell
	steps, in, units           int
	gates                      int  // sums of each unit
	carries                    bool // there is a second state, that does not go out
	sequences, backwards, zero bool
	keepsInput                 bool // the gradient reads the sums of the gates
	inputs, outputs            shares

	kernel, recurrent, bias *layer.Param
	x, z, pre, h, c, side   steps
	dh, dc, dside           *layer.Buffer
	sums                    *layer.Buffer // of one row
	turned                  *layer.Buffer // the recurrent kernel, transposed for Backward
	held                    *layer.Buffer

	forth, back divisible // rows of samples
}

// A cell is the arithmetic of one step.
type cell interface {
	// forward makes m.h of m.h0 and m.z, which has the sums over the input. What
	// it leaves in m.z and m.side backward finds there.
	forward(f *layer.Frame, m moment)
	// backward makes m.dh, the gradient by m.h, that by m.h0, and leaves in m.z
	// the gradient by its sums.
	backward(f *layer.Frame, m moment)
	// learn adds to the gradient of the recurrent weights and biases.
	learn(f *layer.Frame)
}

// A moment is one step of some rows of a batch, a row for each sample.
type moment struct {
	first, rows  int
	fresh        bool // h0 and c0 are 0
	z, pre       []float32
	h0, h, c0, c []float32
	side         []float32 // what else the cell keeps, units a row
	dh, dc       []float32
	row          []float32 // of no particular content, for backward
	mask         []float32
	time, steps  int
}

// on reports whether row r has this step: it is not masked.
func (m moment) on(r int) bool { return m.mask == nil || m.mask[(m.first+r)*m.steps+m.time] != 0 }

// steps is memory for every step where Backward runs, and for a few elsewhere.
type steps struct{ all, few *layer.Buffer }

func (s steps) of(f *layer.Frame) []float32 {
	if v := f.Buf(s.all); v != nil {
		return v
	}
	return f.Buf(s.few)
}

// ahead is the number of rows for which Predict multiplies inputs at once: as
// many steps of few samples.
const ahead = 16

// plan asks for memory.
func (l *recurrence) plan(n *layer.Node, stateful bool) {
	T, u, g := l.steps, l.units, l.gates*l.units
	l.x = steps{n.Buffer(layer.Back, T*l.in, 0), n.Buffer(layer.Work, l.in, ahead*l.in)}
	l.z = steps{n.Buffer(layer.Tape, T*g, 0), n.Buffer(layer.Work, g, ahead*g)}
	l.h = steps{n.Buffer(layer.Tape, (T+1)*u, 0), n.Buffer(layer.Work, 2*u, 0)}
	l.side = steps{n.Buffer(layer.Tape, T*u, 0), n.Buffer(layer.Work, u, 0)}
	l.dh, l.dside = n.Buffer(layer.Back, u, 0), n.Buffer(layer.Back, u, 0)
	l.sums, l.turned = n.Buffer(layer.Work, 0, g), n.Buffer(layer.Back, 0, g*u)
	states := 1
	if l.carries {
		states = 2
		l.c = steps{n.Buffer(layer.Tape, (T+1)*u, 0), n.Buffer(layer.Work, 2*u, 0)}
		l.dc = n.Buffer(layer.Back, u, 0)
	}
	if l.keepsInput {
		l.pre.all = n.Buffer(layer.Tape, T*g, 0)
	}
	if stateful {
		l.held = n.Buffer(layer.Held, states*u, 0)
	}
	l.inputs.plan(n, l.in, 0)
	l.outputs.plan(n, u, l.inputs.count*l.in)
	l.inputs.per = l.outputs.per
	if l.outputs.rate > 0 {
		l.outputs.work = n.Buffer(layer.Work, u, 0)
	}
	l.forth, l.back = l.forthRows, l.backRows
}

// moment is step s of f for the rows from first to end − 1.
func (l *recurrence) moment(f *layer.Frame, s, first, end int) moment {
	m := moment{first: first, rows: end - first, mask: f.Mask, time: l.time(s), steps: l.steps, fresh: s == 0}
	here, next, row, u, g := s, s+1, s, l.units, l.gates*l.units
	side := s
	if f.Buf(l.z.all) == nil {
		here, next, row, side = s%2, (s+1)%2, s%l.block(f), 0
	}
	of := func(v []float32, i, n int) []float32 {
		return span(v, (i*f.Rows+first)*n, (i*f.Rows+end)*n)
	}
	m.z, m.side = of(l.z.of(f), row, g), of(l.side.of(f), side, u)
	h, c := l.h.of(f), l.c.of(f)
	m.h0, m.h, m.c0, m.c = of(h, here, u), of(h, next, u), of(c, here, u), of(c, next, u)
	m.pre = of(f.Buf(l.pre.all), s, g)
	return m
}

// at is part i of v, in parts of n values; nil if v is.
func at(v []float32, i, n int) []float32 {
	if v == nil {
		return nil
	}
	return v[i*n : (i+1)*n]
}

// block is the number of steps whose inputs are multiplied at once.
func (l *recurrence) block(f *layer.Frame) int {
	return min(l.steps, max(1, ahead/max(1, f.Rows)))
}

// time is the place in the sequence of the step that is taken as number s.
func (l *recurrence) time(s int) int {
	if l.backwards {
		return l.steps - 1 - s
	}
	return s
}

func (l *recurrence) Forward(f *layer.Frame) {
	l.draw(f)
	l.addBiases(f)
	l.share(f, l.forth)
}

// forthRows is Forward for the rows from first to end − 1, after what is common
// to all.
func (l *recurrence) forthRows(f *layer.Frame, first, end int) {
	block := l.block(f)
	held := f.Buf(l.held)
	for s := range l.steps {
		if s%block == 0 {
			l.read(f, s, min(block, l.steps-s), first, end)
		}
		m := l.moment(f, s, first, end)
		if s == 0 {
			m.fresh = held == nil
			l.start(f, m, held)
		}
		l.cell.forward(f, m)
		l.stay(m)
		l.write(f, s, m)
		if s == l.steps-1 && held != nil {
			h, c := l.kept(f, m, held)
			copy(h, m.h)
			copy(c, m.c)
		}
	}
}

// kept are the places in held of the rows of m.
func (l *recurrence) kept(f *layer.Frame, m moment, held []float32) (h, c []float32) {
	from, end, size := m.first*l.units, (m.first+m.rows)*l.units, f.Rows*l.units
	if h = held[from:end]; l.carries {
		c = held[size:][from:end]
	}
	return h, c
}

// start sets the states before the first step.
func (l *recurrence) start(f *layer.Frame, m moment, held []float32) {
	if held == nil {
		clear(m.h0)
		clear(m.c0)
		return
	}
	h, c := l.kept(f, m, held)
	copy(m.h0, h)
	copy(m.c0, c)
}

// stay carries the states over masked steps.
func (l *recurrence) stay(m moment) {
	if m.mask == nil {
		return
	}
	for r := range m.rows {
		if !m.on(r) {
			copy(at(m.h, r, l.units), at(m.h0, r, l.units))
			copy(at(m.c, r, l.units), at(m.c0, r, l.units))
		}
	}
}

// write puts out the step.
func (l *recurrence) write(f *layer.Frame, s int, m moment) {
	if !l.sequences && s < l.steps-1 {
		return
	}
	for r := range m.rows {
		y := l.output(f.Y, m.first+r, s)
		if l.zero && !m.on(r) {
			clear(y)
		} else {
			copy(y, at(m.h, r, l.units))
		}
	}
}

// output is the part of y or dy for row r at step s.
func (l *recurrence) output(y []float32, r, s int) []float32 {
	if l.sequences {
		r = r*l.steps + s
	}
	return at(y, r, l.units)
}

func (l *recurrence) Backward(f *layer.Frame) {
	kernel.Transpose(f.Buf(l.turned), f.W(l.recurrent), l.units, l.gates*l.units)
	l.share(f, l.back)
	l.cell.learn(f)
	l.learn(f)
}

// backRows is Backward for the rows from first to end − 1, but for the gradients
// that are products over all steps.
func (l *recurrence) backRows(f *layer.Frame, first, end int) {
	own := scratches.Get().(*scratch)
	row := own.of(l.gates * l.units)
	from, to := first*l.units, end*l.units
	dh, dc := f.Buf(l.dh)[from:to], span(f.Buf(l.dc), from, to)
	clear(dh)
	clear(dc)
	for s := l.steps - 1; s >= 0; s-- {
		m := l.moment(f, s, first, end)
		m.dh, m.dc, m.row = dh, dc, row
		if l.sequences || s == l.steps-1 {
			for r := range m.rows {
				if m.on(r) || !l.zero {
					kernel.Add(at(dh, r, l.units), l.output(f.DY, first+r, s))
				}
			}
		}
		l.cell.backward(f, m)
	}
	scratches.Put(own)
}

// fewRows is how many rows a thread has at least: with fewer, threads share the
// columns of each product instead, and a block has several steps. From manyRows
// on two pieces for each thread are better than one.
const (
	fewRows  = 9
	manyRows = 16
)

// share shares out the rows over threads, each with all of its steps: so threads
// meet once a pass, and a thread finds its rows in its cache at the next step.
func (l *recurrence) share(f *layer.Frame, do divisible) {
	parts := runtime.GOMAXPROCS(0)
	if f.Rows >= 2*parts*manyRows {
		parts *= 2
	}
	parts = max(1, min(parts, f.Rows/fewRows))
	const productsPerNanosecond = 40
	work := f.Rows * l.steps * l.gates * l.units * (l.in + l.units) / productsPerNanosecond
	do.shareBy(f, f.Rows, max(1, (f.Rows+parts-1)/parts), work)
}
