// Package hostile tests what a reader of files does with files made to harm it.
// Each file is read by a child process, the test binary itself, under limits:
// it must be refused with a typed error that names the file and the place in it,
// in less than a second (of its own: what a busy machine makes it wait does not
// count), with no more memory than a good file takes and 64 MiB, without a panic,
// without opening or writing anything else.
//
// A test package calls Main from its TestMain and Run from a test.
package hostile

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A Case is one hostile file.
type Case struct {
	Number int           // its number in the list of hostile files, 0 for one outside it
	Name   string        // what is wrong with it
	Ext    string        // the file's ending, ".keras"; empty for the good file's
	Make   func() []byte // the file
	Want   string        // part of the error; the path is cut out before it is looked for
	Accept bool          // it may load, within the limits
}

// Canary is the name of files that lie in the child's working folder and in the
// folder above it: a hostile file that names "canary" or "../canary" tests
// whether the reader opens what it is told to.
const Canary = "canary"

const (
	maxTime  = time.Second
	maxExtra = 64 << 20 // bytes over what the good file takes
	patience = 20 * time.Second
	attempts = 3 // for what a busy machine may cause: time, a collector that comes late, and files that others open
)

// Run reads the good file and then each case, every one in a child of its own,
// and fails t for each case that is not refused as it should be.
func Run(t *testing.T, valid []byte, validExt string, cases []Case) {
	t.Helper()
	base, complaints := examine(t, Case{Name: "valid", Ext: validExt, Make: func() []byte { return valid }, Accept: true}, nil)
	for _, c := range complaints {
		t.Fatalf("the good file: %s", c.text)
	}
	if base.Error != "" {
		t.Fatalf("the good file: %s", base.Error)
	}
	for _, c := range cases {
		if c.Ext == "" {
			c.Ext = validExt
		}
		t.Run(fmt.Sprintf("%d %s", c.Number, c.Name), func(t *testing.T) {
			report, complaints := examine(t, c, base)
			for _, complaint := range complaints {
				t.Error(complaint.text)
			}
			if len(complaints) > 0 {
				t.Logf("it said: %s", report.Error)
			}
		})
	}
}

// A complaint says what a reader did wrong. A busy machine may cause a noisy one.
type complaint struct {
	text  string
	noisy bool
}

// examine reads one file in a child, again while all that is wrong may be noise.
func examine(t testing.TB, c Case, base *report) (r *report, complaints []complaint) {
	t.Helper()
	file := c.Make()
	for range attempts {
		r, complaints = once(t, c, file, base)
		noise := len(complaints) > 0
		for _, c := range complaints {
			noise = noise && c.noisy
		}
		if !noise {
			break
		}
	}
	return r, complaints
}

// once reads the file in one child.
func once(t testing.TB, c Case, file []byte, base *report) (*report, []complaint) {
	t.Helper()
	room := newRoom(t, file, c.Ext)
	before := room.listing(t)
	watch := newWatch(t, room)
	r, crash := runChild(t, room)
	opened := watch.opened()
	var list []complaint
	complain := func(noisy bool, format string, args ...any) {
		list = append(list, complaint{fmt.Sprintf(format, args...), noisy})
	}
	if crash != "" {
		complain(false, "the reader crashed: %s", crash)
		return r, list
	}
	for _, name := range opened {
		complain(true, "it opened %s", name)
	}
	if after := room.listing(t); after != before {
		complain(false, "files were\n%snow are\n%s", before, after)
	}
	if r.Left != 0 {
		complain(false, "%d files were left open", r.Left)
	}
	if r.Time > maxTime {
		complain(true, "it took %v; the most is %v", r.Time, maxTime)
	}
	if base != nil {
		checkMemory(complain, r, base)
		checkError(complain, c, r, room.file)
	}
	return r, list
}

func checkMemory(complain func(bool, string, ...any), r, base *report) {
	if extra := int64(r.Heap) - int64(base.Heap); extra > maxExtra {
		complain(true, "it allocated %d MiB more than the good file", extra>>20)
	}
	if extra := int64(r.Held) - int64(base.Held); extra > maxExtra {
		complain(true, "it held %d MiB more than the good file", extra>>20)
	}
}

// place is a number or a quoted name: the offset or the field that is wrong.
var place = regexp.MustCompile(`[0-9]|"[^"]+"`)

func checkError(complain func(bool, string, ...any), c Case, r *report, path string) {
	if r.Error == "" {
		if !c.Accept {
			complain(false, "it was read without an error")
		}
		return
	}
	text := strings.ReplaceAll(r.Error, path, "")
	if text == r.Error {
		complain(false, "the error does not name the file")
	}
	if strings.Contains(text, "panic") || strings.Contains(text, "runtime error") {
		complain(false, "a panic became an error: %s", r.Error)
	}
	if !r.Typed {
		complain(false, "no type of ours is in the error, only %s", r.Types)
	}
	if !strings.Contains(text, c.Want) || c.Want == "" && !c.Accept {
		complain(false, "the error has no %q", c.Want)
	}
	if !place.MatchString(text) {
		complain(false, "the error names no field and no offset")
	}
}

// A room is where a child works: folders of its own, with canaries.
type room struct{ root, work, in, file string }

func newRoom(t testing.TB, file []byte, ext string) room {
	t.Helper()
	root := t.TempDir()
	r := room{root: root, work: filepath.Join(root, "work"), in: filepath.Join(root, "work", "in")}
	r.file = filepath.Join(r.in, "hostile"+ext)
	write := func(path string, b []byte) {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(r.in, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{r.root, r.work, r.in} {
		write(filepath.Join(folder, Canary), []byte("opened by nobody"))
	}
	write(r.file, file)
	return r
}

// listing is every file in the room: name, size, mode and time.
func (r room) listing(t testing.TB) string {
	t.Helper()
	var b bytes.Buffer
	err := filepath.Walk(r.root, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s %d %v %v\n", strings.TrimPrefix(path, r.root), info.Size(), info.Mode(), info.ModTime().UnixNano())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
