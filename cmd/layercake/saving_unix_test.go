//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A folder that may not be written to is said before the training. Root may
// write anywhere, so root runs the command as somebody else.
func TestReadOnlyFolder(t *testing.T) {
	dir, err := os.MkdirTemp("", "layercake-readonly")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o755); os.RemoveAll(dir) })
	cmd := layercake(t, dir, "train", "iris")
	if os.Getuid() == 0 {
		self, err := os.ReadFile(cmd.Path) // it lies where only root can reach it
		if err != nil {
			t.Fatal(err)
		}
		cmd.Path = filepath.Join(dir, "program")
		if err := os.WriteFile(cmd.Path, self, 0o755); err != nil {
			t.Fatal(err)
		}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	want := "--out: iris.keras cannot be written: permission denied\n"
	if code := cmd.ProcessState.ExitCode(); code != 1 || string(out) != want {
		t.Errorf("exit code %d, it says %q; want 1 and %q", code, out, want)
	}
	if strings.Contains(string(out), "Epoch") {
		t.Error("it trained first")
	}
}
