package sequential

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/layercake-go/layercake/internal/atomicfile"
	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/internal/snapshot"
)

// A Format writes and reads models in one kind of file.
type Format struct {
	Write func(w io.Writer, s *snapshot.Snapshot) error
	// Read reads a file of size bytes. Arrays may stay in it until they are asked
	// for, which happens before it is closed.
	Read  func(r io.ReaderAt, size int64) (*snapshot.Snapshot, error)
	Magic func(head []byte) bool // whether a file that begins so is of this kind; nil: that cannot be told
	// Fill reads the weights for the model that s describes into s. It is for
	// files that have weights alone, and whose Read fails; nil: Read has them.
	Fill func(r io.ReaderAt, size int64, s *snapshot.Snapshot) error
}

var formats = struct {
	sync.RWMutex
	by map[string]Format
}{by: map[string]Format{}}

// RegisterFormat lets Save and Load handle files that end in ext, ".onnx", as
// image.RegisterFormat does for pictures.
func RegisterFormat(ext string, f Format) error {
	formats.Lock()
	defer formats.Unlock()
	if _, taken := formats.by[ext]; taken {
		return fmt.Errorf("the format %s is registered already", ext)
	}
	formats.by[ext] = f
	return nil
}

// Extensions lists the endings of files that Save and Load know.
func Extensions() (list []string) {
	formats.RLock()
	defer formats.RUnlock()
	for ext := range formats.by {
		list = append(list, ext)
	}
	slices.Sort(list)
	return list
}

// formatOf finds the format of the longest ending that path has: .weights.h5
// before .h5.
func formatOf(path string) (Format, error) {
	known := Extensions()
	formats.RLock()
	defer formats.RUnlock()
	best := ""
	for _, ext := range known {
		if strings.HasSuffix(strings.ToLower(path), ext) && len(ext) > len(best) {
			best = ext
		}
	}
	if best != "" {
		return formats.by[best], nil
	}
	ext := filepath.Ext(path)
	if n := nearest.Name(ext, known); ext != "" && n != "" && len(known) > 1 {
		return Format{}, fmt.Errorf("%s: unknown kind of model file %q; did you mean %q?", path, ext, n)
	}
	return Format{}, fmt.Errorf("%s: unknown kind of model file %q; known are %s", path, ext, strings.Join(known, ", "))
}

// Save writes the whole model to a file, in the format that its ending names:
// layers, weights, what it was compiled with, the optimizer's state, classes,
// features and seed. Without an ending it is a .keras file, which Keras opens
// too. The file is replaced whole or not at all. Save may run while Fit does: it
// writes what was last published.
//
// .json holds no weights, and .weights.h5 nothing else.
func (m *Model) Save(path string) error {
	if filepath.Ext(path) == "" {
		path += ".keras"
	}
	f, err := formatOf(path)
	if err != nil {
		return err
	}
	s, err := m.snapshot()
	if err != nil {
		return err
	}
	if f.Write == nil {
		return fmt.Errorf("saving %s: files of this kind are read, not written", path)
	}
	if err := atomicfile.Write(path, func(w io.Writer) error { return f.Write(w, s) }); err != nil {
		return fmt.Errorf("saving %s: %w", path, err)
	}
	return nil
}

// Load reads a model from a file that Save or Keras wrote. A file is data: it
// names only what is registered in this program, and nothing else is opened.
func Load(path string) (*Model, error) {
	var m *Model
	err := open(path, func(r io.ReaderAt, size int64) (err error) {
		m, err = load(r, size, path)
		return err
	})
	return m, err
}

// open opens a regular file.
func open(path string, use func(r io.ReaderAt, size int64) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s: not a regular file", path)
	}
	return use(f, info.Size())
}

// maxWhole bounds what is read of a file that can only be read from its start.
const maxWhole = 2 << 30

// LoadFS is Load from a file system, such as an embed.FS.
func LoadFS(fsys fs.FS, name string) (*Model, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if r, ok := f.(io.ReaderAt); ok && info.Mode().IsRegular() {
		return load(r, info.Size(), name)
	}
	r, size, err := readWhole(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return load(r, size, name)
}

func readWhole(r io.Reader) (io.ReaderAt, int64, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxWhole+1))
	if err == nil && len(text) > maxWhole {
		err = fmt.Errorf("want at most %d bytes; a file on a disk may have more", maxWhole)
	}
	return bytes.NewReader(text), int64(len(text)), err
}

func load(r io.ReaderAt, size int64, path string) (*Model, error) {
	f, err := formatOf(path)
	if err != nil {
		return nil, err
	}
	m, err := read(r, size, f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

func read(r io.ReaderAt, size int64, f Format) (*Model, error) {
	s, err := f.Read(r, size)
	if err != nil {
		return nil, err
	}
	return restore(s)
}

// Read is Load from a stream; the kind of file is told by how it begins. What
// can be read at any place, such as an open file, is not copied first.
func Read(r io.Reader) (*Model, error) {
	whole, size, err := rest(r)
	if err != nil {
		return nil, fmt.Errorf("reading a model: %w", err)
	}
	head := make([]byte, min(size, 16))
	if _, err := io.ReadFull(io.NewSectionReader(whole, 0, size), head); err != nil {
		return nil, fmt.Errorf("reading a model: %w", err)
	}
	f, ok := formatBy(head)
	if !ok {
		return nil, fmt.Errorf("this is no model file of a known kind: known are %s", strings.Join(Extensions(), ", "))
	}
	return read(whole, size, f)
}

// rest is what r has not given yet.
func rest(r io.Reader) (io.ReaderAt, int64, error) {
	if f, ok := r.(interface {
		io.ReaderAt
		io.Seeker
	}); ok {
		at, err := f.Seek(0, io.SeekCurrent)
		end, err2 := f.Seek(0, io.SeekEnd)
		if err == nil && err2 == nil && end > at {
			return io.NewSectionReader(f, at, end-at), end - at, nil
		}
	}
	return readWhole(r)
}

// formatBy finds the format of a file by how it begins.
func formatBy(head []byte) (Format, bool) {
	known := Extensions()
	formats.RLock()
	defer formats.RUnlock()
	for _, ext := range known {
		if f := formats.by[ext]; f.Magic != nil && f.Magic(head) {
			return f, true
		}
	}
	return Format{}, false
}
