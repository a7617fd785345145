package torch

import (
	"fmt"
	"slices"
)

// fit lists what keeps the module's arrays from being those of the layer.
func (p *place) fit(m *module) (errs []error) {
	used := map[string]bool{}
	for _, w := range p.wants {
		for _, attr := range w.theirs {
			used[attr] = true
			if e := w.check(m, attr, p); e != nil {
				errs = append(errs, e)
			}
		}
	}
	for _, attr := range m.names {
		if !used[attr] {
			errs = append(errs, &Error{m.arrays[attr].Name, p.node.Path(), fmt.Sprintf("%s has no place for it", p.what())})
		}
	}
	return errs
}

// what names the layer's type and the shape that it is fed.
func (p *place) what() string {
	return fmt.Sprintf("a %s of input %v", p.kind.module, []int(p.node.In))
}

// check compares one array with what the layer wants.
func (w *want) check(m *module, attr string, p *place) error {
	wanted := w.theirShape(w.ourShape())
	a := m.arrays[attr]
	if a == nil {
		msg := fmt.Sprintf("wants %q of shape %v, module %q has %s", join(m.name, attr), wanted, m.name, listed(m.shapes()))
		if w.without != "" {
			msg += "; " + w.without + " does without"
		}
		return &Error{Layer: p.node.Path(), Msg: msg}
	}
	if same(a.Shape, wanted) || w.spread && len(a.Data) == 1 {
		return nil
	}
	msg := fmt.Sprintf("want shape %v, have %v", wanted, a.Shape)
	turned := slices.Clone(wanted)
	slices.Reverse(turned)
	if slices.Equal(a.Shape, turned) {
		msg += fmt.Sprintf("; it lies the other way round: PyTorch's %s has outputs first", p.kind.module)
	}
	return &Error{a.Name, p.node.Path(), msg}
}

// ourShape is the shape of one of the arrays that ours is made of, in our axes.
func (w *want) ourShape() []int {
	if w.stacked {
		return w.param.Shape[1:]
	}
	return w.param.Shape
}

// shapes describes a module's arrays.
func (m *module) shapes() (list []string) {
	for _, attr := range m.names {
		list = append(list, fmt.Sprintf("%s %v", attr, m.arrays[attr].Shape))
	}
	return list
}

// read makes our array of the module's.
func (w *want) read(m *module) []float32 {
	shape := w.ourShape()
	var out []float32
	for _, attr := range w.theirs {
		data := m.arrays[attr].Data
		if len(data) < size(shape) {
			data = slices.Repeat(data, size(shape)) // one value for all
		}
		values := w.form.ours(data, shape)
		switch {
		case w.stacked || out == nil:
			out = append(out, values...)
		default:
			for i, v := range values {
				out[i] += v
			}
		}
	}
	if w.flat != nil {
		out = rows(out, w.flat, func(our, their int) (to, from int) { return our, their })
	}
	return out
}

// write makes the module's arrays of ours.
func (w *want) write(name string, values []float32) (list []Array) {
	if w.flat != nil {
		values = rows(values, w.flat, func(our, their int) (to, from int) { return their, our })
	}
	shape := w.ourShape()
	n := size(shape)
	for i, attr := range w.theirs {
		part := make([]float32, n) // of a sum the first has it all
		if w.stacked {
			part = values[i*n : (i+1)*n]
		} else if i == 0 {
			part = values
		}
		list = append(list, Array{join(name, attr), w.theirShape(shape), w.form.theirs(part, shape)})
	}
	return list
}

// rows changes the order of a kernel's rows between ours, flattened with the
// channels last, and theirs, flattened with the channels first. in is the shape
// before flattening, here.
func rows(values []float32, in []int, order func(our, their int) (to, from int)) []float32 {
	channels := in[len(in)-1]
	positions := size(in) / channels
	units := len(values) / size(in)
	out := make([]float32, len(values))
	for at := range positions {
		for c := range channels {
			to, from := order(at*channels+c, c*positions+at)
			copy(out[to*units:(to+1)*units], values[from*units:])
		}
	}
	return out
}
