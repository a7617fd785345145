package npy

import (
	"archive/zip"
	"cmp"
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
	const wanted = "a zip archive with arrays, and nothing before or behind it, is wanted"
	if string(begin[:]) != "PK\x03\x04" {
		return fail(0, "not a .npz file: %s", wanted)
	}
	if string(end[:]) != "PK\x05\x06" {
		return fail(int(size-endSize), "not a .npz file: %s", wanted)
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
	type span struct {
		begin, end uint64
		name       string
	}
	var spans []span
	var inflated uint64
	for _, f := range files {
		begin, err := f.DataOffset()
		if err != nil {
			return inEntry(f.Name, err)
		}
		spans = append(spans, span{uint64(begin), uint64(begin) + f.CompressedSize64, f.Name})
		inflated += f.UncompressedSize64
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.begin, b.begin) })
	end := uint64(0)
	for _, s := range spans {
		if s.begin < end || s.end > size {
			return inEntry(s.name, fail(-1, "it overlaps another entry, or the file's end"))
		}
		end = s.end
	}
	if inflated > max(freeInflate, maxRatio*size) {
		return fail(-1, "%d bytes would inflate to %d, more than %d times as many", size, inflated, maxRatio)
	}
	return nil
}
