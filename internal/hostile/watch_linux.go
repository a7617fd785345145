package hostile

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// outside are files that hostile ones like to name; the resolver reads the last
// three before any name is looked up on the network.
var outside = []string{"/etc/passwd", "/etc/shadow", "/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf"}

// A watch sees what is opened: everything in the room, and the files outside.
type watch struct {
	t       testing.TB
	fd      int
	room    room
	folders map[int32]string
}

func newWatch(t testing.TB, room room) *watch {
	t.Helper()
	w := &watch{t: t, room: room, folders: map[int32]string{}}
	var err error
	if w.fd, err = syscall.InotifyInit1(syscall.IN_NONBLOCK | syscall.IN_CLOEXEC); err != nil {
		t.Logf("not checked: what the reader opens: %v", err)
		return w
	}
	t.Cleanup(func() { syscall.Close(w.fd) })
	for _, path := range append([]string{room.root, room.work, room.in}, outside...) {
		id, err := syscall.InotifyAddWatch(w.fd, path, syscall.IN_OPEN)
		if err == nil {
			w.folders[int32(id)] = path
		} else if path == room.root || !os.IsNotExist(err) {
			t.Logf("not checked: whether the reader opens %s: %v", path, err)
		}
	}
	return w
}

// opened lists what was opened besides the file itself.
func (w *watch) opened() (list []string) {
	buf := make([]byte, 1<<16)
	for {
		n, err := syscall.Read(w.fd, buf)
		if n <= 0 || err != nil {
			return list
		}
		for b := buf[:n]; len(b) >= syscall.SizeofInotifyEvent; {
			folder := w.folders[int32(binary.NativeEndian.Uint32(b))]
			length := binary.NativeEndian.Uint32(b[12:])
			name, _, _ := bytes.Cut(b[syscall.SizeofInotifyEvent:][:length], []byte{0})
			b = b[syscall.SizeofInotifyEvent+length:]
			path := filepath.Join(folder, string(name))
			if path != w.room.file && !slices.Contains(list, path) {
				list = append(list, path)
			}
		}
	}
}
