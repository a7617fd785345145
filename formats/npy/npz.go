package npy

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/archive"
)

// Archive is an open .npz file.
type Archive struct {
	zip   *archive.Archive
	names []string
}

// OpenArchive reads the directory of a .npz file of the given size. It refuses
// what NumPy does not write: names given twice, names that are no plain .npy
// names, overlapping or encrypted entries, bytes before or behind the archive,
// and sizes that its bytes could not inflate to.
func OpenArchive(r io.ReaderAt, size int64) (*Archive, error) {
	z, err := archive.Open(r, size)
	if err != nil {
		return nil, zipError(err)
	}
	a := &Archive{zip: z}
	for _, name := range z.Names() {
		array, ok := strings.CutSuffix(name, ".npy")
		if !ok {
			return nil, inEntry(name, fail(-1, "an entry must be called name.npy"))
		}
		a.names = append(a.names, array)
	}
	if len(a.names) == 0 {
		return nil, fail(0, "not a .npz file: it has 0 entries")
	}
	return a, nil
}

// Names returns the names of the arrays, without ".npy", in the archive's order.
func (a *Archive) Names() []string { return slices.Clone(a.names) }

// Array reads one array.
func (a *Archive) Array(name string) (*Array, error) {
	if !slices.Contains(a.names, name) {
		return nil, inEntry(name, fail(-1, "there is no such array; the archive has %s", clip(strings.Join(a.names, ", "))))
	}
	r, err := a.zip.Open(name + ".npy")
	if err != nil {
		return nil, zipError(err)
	}
	defer r.Close()
	array, err := Read(r) // to the end, so that the checksum is compared
	if err != nil {
		return nil, inEntry(name, err)
	}
	return array, nil
}

// zipError puts what is wrong with the archive into this package's words.
func zipError(err error) error {
	var e *archive.Error
	switch {
	case !errors.As(err, &e):
		return inEntry("", err)
	case e.Member == "":
		return &Error{Offset: e.Offset, Msg: "not a .npz file: " + e.Err.Error(), Err: e.Err}
	}
	return &Error{Entry: e.Member, Offset: -1, Msg: e.Err.Error(), Err: e.Err}
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
