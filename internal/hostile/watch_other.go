//go:build !linux

package hostile

import "testing"

// A watch sees nothing on this system.
type watch struct{}

func newWatch(t testing.TB, _ room) watch {
	t.Log("not checked on this system: what the reader opens, and the memory its process holds")
	return watch{}
}

func (watch) opened() []string { return nil }
