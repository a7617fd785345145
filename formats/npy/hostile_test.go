package npy

import (
	"archive/zip"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/hostile"
)

func TestMain(m *testing.M) {
	hostile.Main(m, func(path string) error {
		if err := loadAll(path); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	})
}

// loadAll reads all arrays of a .npy or .npz file.
func loadAll(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if !strings.HasSuffix(path, ".npz") {
		_, err := Read(f)
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	z, err := OpenArchive(f, info.Size())
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range z.Names() {
		_, err := z.Array(name)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// TestHostileFiles reads every hostile file in a process of its own.
func TestHostileFiles(t *testing.T) {
	var cases []hostile.Case
	for _, c := range badFiles {
		number := 0
		switch {
		case strings.Contains("Python expression, call in the shape, object, endless string", c.name):
			number = 60
		case strings.Contains("10^12 elements, overflow, 2^64, header 2^32-1", c.name):
			number = 61
		}
		cases = append(cases, hostile.Case{Number: number, Name: c.name, Make: func() []byte { return c.file }, Want: c.want})
	}
	hostile.Run(t, load(t, "v2.npy"), ".npy", cases)
}

// archiveNumbers are those of hostileArchives in the project's list.
var archiveNumbers = map[string]int{
	"up": 1, "absolute": 2, "backslash": 3, "drive": 3, "link": 4, "twice": 5, "overlap": 6, "ratio": 7, "10 GiB from 90": 7,
	"more than it says": 8, "less than it says": 8, "bytes before": 10, "bytes behind": 10, "2^63": 11, "wrong checksum": 12,
	"encrypted": 13, "method": 13, "1,500 entries": 14, "huge directory": 14, "NUL": 15, "not UTF-8": 15, "10^12 elements": 61,
}

// TestHostileArchiveFiles: what NumPy's archives inherit from zip, headers that
// claim more than the archive stores, and cut archives, each in a process of its own.
func TestHostileArchiveFiles(t *testing.T) {
	var cases []hostile.Case
	for name, c := range hostileArchives(t) {
		cases = append(cases, hostile.Case{Number: archiveNumbers[name], Name: name, Want: c.want, Make: func() []byte { return c.file }})
	}
	stored := func(number int, name, want string, file []byte) {
		cases = append(cases, hostile.Case{Number: number, Name: name, Want: want, Make: func() []byte { return raw(t, zip.Store, file, uint64(len(file))) }})
	}
	stored(60, "object array", "never run", load(t, "object.npy"))
	stored(60, "Python expression", "'{' wanted", npyFile("__import__('os').system('touch "+hostile.Canary+"')", 0))
	good := load(t, "xy.npz")
	for n := len(good) - 1; n > len(good)-200; n -= 10 {
		cases = append(cases, hostile.Case{Number: 9, Name: fmt.Sprintf("cut at %d", n), Want: "not a .npz file", Make: func() []byte { return good[:n] }})
	}
	hostile.Run(t, good, ".npz", cases)
}
