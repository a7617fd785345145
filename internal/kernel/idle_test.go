//go:build linux

package kernel

import (
	"syscall"
	"testing"
	"time"
)

// processorTime is what this process has used so far.
func processorTime(t *testing.T) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestIdleCrewTakesNoTime: a moment after the last job nothing runs.
func TestIdleCrewTakesNoTime(t *testing.T) {
	threads(t, 2)
	meet(t)
	time.Sleep(50 * nextLook)
	const idle = 200 * time.Millisecond
	before := processorTime(t)
	time.Sleep(idle)
	if used := processorTime(t) - before; used > idle/10 {
		t.Errorf("%v of processor time in %v of idleness", used, idle)
	}
}
