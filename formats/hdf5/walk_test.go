package hdf5

import (
	"bytes"
	"os"
)

// roomFor is how many elements the test's reader expects at most.
const roomFor = 1 << 18

// load reads everything in a file, up to the first error.
func load(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	f, err := Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return errorf("%s: %w", path, err)
	}
	var first error
	walk(f.Root(), func(err error) bool {
		first = err
		return false
	})
	if first != nil {
		return errorf("%s: %w", path, first)
	}
	return nil
}

// walk reads everything in a group. It goes on after an error while report
// says so.
func walk(g *Group, report func(error) bool) bool {
	ok := func(err error) bool { return err == nil || report(err) }
	if !walkAttrs(g.object, ok) {
		return false
	}
	names, err := g.Names()
	if !ok(err) {
		return false
	}
	for _, name := range names {
		if !walkMember(g, name, report, ok) {
			return false
		}
	}
	return true
}

func walkMember(g *Group, name string, report func(error) bool, ok func(error) bool) bool {
	is, err := g.IsDataset(name)
	if err != nil {
		return ok(err)
	}
	if !is {
		below, err := g.Group(name)
		if err != nil {
			return ok(err)
		}
		if below.Path() == "/" || len(below.Path()) <= len(g.Path()) {
			return true // a soft link back
		}
		return walk(below, report)
	}
	d, err := g.Dataset(name)
	if err != nil {
		return ok(err)
	}
	return walkAttrs(d.object, ok) && ok(walkDataset(d))
}

func walkDataset(d *Dataset) error {
	n := d.Len()
	if n > roomFor {
		n = 4 // what a model's shape would ask for
	}
	switch d.Type().Class {
	case String:
		_, err := d.Strings()
		return err
	case Integer:
		return d.Int64s(make([]int64, n))
	}
	return d.Float32s(make([]float32, n))
}

func walkAttrs(o *object, ok func(error) bool) bool {
	names, err := o.Attrs()
	if !ok(err) {
		return false
	}
	for _, name := range names {
		a, err := o.Attr(name)
		if err == nil {
			switch a.Type().Class {
			case String:
				_, err = a.Strings()
			case Integer:
				_, err = a.Int64s()
			default:
				_, err = a.Float32s()
			}
		}
		if !ok(err) {
			return false
		}
	}
	return true
}
