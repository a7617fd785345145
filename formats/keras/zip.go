package keras

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// The members of a .keras file.
const (
	metadataName = "metadata.json"
	configName   = "config.json"
	weightsName  = "model.weights.h5"
	extraName    = "layercake.json" // what Keras does not know; it ignores the member
	assetsName   = "assets/"        // of layers that have files of their own
)

// What an archive may have.
const (
	maxEntries   = 1024
	maxDirectory = 512 << 10 // bytes of the directory, read before anything is known
	deflateRatio = 1032      // no deflate stream can do more
	endSize      = 22        // of the end record, when no comment follows
)

// An archive is an open .keras file, all of whose members were looked at.
type archive struct {
	r       io.ReaderAt
	members map[string]*zip.File
}

func openArchive(r io.ReaderAt, size int64) (*archive, error) {
	if err := checkEnds(r, size); err != nil {
		return nil, err
	}
	limited := &directory{r, maxDirectory}
	z, err := zip.NewReader(limited, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		var own *Error
		if errors.As(err, &own) {
			return nil, own
		}
		return nil, &Error{Offset: size - endSize, Err: fmt.Errorf("the archive's directory cannot be read: %w", err)}
	}
	limited.left = -1
	if len(z.File) > maxEntries {
		return nil, failAt(size-endSize, "the archive has %d entries; the most is %d", len(z.File), maxEntries)
	}
	a := &archive{r, map[string]*zip.File{}}
	for _, f := range z.File {
		if err := a.add(f, uint64(size)); err != nil {
			return nil, err
		}
	}
	return a, a.checkOverlaps(z.File, size)
}

// directory passes on at most left bytes; any number where left is negative.
type directory struct {
	io.ReaderAt
	left int
}

func (d *directory) ReadAt(p []byte, off int64) (int, error) {
	if d.left < 0 {
		return d.ReaderAt.ReadAt(p, off)
	}
	if d.left -= len(p); d.left < 0 {
		d.left = 0
		return 0, failAt(off, "the archive's directory has more than %d bytes, for more than %d entries", maxDirectory, maxEntries)
	}
	return d.ReaderAt.ReadAt(p, off)
}

// checkEnds refuses a file that begins or ends with something else.
func checkEnds(r io.ReaderAt, size int64) error {
	var begin, end [4]byte
	if size < endSize {
		return failAt(0, "not a .keras file: it has only %d bytes", size)
	}
	if _, err := r.ReadAt(begin[:], 0); err != nil {
		return &Error{Offset: 0, Err: err}
	}
	if _, err := r.ReadAt(end[:], size-endSize); err != nil {
		return &Error{Offset: size - endSize, Err: err}
	}
	if string(begin[:]) != "PK\x03\x04" {
		return failAt(0, "not a .keras file: a zip archive is wanted, with nothing before it")
	}
	if string(end[:]) != "PK\x05\x06" {
		return failAt(size-endSize, "the zip archive does not end here, as it must: the file is cut off, or something follows")
	}
	return nil
}

// add checks one entry. Only the known members are ever read, and none is ever
// written to a disk.
func (a *archive) add(f *zip.File, size uint64) error {
	name := f.Name
	known := slices.Contains([]string{metadataName, configName, weightsName, extraName}, name)
	switch {
	case !validName(strings.TrimSuffix(name, "/")):
		return failIn(fmt.Sprintf("%.80q", name), "want one of %s, %s, %s", metadataName, configName, weightsName)
	case a.members[name] != nil:
		return failIn(fmt.Sprintf("%.80q", name), "the archive has it twice")
	case !f.Mode().IsRegular() && !f.Mode().IsDir():
		return failIn(fmt.Sprintf("%.80q", name), "not a regular file")
	case !known && !strings.HasPrefix(name, assetsName):
		return failIn(fmt.Sprintf("%.80q", name), "a .keras file has no such member; want one of %s, %s, %s", metadataName, configName, weightsName)
	case f.Mode().IsDir() && known:
		return failIn(fmt.Sprintf("%.80q", name), "not a regular file")
	case f.Flags&1 != 0:
		return failIn(fmt.Sprintf("%.80q", name), "it is encrypted")
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return failIn(fmt.Sprintf("%.80q", name), "unknown compression method %d", f.Method)
	case f.CompressedSize64 > size,
		f.Method == zip.Store && f.UncompressedSize64 != f.CompressedSize64,
		f.UncompressedSize64/deflateRatio > f.CompressedSize64:
		return failIn(fmt.Sprintf("%.80q", name), "%d bytes cannot come out of %d stored", f.UncompressedSize64, f.CompressedSize64)
	}
	a.members[name] = f
	return nil
}

func validName(name string) bool {
	return fs.ValidPath(name) && name != "." && !strings.ContainsAny(name, "\\:\x00")
}

// checkOverlaps refuses entries that share bytes.
func (a *archive) checkOverlaps(files []*zip.File, size int64) error {
	type span struct {
		name       string
		begin, end int64
	}
	var spans []span
	for _, f := range files {
		begin, err := f.DataOffset()
		if err != nil {
			return failIn(f.Name, "its header cannot be read: %w", err)
		}
		spans = append(spans, span{f.Name, begin, begin + int64(f.CompressedSize64)})
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.begin, b.begin) })
	end := int64(0)
	for _, s := range spans {
		if s.begin < end || s.end > size {
			return &Error{Member: s.name, Offset: s.begin, Err: errors.New("members of the archive overlap")}
		}
		end = s.end
	}
	return nil
}

// text reads a whole member of at most most bytes.
func (a *archive) text(name string, most int64) ([]byte, error) {
	f := a.members[name]
	if int64(f.UncompressedSize64) > most {
		return nil, failIn(name, "want at most %d bytes, have %d", most, f.UncompressedSize64)
	}
	r, err := f.Open()
	if err != nil {
		return nil, in(name, err)
	}
	defer r.Close()
	text := make([]byte, f.UncompressedSize64)
	if _, err := io.ReadFull(r, text); err != nil {
		return nil, failIn(name, "%d bytes are promised, and reading them failed: %w", len(text), err)
	}
	if n, err := r.Read(make([]byte, 1)); n > 0 || !errors.Is(err, io.EOF) { // the end checks the sum
		return nil, failIn(name, "after %d bytes: want the end, have %w", len(text), errors.Join(err))
	}
	return text, nil
}

// stored opens a member for reading in any order, once its sum was checked. What
// is deflated is read to memory, at most most bytes of it.
func (a *archive) stored(name string, most int64) (io.ReaderAt, int64, error) {
	f := a.members[name]
	size := int64(f.UncompressedSize64)
	if f.Method != zip.Store {
		text, err := a.text(name, most)
		return bytes.NewReader(text), size, err
	}
	begin, err := f.DataOffset()
	if err != nil {
		return nil, 0, in(name, err)
	}
	section := io.NewSectionReader(a.r, begin, size)
	sum := crc32.NewIEEE()
	if _, err := io.CopyBuffer(struct{ io.Writer }{sum}, struct{ io.Reader }{section}, make([]byte, 64<<10)); err != nil {
		return nil, 0, in(name, err)
	}
	if sum.Sum32() != f.CRC32 {
		return nil, 0, failIn(name, "its checksum is %08x, and %08x is promised", sum.Sum32(), f.CRC32)
	}
	return io.NewSectionReader(a.r, begin, size), size, nil
}
