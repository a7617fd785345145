package hdf5

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// made returns the files of testdata that h5py made.
func made(t testing.TB) (files [][]byte) {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.h5.gz")
	if err != nil || len(paths) < 10 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if b, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
		files = append(files, b)
	}
	return files
}

// patience is how long the reading of everything in a small file may take.
const patience = 5 * time.Second

// readAll reads everything in a file: there is no panic, every error says that
// it is of this package, and it does not take long. It returns the first error
// that is about a checksum.
func readAll(t *testing.T, b []byte) (checksum error) {
	start := time.Now()
	check := func(err error) bool {
		e := new(Error)
		if !errors.As(err, &e) {
			t.Errorf("%T: %v", err, err)
		}
		if _, _, ok := sums(err); ok && checksum == nil {
			checksum = e
		}
		return time.Since(start) < patience
	}
	f, err := Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		check(err)
	} else if !walk(f.Root(), check) {
		t.Errorf("reading %d bytes took more than %v", len(b), patience)
	}
	return checksum
}

// sums returns the checksums that an error compares.
func sums(err error) (file, bytes uint32, ok bool) {
	const words = "wrong checksum: the file says "
	_, text, _ := strings.Cut(err.Error(), words)
	n, _ := fmt.Sscanf(text, "%08x, its bytes give %08x", &file, &bytes)
	return file, bytes, n == 2
}

// seal puts the right checksum in place of a wrong one, as an attacker would.
func seal(b []byte, err error) bool {
	file, right, _ := sums(err)
	at := max(err.(*Error).Offset, 0)
	if at > int64(len(b)) {
		return false
	}
	i := bytes.Index(b[at:], le.AppendUint32(nil, file))
	if i < 0 {
		return false
	}
	le.PutUint32(b[int(at)+i:], right)
	return true
}

// FuzzOpen reads anything.
func FuzzOpen(f *testing.F) {
	const small = 8 << 10
	files := made(f)
	for _, b := range append(files, good(f), withFractalHeap(4, 512, 1<<16), withString(8, 1, 8, 4096)) {
		if len(b) <= small {
			f.Add(b)
		}
	}
	for _, c := range hostileCases(f) {
		if b := c.Make(); len(b) <= small {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) { readAll(t, b) })
}

// FuzzPatch reads real files of which some bytes were changed, and whose
// checksums are right nevertheless.
func FuzzPatch(f *testing.F) {
	const small = 64 << 10
	files := slices.DeleteFunc(made(f), func(b []byte) bool { return len(b) > small })
	for i, b := range files {
		f.Add(uint8(i), uint32(len(b)/3), []byte{255}, uint32(len(b)/2), []byte{0, 1})
	}
	f.Fuzz(func(t *testing.T, which uint8, at uint32, patch []byte, at2 uint32, patch2 []byte) {
		b := slices.Clone(files[int(which)%len(files)])
		copy(b[int(at)%len(b):], patch)
		copy(b[int(at2)%len(b):], patch2)
		for range 4 {
			if err := readAll(t, b); err == nil || !seal(b, err) {
				break
			}
		}
	})
}
