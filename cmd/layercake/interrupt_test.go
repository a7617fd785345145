//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/layercake-go/layercake/sequential"
)

// endless trains until it is stopped; its log tells that it has begun.
const endless = `version: 1
name: endless
layers:
  - Dense(8, relu)
  - Dense(3, softmax)
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
fit: {epochs: 100000000, callbacks: [csv_logger(log.csv)MORE]}
data: {source: iris}
`

// A running command, and what it printed so far.
type running struct {
	*exec.Cmd
	out, err bytes.Buffer
	ended    chan error
}

// begin starts the training, with more callbacks, and waits until its log is at
// least that long.
func begin(t *testing.T, dir, more string, length int64, args ...string) *running {
	t.Helper()
	writeFile(t, dir, "endless.yaml", strings.Replace(endless, "MORE", more, 1))
	r := &running{Cmd: layercake(t, dir, append([]string{"train", "endless.yaml"}, args...)...), ended: make(chan error, 1)}
	r.Stdout, r.Stderr = &r.out, &r.err
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Process.Kill() })
	go func() { r.ended <- r.Wait() }()
	for range 1000 {
		if info, err := os.Stat(filepath.Join(dir, "log.csv")); err == nil && info.Size() >= length {
			return r
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the training did not begin")
	return nil
}

// end waits for the command and returns its exit code, or -1 if a signal ended it.
func (r *running) end(t *testing.T) int {
	t.Helper()
	select {
	case err := <-r.ended:
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return r.ProcessState.ExitCode()
	case <-time.After(20 * time.Second):
		t.Fatal("it did not end")
		return 0
	}
}

func TestInterrupt(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			dir := t.TempDir()
			r := begin(t, dir, "", 1, "--json")
			r.Process.Signal(signal)
			if code := r.end(t); code != 1 {
				t.Errorf("exit code %d, want 1", code)
			}
			if !strings.Contains(r.err.String(), "\nstopped ") || !strings.Contains(r.err.String(), "is in endless.safetensors\n") {
				t.Errorf("it does not say so:\n%s", r.err.String())
			}
			var l line
			if err := json.Unmarshal(r.out.Bytes(), &l); err != nil || l.Epochs < 1 {
				t.Errorf("%v in %q", err, r.out.String())
			}
			m, err := sequential.Load(filepath.Join(dir, "endless.safetensors"))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := m.Predict([][]float32{{5.1, 3.5, 1.4, 0.2}}); err != nil {
				t.Error(err)
			}
		})
	}
}

// A callback that hangs keeps the training from stopping: it opens a pipe that
// nobody reads. The second Ctrl-C ends the program all the same.
func TestInterruptTwice(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := begin(t, dir, ", csv_logger(pipe)", 0)
	for signals := 1; ; signals++ {
		r.Process.Signal(os.Interrupt)
		select {
		case <-r.ended:
			s := r.ProcessState.Sys().(syscall.WaitStatus)
			if signals < 2 || !s.Signaled() || s.Signal() != syscall.SIGINT {
				t.Errorf("after %d signals it ended with %v", signals, r.ProcessState)
			}
			return
		case <-time.After(100 * time.Millisecond):
		}
		if signals > 100 {
			t.Fatal("it did not end")
		}
	}
}
