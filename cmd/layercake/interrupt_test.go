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
fit: {epochs: 100000000, callbacks: [csv_logger(log.csv)]}
data: {source: iris}
`

// A running command, and what it printed so far.
type running struct {
	*exec.Cmd
	out, err bytes.Buffer
	ended    chan error
}

// begin starts the training and waits until its log is at least that long.
func begin(t *testing.T, dir string, stdout *os.File, length int64, args ...string) *running {
	t.Helper()
	writeFile(t, dir, "endless.yaml", endless)
	r := &running{Cmd: layercake(t, dir, append([]string{"train", "endless.yaml"}, args...)...), ended: make(chan error, 1)}
	r.Stdout, r.Stderr = &r.out, &r.err
	if stdout != nil {
		r.Stdout = stdout
	}
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
			r := begin(t, dir, nil, 1, "--json")
			r.Process.Signal(signal)
			if code := r.end(t); code != 1 {
				t.Errorf("exit code %d, want 1", code)
			}
			if !strings.Contains(r.err.String(), "\nstopped ") || !strings.Contains(r.err.String(), "is in endless.keras\n") {
				t.Errorf("it does not say so:\n%s", r.err.String())
			}
			var l line
			if err := json.Unmarshal(r.out.Bytes(), &l); err != nil || l.Epochs < 1 || !l.Interrupted {
				t.Errorf("%v in %q", err, r.out.String())
			}
			m, err := sequential.Load(filepath.Join(dir, "endless.keras"))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := m.Predict([][]float32{{5.1, 3.5, 1.4, 0.2}}); err != nil {
				t.Error(err)
			}
		})
	}
}

// While the program hangs, in writing to a pipe that is full, the first Ctrl-C
// cannot stop the training; the second one ends the program all the same.
func TestInterruptTwice(t *testing.T) {
	r := begin(t, t.TempDir(), fullPipe(t), 0)
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

// fullPipe is the end of a pipe that waits for a reader.
func fullPipe(t *testing.T) *os.File {
	t.Helper()
	ends := make([]int, 2)
	if err := syscall.Pipe(ends); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Close(ends[0]) })
	syscall.CloseOnExec(ends[0])
	syscall.CloseOnExec(ends[1])
	if err := syscall.SetNonblock(ends[1], true); err != nil {
		t.Fatal(err)
	}
	for _, chunk := range []int{4096, 1} {
		var err error
		for err == nil {
			_, err = syscall.Write(ends[1], make([]byte, chunk))
		}
		if !errors.Is(err, syscall.EAGAIN) {
			t.Fatal(err)
		}
	}
	if err := syscall.SetNonblock(ends[1], false); err != nil {
		t.Fatal(err)
	}
	w := os.NewFile(uintptr(ends[1]), "pipe")
	t.Cleanup(func() { w.Close() })
	return w
}
