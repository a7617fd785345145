package hdf5

import "fmt"

// Float32s reads all elements, row-major, into dst, whose length must be Len.
// Every value is exact: an element of another type that is no float32 (a float64
// with more digits, an integer beyond 2²⁴ that would be rounded) is an error.
// NaN stays NaN. Keras's bfloat16, bytes without a type that an attribute
// "dtype" explains, is read too.
func (d *Dataset) Float32s(dst []float32) error {
	if err := d.fits(len(dst)); err != nil {
		return err
	}
	if littleEndian && d.kind == (Type{Class: Float, Size: 4}) && d.layout.class == contiguous && d.layout.addr != none {
		return at(d.path, d.direct(bytesOf(dst)))
	}
	kind := d.kind
	if kind.Class == Opaque && d.brain() {
		kind = Type{Class: Float, Size: 2, Brain: true}
	}
	read, err := kind.float32s()
	if err != nil {
		return at(d.path, err)
	}
	return at(d.path, d.each(func(first int, raw []byte) error {
		return element(first, read(dst[first:first+len(raw)/d.kind.Size], raw))
	}))
}

// brain reports whether opaque elements are bfloat16, as Keras writes them.
func (d *Dataset) brain() bool {
	a, err := d.Attr("dtype")
	if d.kind.Size != 2 || a == nil || err != nil {
		return false
	}
	name, err := a.Text()
	return err == nil && name == "bfloat16"
}

// Int64s reads all elements of an integer type, row-major, into dst, whose
// length must be Len. An unsigned number beyond int64 is an error, and so is
// any other type.
func (d *Dataset) Int64s(dst []int64) error {
	if err := d.fits(len(dst)); err != nil {
		return err
	}
	read, err := d.kind.int64s()
	if err != nil {
		return at(d.path, err)
	}
	return at(d.path, d.each(func(first int, raw []byte) error {
		return element(first, read(dst[first:first+len(raw)/d.kind.Size], raw))
	}))
}

// fits compares the number of elements with what the caller has room for.
func (d *Dataset) fits(n int) error {
	if n == d.Len() {
		return nil
	}
	return &Error{d.path, -1, errorf("shape %v has %d elements, not %d", d.Shape(), d.Len(), n)}
}

// inexact is an element that the wanted type does not have.
type inexact struct {
	i     int // its number
	value any
	want  string
}

func (e *inexact) Error() string {
	return fmt.Sprintf("element %d is %v, which no %s is", e.i, e.value, e.want)
}

// element counts an inexact element from the dataset's first.
func element(first int, err error) error {
	if e, ok := err.(*inexact); ok {
		e.i += first
	}
	return err
}
