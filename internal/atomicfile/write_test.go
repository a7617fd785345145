package atomicfile_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/layercake-go/layercake/internal/atomicfile"
)

// content is what the file holds, and how many files its folder does.
func content(t *testing.T, path string) (string, int) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text), len(list)
}

func TestWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	for _, want := range []string{"first", "second, longer", ""} {
		if err := atomicfile.Write(path, func(w io.Writer) error { _, err := io.WriteString(w, want); return err }); err != nil {
			t.Fatal(err)
		}
		if got, n := content(t, path); got != want || n != 1 {
			t.Errorf("%q in %d files, want %q in one", got, n, want)
		}
	}
}

// TestFailure: whatever happens while writing, the old file stays whole and
// nothing else is left.
func TestFailure(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left on device")
	err := atomicfile.Write(path, func(w io.Writer) error {
		io.WriteString(w, "half of the new")
		return full
	})
	if !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
	if got, n := content(t, path); got != "old" || n != 1 {
		t.Errorf("%q in %d files", got, n)
	}
	if err := atomicfile.Write(filepath.Join(path, "below"), func(io.Writer) error { return nil }); err == nil {
		t.Error("a file was made below a file")
	}
	if err := atomicfile.Write(filepath.Dir(path), func(io.Writer) error { return nil }); err == nil {
		t.Error("a folder was replaced")
	}
	if _, n := content(t, path); n != 1 {
		t.Errorf("%d files, want one", n)
	}
}

// TestKeeps: permissions and links stay.
func TestKeeps(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	if err := atomicfile.Write(link, func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }); err != nil {
		t.Fatal(err)
	}
	if got, _ := content(t, file); got != "new" {
		t.Errorf("the file behind the link has %q", got)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info.Mode(), err)
	}
}

func Example() {
	dir, _ := os.MkdirTemp("", "")
	defer os.RemoveAll(dir)
	err := atomicfile.Write(filepath.Join(dir, "model"), func(w io.Writer) error {
		_, err := io.WriteString(w, "all or nothing")
		return err
	})
	fmt.Println(err)
	// Output: <nil>
}
