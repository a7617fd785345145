package npy

import (
	"archive/zip"
	"errors"
	"io"
	"slices"
	"strings"
)

// Archive is an open .npz file.
type Archive struct {
	names []string
	files map[string]*zip.File
}

// OpenArchive reads the directory of a .npz file of the given size. It refuses
// what NumPy does not write: names given twice, names that are no plain .npy
// names, overlapping or encrypted entries, bytes before or behind the archive,
// and sizes that its bytes could not inflate to.
func OpenArchive(r io.ReaderAt, size int64) (*Archive, error) {
	if err := checkEnds(r, size); err != nil {
		return nil, err
	}
	bounded := &boundedReader{r, maxDirectory}
	z, err := zip.NewReader(bounded, size)
	if err != nil {
		return nil, &Error{Offset: -1, Msg: "not a .npz file: " + err.Error(), Err: err}
	}
	bounded.left = -1
	if n := len(z.File); n == 0 || n > maxEntries {
		return nil, fail(-1, "%d entries; 1 to %d are read", n, maxEntries)
	}
	a := &Archive{files: make(map[string]*zip.File, len(z.File))}
	for _, f := range z.File {
		name, err := checkEntry(f, uint64(size))
		if err == nil && a.files[name] != nil {
			err = fail(-1, "there are two entries of this name")
		}
		if err != nil {
			return nil, inEntry(f.Name, err)
		}
		a.names = append(a.names, name)
		a.files[name] = f
	}
	if err := checkSizes(z.File, uint64(size)); err != nil {
		return nil, err
	}
	return a, nil
}

// Names returns the names of the arrays, without ".npy", in the archive's order.
func (a *Archive) Names() []string { return slices.Clone(a.names) }

// Array reads one array.
func (a *Archive) Array(name string) (*Array, error) {
	f := a.files[name]
	if f == nil {
		return nil, inEntry(name, fail(-1, "there is no such array; the archive has %s", clip(strings.Join(a.names, ", "))))
	}
	r, err := f.Open()
	if err != nil {
		return nil, inEntry(name, err)
	}
	defer r.Close()
	array, err := Read(r) // to the end, so that the checksum is compared
	if err != nil {
		return nil, inEntry(name, err)
	}
	return array, nil
}

// inEntry makes err say which entry it is about.
func inEntry(name string, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Offset: -1, Msg: err.Error(), Err: err}
	}
	e.Entry = name
	return e
}
