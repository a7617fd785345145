package hdf5

// The most strings, and bytes of strings, that one call returns.
const (
	maxStrings    = 1 << 20
	maxStringData = 32 << 20
)

// Strings reads all elements of a string type, row-major. A string of fixed
// length loses what pads it: all from the first NUL on.
func (d *Dataset) Strings() ([]string, error) {
	if d.kind.Class != String {
		return nil, at(d.path, errorf("holds elements of type %s, not strings", d.kind))
	}
	if d.space.n > maxStrings {
		return nil, at(d.path, errorf("%d strings, more than the allowed %d", d.space.n, maxStrings))
	}
	if d.space.n*uint64(d.kind.Size) > maxStringData {
		return nil, at(d.path, errorf("%d strings of %d bytes, more than the allowed %d bytes", d.space.n, d.kind.Size, maxStringData))
	}
	var list []string
	read := d.f.texts(d.kind)
	err := d.each(func(first int, raw []byte) error {
		// Chunks come in any order, over the fill value.
		n := first + len(raw)/d.kind.Size
		list = append(list, make([]string, max(n-len(list), 0))...)
		return read(list[first:n], raw)
	})
	if err != nil {
		return nil, at(d.path, err)
	}
	return list, nil
}

// texts returns what converts elements of a string type.
func (f *File) texts(t Type) func(dst []string, raw []byte) error {
	total := 0
	return func(dst []string, raw []byte) (err error) {
		for i := range dst {
			b := raw[i*t.Size : (i+1)*t.Size]
			if t.Variable {
				dst[i], err = f.heapString(&cursor{b: b, off: -1, src: &f.source, what: "string"})
			} else {
				dst[i] = text(b)
			}
			if total += len(dst[i]); total > maxStringData {
				err = errorf("strings of more than the allowed %d bytes", maxStringData)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
}

// Strings returns the elements, row-major. An attribute of no elements has no
// strings, whatever its type: Keras writes an empty list of names as float64.
func (a *Attr) Strings() ([]string, error) {
	if a.space.n == 0 {
		return nil, nil
	}
	if a.kind.Class != String {
		return nil, at(a.where(), errorf("holds elements of type %s, not strings", a.kind))
	}
	if a.space.n > maxStrings {
		return nil, at(a.where(), errorf("%d strings, more than the allowed %d", a.space.n, maxStrings))
	}
	list := make([]string, a.space.n)
	return list, at(a.where(), a.f.texts(a.kind)(list, a.data.b))
}

// Text returns the string of an attribute that has one.
func (a *Attr) Text() (string, error) {
	if a.space.n != 1 {
		return "", at(a.where(), errorf("holds %d elements, not one string", a.space.n))
	}
	list, err := a.Strings()
	if err != nil {
		return "", err
	}
	return list[0], nil
}

// Int64s returns the elements of an integer type, row-major.
func (a *Attr) Int64s() ([]int64, error) {
	read, err := a.kind.int64s()
	if err != nil {
		return nil, at(a.where(), err)
	}
	dst := make([]int64, a.space.n)
	return dst, at(a.where(), read(dst, a.data.b))
}

// Float32s returns the elements, row-major, each of them exact as
// Dataset.Float32s gives it.
func (a *Attr) Float32s() ([]float32, error) {
	read, err := a.kind.float32s()
	if err != nil {
		return nil, at(a.where(), err)
	}
	dst := make([]float32, a.space.n)
	return dst, at(a.where(), read(dst, a.data.b))
}
