//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// outliveReaders lets the program go on when nobody reads its output any more.
func outliveReaders() { signal.Ignore(syscall.SIGPIPE) }
