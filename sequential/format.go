package sequential

import (
	"errors"
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
	Read  func(r io.Reader) (*snapshot.Snapshot, error)
	Magic func(head []byte) bool // whether a file that begins so is of this kind
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

func formatOf(path string) (Format, error) {
	formats.RLock()
	defer formats.RUnlock()
	var known []string
	for ext, f := range formats.by {
		if strings.HasSuffix(strings.ToLower(path), ext) {
			return f, nil
		}
		known = append(known, ext)
	}
	slices.Sort(known)
	ext := filepath.Ext(path)
	if n := nearest.Name(ext, known); ext != "" && n != "" && len(known) > 1 {
		return Format{}, fmt.Errorf("%s: unknown kind of model file %q; did you mean %q?", path, ext, n)
	}
	return Format{}, fmt.Errorf("%s: unknown kind of model file %q; known are %s", path, ext, strings.Join(known, ", "))
}

// Save writes the whole model to a file, in the format that its ending names:
// layers, weights, what it was compiled with, the optimizer's state, classes,
// features and seed. The file is replaced whole or not at all. Save may run
// while Fit does: it writes what was last published.
func (m *Model) Save(path string) error {
	f, err := formatOf(path)
	if err != nil {
		return err
	}
	s, err := m.snapshot()
	if err != nil {
		return err
	}
	if err := atomicfile.Write(path, func(w io.Writer) error { return f.Write(w, s) }); err != nil {
		return fmt.Errorf("saving %s: %w", path, err)
	}
	return nil
}

// Load reads a model from a file that Save wrote. A file is data: it names only
// what is registered in this program, and nothing else is opened.
func Load(path string) (*Model, error) {
	r, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return load(r, path)
}

// LoadFS is Load from a file system, such as an embed.FS.
func LoadFS(fsys fs.FS, name string) (*Model, error) {
	r, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return load(r, name)
}

func load(r io.Reader, path string) (*Model, error) {
	f, err := formatOf(path)
	if err != nil {
		return nil, err
	}
	m, err := read(r, f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

func read(r io.Reader, f Format) (*Model, error) {
	s, err := f.Read(r)
	if err != nil {
		return nil, err
	}
	return restore(s)
}

// Read is Load from a stream; the kind of file is told by how it begins.
func Read(r io.Reader) (*Model, error) {
	head := make([]byte, 16)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("reading a model: %w", err)
	}
	formats.RLock()
	var found *Format
	for _, f := range formats.by {
		if f.Magic != nil && f.Magic(head[:n]) {
			found = &f
		}
	}
	formats.RUnlock()
	if found == nil {
		return nil, fmt.Errorf("this is no model file of a known kind: known are %s", strings.Join(Extensions(), ", "))
	}
	return read(io.MultiReader(strings.NewReader(string(head[:n])), r), *found)
}
