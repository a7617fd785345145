//go:build unix

package data

import (
	"path/filepath"
	"syscall"
	"testing"
)

// Opening these would wait or never end.
func TestOpenOnlyRegularFiles(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe.csv")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := LoadNamed(pipe, CSV{})
	wantError(t, err, pipe+": not a regular file (p")
	_, _, err = (&Spec{CSV: "/dev/zero", Target: "a"}).Load("testdata", true)
	wantError(t, err, "csv: /dev/zero: not a regular file (D")
	_, _, err = (&Spec{NPZ: "/dev/zero"}).Load("testdata", true)
	wantError(t, err, "npz: /dev/zero: not a regular file (D")
}
