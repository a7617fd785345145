package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/sequential"
)

// fullDisk makes this program, where the variable is set, know a kind of file
// that no disk has room for.
const fullDisk = "LAYERCAKE_TEST_FULL_DISK"

func init() {
	if os.Getenv(fullDisk) == "" {
		return
	}
	err := sequential.RegisterFormat(".full", sequential.Format{
		Write: func(w io.Writer, _ *snapshot.Snapshot) error {
			io.WriteString(w, "half a model")
			return syscall.ENOSPC
		},
	})
	if err != nil {
		panic(err)
	}
}

func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	old := writeFile(t, dir, "model.full", "the old model")
	cmd := layercake(t, dir, "train", "iris", "--epochs", "1", "--quiet", "--out", "model.full")
	cmd.Env = append(os.Environ(), fullDisk+"=1")
	out, err := cmd.CombinedOutput()
	if err == nil || cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("exit code %d, want 1", cmd.ProcessState.ExitCode())
	}
	if want := "saving model.full: " + syscall.ENOSPC.Error() + "\n"; string(out) != want {
		t.Errorf("it says %q, want %q", out, want)
	}
	if text, err := os.ReadFile(old); err != nil || string(text) != "the old model" {
		t.Errorf("the old file is %q, %v", text, err)
	}
	expectFiles(t, dir, "model.full")
}

// What would keep the model from being saved is said before the training.
func TestCannotBeSaved(t *testing.T) {
	dir := t.TempDir()
	old := writeFile(t, dir, "old.safetensors", "the old model")
	if err := os.Chmod(old, 0o444); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.safetensors"), 0o755); err != nil {
		t.Fatal(err)
	}
	for out, want := range map[string]string{
		"old.safetensors":         "--out: old.safetensors is read-only; it is left as it is\n",
		"folder.safetensors":      "--out: folder.safetensors is a folder\n",
		"nowhere/new.safetensors": "--out: there is no folder nowhere to write new.safetensors in\n",
	} {
		cmd := layercake(t, dir, "train", "iris", "--out", filepath.FromSlash(out))
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if cmd.Run(); cmd.ProcessState.ExitCode() != 1 || stderr.String() != want {
			t.Errorf("%s: exit code %d, it says %q; want 1 and %q", out, cmd.ProcessState.ExitCode(), stderr.String(), want)
		}
		if strings.Contains(stdout.String(), "Epoch") {
			t.Errorf("%s: it trained first", out)
		}
	}
	if text, err := os.ReadFile(old); err != nil || string(text) != "the old model" {
		t.Errorf("the old file is %q, %v", text, err)
	}
	expectFiles(t, dir, "folder.safetensors", "old.safetensors")
}

// expectFiles checks that nothing else was left in a folder.
func expectFiles(t *testing.T, dir string, want ...string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, f := range files {
		have = append(have, f.Name())
	}
	if strings.Join(have, " ") != strings.Join(want, " ") {
		t.Errorf("the folder holds %q, want %q", have, want)
	}
}
