package hostile

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"
)

// variable names the file that a child is to read.
const variable = "LAYERCAKE_HOSTILE_FILE"

// A report is what a child says of its one file.
type report struct {
	Error string        // the error's text
	Typed bool          // whether a type of this module is in the error's tree
	Types string        // the types there
	Time  time.Duration // of the load alone, without what it waited for a processor
	Heap  uint64        // bytes the runtime ever asked of the system, touched or not
	Held  uint64        // bytes, the most that the process held; 0 where that is not known
	Left  int           // files opened and not closed, where that can be told
}

// InChild reports whether this process is there to read one file, for a TestMain
// that has more to do than Main.
func InChild() bool { return os.Getenv(variable) != "" }

// Main is the body of a TestMain. In a child process it loads the one file named
// and tells what happened; everywhere else it runs the tests. load's error must
// name the file.
func Main(m *testing.M, load func(path string) error) {
	path := os.Getenv(variable)
	if path == "" {
		os.Exit(m.Run())
	}
	if err := json.NewEncoder(os.Stdout).Encode(child(path, load)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	os.Exit(0)
}

func child(path string, load func(string) error) *report {
	if f, err := os.Open(path); err == nil {
		f.Close() // the runtime's own descriptors come with the first file
	}
	files := openFiles()
	runtime.LockOSThread() // so that the system can tell how long it waited
	start, waiting := time.Now(), waited()
	err := load(path)
	r := &report{Time: time.Since(start) - (waited() - waiting), Left: openFiles() - files}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	r.Heap, r.Held = m.Sys, held()
	if err != nil {
		r.Error = err.Error()
		var types []string
		walk(err, func(e error) {
			t := reflect.TypeOf(e)
			types = append(types, t.String())
			for t.Kind() == reflect.Pointer {
				t = t.Elem()
			}
			r.Typed = r.Typed || strings.HasPrefix(t.PkgPath(), "github.com/layercake-go/layercake/")
		})
		r.Types = strings.Join(types, ", ")
	}
	return r
}

// walk visits an error and all that it wraps.
func walk(err error, visit func(error)) {
	if err == nil {
		return
	}
	visit(err)
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		walk(e.Unwrap(), visit)
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			walk(inner, visit)
		}
	}
}

// openFiles counts this process's open files; 0 where that is not known.
func openFiles() int {
	list, _ := os.ReadDir("/proc/self/fd")
	return len(list)
}

// waited is how long this thread was ready to run and had no processor; 0 where
// that is not known.
func waited() time.Duration {
	var ran, delay int64
	text, _ := os.ReadFile("/proc/thread-self/schedstat")
	fmt.Sscan(string(text), &ran, &delay)
	return time.Duration(delay)
}

// held is the most memory this process ever held, in bytes; 0 where that is not
// known. What the parent is told of a child's memory counts its own from before
// the child's program began.
func held() (bytes uint64) {
	text, _ := os.ReadFile("/proc/self/status")
	_, after, _ := strings.Cut(string(text), "\nVmHWM:")
	fmt.Sscan(after, &bytes)
	return bytes << 10
}

// runChild reads the room's file in a child; crash says how it died, if it did.
func runChild(t testing.TB, room room) (r *report, crash string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	cmd := exec.CommandContext(ctx, self)
	cmd.Dir = room.work
	// What the reader writes to a folder for temporary files is seen as well.
	cmd.Env = append(os.Environ(), variable+"="+room.file, "TMPDIR="+room.work, "TMP="+room.work, "HOME="+room.work)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	r = &report{}
	if ctx.Err() != nil {
		return r, fmt.Sprintf("killed after %v", patience)
	}
	if err != nil {
		return r, fmt.Sprintf("%v\n%.2000s", err, stderr.String())
	}
	if err := json.Unmarshal(stdout.Bytes(), r); err != nil {
		return r, fmt.Sprintf("no report: %v\n%.2000s", err, stdout.String())
	}
	return r, ""
}
