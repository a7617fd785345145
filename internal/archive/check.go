package archive

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

// bounded passes on at most left bytes; any number where left is negative.
type bounded struct {
	io.ReaderAt
	left int
}

func (b *bounded) ReadAt(p []byte, off int64) (int, error) {
	if b.left < 0 {
		return b.ReaderAt.ReadAt(p, off)
	}
	if b.left -= len(p); b.left < 0 {
		b.left = 0
		return 0, failAt(off, "the archive's directory has more than %d bytes; the most is %d entries", maxDirectory, MaxMembers)
	}
	return b.ReaderAt.ReadAt(p, off)
}

// checkEnds refuses a file that begins or ends with something else.
func checkEnds(r io.ReaderAt, size int64) error {
	if size < endSize {
		return failAt(0, "a zip archive is wanted; it has only %d bytes", size)
	}
	var begin, end [4]byte
	if _, err := r.ReadAt(begin[:], 0); err != nil {
		return err
	}
	if _, err := r.ReadAt(end[:], size-endSize); err != nil {
		return err
	}
	empty := size == endSize && begin == end
	if string(begin[:]) != "PK\x03\x04" && !empty {
		return failAt(0, "a zip archive is wanted, with nothing before it")
	}
	if string(end[:]) != "PK\x05\x06" {
		return failAt(size-endSize, "the zip archive does not end here, as it must: the file is cut off, or something follows")
	}
	return nil
}

// add checks one entry by what the directory says.
func (a *Archive) add(f *zip.File, size uint64) error {
	name, folder := strings.CutSuffix(f.Name, "/")
	switch {
	case !ValidName(name):
		return failIn(f.Name, `an odd name; want a relative path without "..", "\", ":" and NUL`)
	case a.members[f.Name] != nil:
		return failIn(f.Name, "the archive has it twice")
	case folder && f.Mode().Type() != fs.ModeDir, !folder && !f.Mode().IsRegular():
		return failIn(f.Name, "not a regular file")
	case f.Flags&1 != 0:
		return failIn(f.Name, "it is encrypted")
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return failIn(f.Name, "unknown compression method %d", f.Method)
	case f.CompressedSize64 > size,
		f.Method == zip.Store && f.UncompressedSize64 != f.CompressedSize64,
		f.UncompressedSize64/deflateRatio > f.CompressedSize64:
		return failIn(f.Name, "%d bytes cannot come out of %d stored", f.UncompressedSize64, f.CompressedSize64)
	}
	a.names = append(a.names, f.Name)
	a.members[f.Name] = f
	return nil
}

// ValidName reports whether a member may have this name: a plain path that leads
// to no other place, on any system.
func ValidName(name string) bool {
	return utf8.ValidString(name) && fs.ValidPath(name) && name != "." && !strings.ContainsAny(name, "\\:\x00")
}

// checkSizes refuses entries that share bytes, and too much in all.
func checkSizes(files []*zip.File, size int64) error {
	type span struct {
		name       string
		begin, end int64
	}
	var spans []span
	var inflated uint64
	for _, f := range files {
		begin, err := f.DataOffset()
		if err != nil {
			return failIn(f.Name, "its header cannot be read: %w", err)
		}
		spans = append(spans, span{f.Name, begin, begin + int64(f.CompressedSize64)})
		inflated += f.UncompressedSize64
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.begin, b.begin) })
	end := int64(0)
	for _, s := range spans {
		if s.begin < end || s.end > size {
			return &Error{Member: s.name, Offset: s.begin, Err: errors.New("it overlaps another member, or the archive's end")}
		}
		end = s.end
	}
	if inflated > max(freeInflate, maxRatio*uint64(size)) {
		return failAt(-1, "%d bytes would inflate to %d, more than %d times as many", size, inflated, maxRatio)
	}
	return nil
}
