package archive

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"io/fs"
)

// file is the member of that name.
func (a *Archive) file(name string) (*zip.File, error) {
	if f := a.members[name]; f != nil {
		return f, nil
	}
	return nil, failIn(name, "%w", fs.ErrNotExist)
}

// Open opens a member for reading from its start. Its sum is checked where it
// ends.
func (a *Archive) Open(name string) (io.ReadCloser, error) {
	f, err := a.file(name)
	if err != nil {
		return nil, err
	}
	r, err := f.Open()
	if err != nil {
		return nil, failIn(name, "%w", err)
	}
	return r, nil
}

// ReadAll reads a whole member of at most most bytes, and checks its sum.
func (a *Archive) ReadAll(name string, most int64) ([]byte, error) {
	r, err := a.Open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	size := a.Size(name)
	if size > most {
		return nil, failIn(name, "want at most %d bytes, have %d", most, size)
	}
	text := make([]byte, size)
	_, err = io.ReadFull(r, text)
	if err == nil {
		_, err = io.Copy(io.Discard, r) // more than promised is an error, and the end checks the sum
	}
	if err != nil {
		return nil, failIn(name, "%d bytes are promised, and reading them failed: %w", size, err)
	}
	return text, nil
}

// At opens a member for reading in any order, once its sum was checked. It says
// how many bytes there are. What is stored is read where it lies; what is deflated
// is read to memory, at most most bytes of it.
func (a *Archive) At(name string, most int64) (io.ReaderAt, int64, error) {
	f, err := a.file(name)
	if err != nil {
		return nil, 0, err
	}
	if f.Method != zip.Store {
		text, err := a.ReadAll(name, most)
		return bytes.NewReader(text), int64(len(text)), err
	}
	begin, err := f.DataOffset()
	if err != nil {
		return nil, 0, failIn(name, "%w", err)
	}
	section := io.NewSectionReader(a.r, begin, a.Size(name))
	sum := crc32.NewIEEE()
	if _, err := io.CopyBuffer(struct{ io.Writer }{sum}, struct{ io.Reader }{section}, make([]byte, 64<<10)); err != nil {
		return nil, 0, failIn(name, "%w", err)
	}
	if sum.Sum32() != f.CRC32 {
		return nil, 0, failIn(name, "its checksum is %08x, and %08x is promised", sum.Sum32(), f.CRC32)
	}
	return section, section.Size(), nil
}
