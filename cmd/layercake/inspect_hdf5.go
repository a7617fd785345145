package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/layercake-go/layercake/formats/hdf5"
	"github.com/layercake-go/layercake/sequential"
)

// inspectHDF5 lists groups, attributes and datasets.
func inspectHDF5(l *lister, r io.ReaderAt, size int64) error {
	f, err := hdf5.Open(r, size)
	if err != nil {
		return err
	}
	t := newTree(l, size)
	if err := t.group(f.Root(), 0); err != nil {
		return err
	}
	if a, err := f.Root().Attr("model_config"); err == nil && a != nil {
		if text, err := a.Text(); err == nil {
			if err := l.kerasModel([]byte(text)); err != nil {
				return fmt.Errorf("/model_config: %w", err)
			}
		}
	}
	return l.arrays(t.names, t.array)
}

// A tree is what is found in an HDF5 file.
type tree struct {
	l     *lister
	size  int64 // of the file
	names []string
	sets  map[string]*hdf5.Dataset
	attrs bool // the title of the attributes was written
}

func newTree(l *lister, size int64) *tree {
	return &tree{l: l, size: size, sets: map[string]*hdf5.Dataset{}}
}

// maxObjects bounds how much of a file is listed.
const maxObjects = 100_000

func (t *tree) group(g *hdf5.Group, depth int) error {
	if depth > 64 {
		return fmt.Errorf("%s: groups are nested more than 64 deep", g.Path())
	}
	if err := t.attributes(g.Path(), g.Attrs, g.Attr); err != nil {
		return err
	}
	names, err := g.Names()
	if err != nil {
		return err
	}
	for _, name := range names {
		if len(t.names) == maxObjects {
			return fmt.Errorf("%s: more than %d arrays", g.Path(), maxObjects)
		}
		set, err := g.IsDataset(name)
		if err != nil {
			return err
		}
		if !set {
			inner, err := g.Group(name)
			if err == nil {
				err = t.group(inner, depth+1)
			}
			if err != nil {
				return err
			}
			continue
		}
		d, err := g.Dataset(name)
		if err != nil {
			return err
		}
		path := strings.TrimPrefix(d.Path(), "/")
		t.names = append(t.names, path)
		t.sets[path] = d
	}
	return nil
}

// attributes lists the attributes of a group.
func (t *tree) attributes(path string, list func() ([]string, error), get func(string) (*hdf5.Attr, error)) error {
	names, err := list()
	if err != nil {
		return err
	}
	for _, name := range names {
		a, err := get(name)
		if err != nil {
			return err
		}
		if !t.attrs {
			t.l.title("Attributes")
			t.attrs = true
		}
		t.l.line("  %s: %s", clipped(strings.TrimSuffix(path, "/")+"/"+name), attrText(a))
	}
	return nil
}

// attrText is an attribute's value, or what it is.
func attrText(a *hdf5.Attr) string {
	if text, err := a.Text(); err == nil {
		return clipped(text)
	}
	if list, err := a.Strings(); err == nil {
		return clipped(strings.Join(list, ", "))
	}
	if list, err := a.Int64s(); err == nil {
		return clipped(fmt.Sprint(list))
	}
	if list, err := a.Float32s(); err == nil {
		return clipped(fmt.Sprint(list))
	}
	return fmt.Sprintf("of shape %v", a.Shape())
}

// freeValues is how many values of an array are looked at in any case; of more
// only if the file has bytes for them.
const freeValues = 1 << 22

// array describes one dataset.
func (t *tree) array(path string) (arrayLine, error) {
	d := t.sets[path]
	a := arrayLine{name: path, dtype: d.Type().String(), shape: d.Shape()}
	switch {
	case d.Type().Class == hdf5.String:
		a.note = "text"
	case d.Len() > freeValues && int64(d.Len())*int64(d.Type().Size) > t.size:
		a.note = "more than the file has bytes for; not looked at"
	default:
		values := make([]float32, d.Len())
		if err := d.Float32s(values); err != nil {
			a.note = clipped(err.Error())
		} else {
			a.values = values
		}
	}
	return a, nil
}

// weights reads all arrays that hold numbers.
func (t *tree) weights() (list []sequential.Weight, err error) {
	for _, name := range t.names {
		a, err := t.array(name)
		if err != nil {
			return nil, err
		}
		if a.values == nil {
			return nil, fmt.Errorf("%s: %s", clipped(name), a.note)
		}
		list = append(list, sequential.Weight{Path: name, Shape: a.shape, Data: a.values})
	}
	return list, nil
}
