package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
)

// A difference writes what differs, and remembers what does not.
type difference struct {
	lister
	tolerance float64
	found     bool
	last      string   // the part that was written last
	equal     []string // parts that are the same
}

// differs writes one difference under the title of its part.
func (d *difference) differs(part, text string) {
	if d.last != part {
		if d.last != "" {
			d.line("")
		}
		d.line("%s", part)
	}
	d.last, d.found = part, true
	d.line("  %s", text)
}

// specs compares line by line.
func (d *difference) specs(a, b *side) {
	if a.spec == nil || b.spec == nil {
		for _, s := range []*side{a, b} {
			if s.spec != nil && (a.model == nil || b.model == nil) {
				d.differs("Spec", fmt.Sprintf("only %s has layers", s.path))
			}
		}
		return
	}
	if slices.Equal(a.spec, b.spec) {
		d.equal = append(d.equal, fmt.Sprintf("the spec, %d lines", len(a.spec)))
		return
	}
	d.differs("Spec", fmt.Sprintf("- %s", a.path))
	d.differs("Spec", fmt.Sprintf("+ %s", b.path))
	for _, l := range lineDiff(a.spec, b.spec) {
		d.differs("Spec", l)
	}
}

// weights compares arrays by their names.
func (d *difference) weights(a, b *side) {
	const part = "Weights"
	if a.fresh != b.fresh {
		with := a
		if a.fresh {
			with = b
		}
		d.differs(part, fmt.Sprintf("only %s has weights", with.path))
		return
	}
	same := 0
	for _, w := range a.arrays {
		i := slices.IndexFunc(b.arrays, func(o sequential.Weight) bool { return o.Path == w.Path })
		if i < 0 {
			d.differs(part, fmt.Sprintf("%s %s: only in %s", clipped(w.Path), shapeText(w.Shape), a.path))
			continue
		}
		o := b.arrays[i]
		if !slices.Equal(w.Shape, o.Shape) {
			d.differs(part, fmt.Sprintf("%s: shape %s in %s, %s in %s", clipped(w.Path), shapeText(w.Shape), a.path, shapeText(o.Shape), b.path))
			continue
		}
		if most, at := farthest(w.Data, o.Data); most > d.tolerance {
			d.differs(part, fmt.Sprintf("%s %s: differs by up to %.6g: %s and %s", clipped(w.Path), shapeText(w.Shape), most, short(w.Data[at]), short(o.Data[at])))
			continue
		}
		same++
	}
	for _, o := range b.arrays {
		if !slices.ContainsFunc(a.arrays, func(w sequential.Weight) bool { return o.Path == w.Path }) {
			d.differs(part, fmt.Sprintf("%s %s: only in %s", clipped(o.Path), shapeText(o.Shape), b.path))
		}
	}
	if same > 0 {
		d.equal = append(d.equal, fmt.Sprintf("%d of %d arrays of weights%s", same, max(len(a.arrays), len(b.arrays)), d.within()))
	}
}

func (d *difference) predictions(y, z *data.Tensor, what string) {
	const part = "Predictions"
	if !slices.Equal(y.Shape, z.Shape) {
		d.differs(part, fmt.Sprintf("on %s: shape %v and %v", what, y.Shape[1:], z.Shape[1:]))
		return
	}
	most, at := farthest(y.Data, z.Data)
	if most > d.tolerance {
		row, output := at/y.RowSize(), at%y.RowSize()
		d.differs(part, fmt.Sprintf("on %s: differ by up to %.6g: %s and %s in row %d, output %d", what, most, short(y.Data[at]), short(z.Data[at]), row, output))
		return
	}
	d.equal = append(d.equal, fmt.Sprintf("predictions on %s%s", what, d.within()))
}

// within says how far apart what is called the same may be.
func (d *difference) within() string {
	if d.tolerance == 0 {
		return ""
	}
	return fmt.Sprintf(", within %g", d.tolerance)
}

// farthest is the largest difference of two numbers, and where it is. A number
// and none are infinitely far apart.
func farthest(a, b []float32) (most float64, at int) {
	for i, x := range a {
		y := b[i]
		if x == y || x != x && y != y {
			continue
		}
		gap := math.Abs(float64(x) - float64(y))
		if gap != gap {
			gap = math.Inf(1)
		}
		if gap > most {
			most, at = gap, i
		}
	}
	return most, at
}
