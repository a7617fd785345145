package npy

import (
	"archive/zip"
	"io"
	"maps"
	"slices"

	"github.com/layercake-go/layercake/internal/archive"
)

// WriteArchive writes a .npz file as numpy.savez does: uncompressed, the names
// in order. The same arrays give the same bytes.
func WriteArchive(w io.Writer, arrays map[string]*Array) error {
	if n := len(arrays); n == 0 || n > archive.MaxMembers {
		return fail(-1, "%d arrays; an archive has 1 to %d", n, archive.MaxMembers)
	}
	z := zip.NewWriter(w)
	for _, name := range slices.Sorted(maps.Keys(arrays)) {
		if !archive.ValidName(name) {
			return inEntry(name, fail(-1, "not a name for an array"))
		}
		if _, err := arrays[name].parsed(); err != nil {
			return inEntry(name, err)
		}
		entry, err := z.CreateHeader(&zip.FileHeader{Name: name + ".npy", Method: zip.Store})
		if err != nil {
			return err
		}
		if err := Write(entry, arrays[name]); err != nil {
			return err
		}
	}
	return z.Close()
}
