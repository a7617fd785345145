package main

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
)

// inspectKeras lists the members of a .keras file, its layers and its arrays.
func inspectKeras(l *lister, r io.ReaderAt, size int64) error {
	const directory = 4 << 20 // bytes that the list of members may have
	bounded := &boundedReader{r, directory}
	z, err := zip.NewReader(bounded, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return fmt.Errorf("byte 0 to %d: no .keras file: %w", size, err)
	}
	bounded.left = size
	l.title("Members")
	members := map[string]*zip.File{}
	for i, f := range z.File {
		if i == maxShown {
			l.line("  … and %d more", len(z.File)-i)
			break
		}
		l.line("  %-24s %s", clipped(f.Name), bytesText(int64(min(f.UncompressedSize64, 1<<62))))
		members[f.Name] = f
	}
	if f := members["metadata.json"]; f != nil {
		text, err := memberText(f)
		if err != nil {
			return err
		}
		l.title("Metadata")
		l.line("  %s", clipped(string(text)))
	}
	if f := members["config.json"]; f != nil {
		text, err := memberText(f)
		if err == nil {
			err = l.kerasModel(text)
		}
		if err != nil {
			return fmt.Errorf("config.json: %w", err)
		}
	}
	return inspectWeights(l, r, size, members["model.weights.h5"])
}

// inspectWeights lists the arrays of a .keras file, which lie in it as they are.
func inspectWeights(l *lister, r io.ReaderAt, size int64, f *zip.File) error {
	if f == nil {
		return nil
	}
	begin, err := f.DataOffset()
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", f.Name, err)
	case f.Method != zip.Store:
		l.line("\n%s is compressed: unpack it and inspect that", f.Name)
		return nil
	case begin+int64(f.CompressedSize64) > size || f.CompressedSize64 > uint64(size):
		return fmt.Errorf("%s: it has %d bytes, more than the file", f.Name, f.CompressedSize64)
	}
	if err := inspectHDF5(l, io.NewSectionReader(r, begin, int64(f.CompressedSize64)), int64(f.CompressedSize64)); err != nil {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	return nil
}

// memberText reads a member that holds JSON, whatever size it claims.
func memberText(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, maxJSON+1))
	if err == nil && len(text) > maxJSON {
		err = fmt.Errorf("more than %d bytes", maxJSON)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	return text, nil
}

// A boundedReader fails when more than left bytes were read of it.
type boundedReader struct {
	io.ReaderAt
	left int64
}

func (b *boundedReader) ReadAt(p []byte, off int64) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		b.left = 0
		return 0, fmt.Errorf("byte %d: the archive's directory is too long", off)
	}
	return b.ReaderAt.ReadAt(p, off)
}
