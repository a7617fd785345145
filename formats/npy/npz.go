package npy

import (
	"archive/zip"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// What an archive may have.
const (
	maxEntries   = 1024
	maxDirectory = 512 << 10 // bytes of the zip directory, read before anything is known
	freeInflate  = 256 << 20 // bytes that an archive may always inflate to,
	maxRatio     = 100       // and beyond that the most per byte of the archive
	deflateRatio = 1032      // no deflate stream can do more
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
	return a, checkSizes(z.File, uint64(size))
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

// boundedReader passes on at most left bytes; any number where left is negative.
type boundedReader struct {
	io.ReaderAt
	left int
}

func (b *boundedReader) ReadAt(p []byte, off int64) (int, error) {
	if b.left < 0 {
		return b.ReaderAt.ReadAt(p, off)
	}
	if b.left -= len(p); b.left < 0 {
		b.left = 0
		return 0, fail(-1, "the archive's directory has more than %d bytes", maxDirectory)
	}
	return b.ReaderAt.ReadAt(p, off)
}

// checkEnds refuses a file that begins or ends with something else.
func checkEnds(r io.ReaderAt, size int64) error {
	const endSize = 22 // of the end record, when no comment follows
	var begin, end [4]byte
	if size < endSize {
		return fail(-1, "not a .npz file: it has only %d bytes", size)
	}
	if _, err := r.ReadAt(begin[:], 0); err != nil {
		return inEntry("", err)
	}
	if _, err := r.ReadAt(end[:], size-endSize); err != nil {
		return inEntry("", err)
	}
	if string(begin[:]) != "PK\x03\x04" || string(end[:]) != "PK\x05\x06" {
		return fail(-1, "not a .npz file: a zip archive with arrays, and nothing before or behind it, is wanted")
	}
	return nil
}

// checkEntry returns the array's name.
func checkEntry(f *zip.File, size uint64) (string, error) {
	name, npy := strings.CutSuffix(f.Name, ".npy")
	switch {
	case !validName(name) || !npy:
		return "", fail(-1, "an entry must be called name.npy, without odd paths")
	case !f.Mode().IsRegular():
		return "", fail(-1, "not a regular file")
	case f.Flags&1 != 0:
		return "", fail(-1, "the entry is encrypted")
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return "", fail(-1, "unknown compression method %d", f.Method)
	case f.CompressedSize64 > size,
		f.Method == zip.Store && f.UncompressedSize64 != f.CompressedSize64,
		f.UncompressedSize64/deflateRatio > f.CompressedSize64:
		return "", fail(-1, "%d bytes cannot come out of %d stored", f.UncompressedSize64, f.CompressedSize64)
	}
	return name, nil
}

func validName(name string) bool {
	return utf8.ValidString(name) && fs.ValidPath(name) && name != "." && !strings.ContainsAny(name, "\\:\x00")
}

// checkSizes refuses entries that share bytes, and too much in all.
func checkSizes(files []*zip.File, size uint64) error {
	type span struct{ begin, end uint64 }
	var spans []span
	var inflated uint64
	for _, f := range files {
		begin, err := f.DataOffset()
		if err != nil {
			return inEntry(f.Name, err)
		}
		spans = append(spans, span{uint64(begin), uint64(begin) + f.CompressedSize64})
		inflated += f.UncompressedSize64
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.begin, b.begin) })
	end := uint64(0)
	for _, s := range spans {
		if s.begin < end || s.end > size {
			return fail(-1, "entries of the archive overlap")
		}
		end = s.end
	}
	if inflated > max(freeInflate, maxRatio*size) {
		return fail(-1, "%d bytes would inflate to %d, more than %d times as many", size, inflated, maxRatio)
	}
	return nil
}
