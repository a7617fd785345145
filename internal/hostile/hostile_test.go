package hostile

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

type wrong struct{ text string }

func (w *wrong) Error() string { return w.text }

// load is a reader that does what its file says.
func load(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	verb, rest, _ := strings.Cut(string(b), " ")
	switch verb {
	case "good":
		return nil
	case "panic":
		panic(rest)
	case "goroutine":
		go panic(rest)
		select {}
	case "recovered":
		return fmt.Errorf("%s: %w", path, &wrong{`"a": runtime error: index out of range`})
	case "slow":
		time.Sleep(maxTime + 200*time.Millisecond)
	case "untouched":
		runtime.KeepAlive(make([]byte, 1<<30))
	case "touched":
		b := make([]byte, 200<<20)
		for i := range b {
			b[i] = 1
		}
		runtime.KeepAlive(b)
	case "open":
		os.ReadFile(rest)
	case "leak":
		f, _ := os.Open(path)
		leaked = append(leaked, f)
	case "write":
		os.WriteFile(rest, nil, 0o600)
	case "untyped":
		return errors.New(path + `: "a" is wrong`)
	case "nameless":
		return &wrong{`"a" is wrong`}
	}
	return fmt.Errorf("%s: %w", path, errors.Join(&wrong{rest}))
}

var leaked []*os.File // kept, so that they stay open

func TestMain(m *testing.M) { Main(m, load) }

func TestComplaints(t *testing.T) {
	base, complaints := examine(t, Case{Ext: ".txt", Make: func() []byte { return []byte("good") }}, nil)
	if len(complaints) > 0 || base.Error != "" {
		t.Fatal(complaints, base.Error)
	}
	linux := runtime.GOOS == "linux"
	for _, c := range []struct {
		file, complaint string
		here            bool
	}{
		{`says "a" is wrong`, "", true},
		{`panic now`, "panic: now", true},
		{`goroutine now`, "panic: now", true},
		{`recovered`, "a panic became an error", true},
		{`slow "a" is wrong`, "it took 1.", true},
		{`untouched "a" is wrong`, "it allocated 10", true},
		{`touched "a" is wrong`, "it held ", linux},
		{`open canary`, "canary", linux},
		{`open ../canary`, "canary", linux},
		{`open in/canary`, "canary", linux},
		{`open /etc/passwd`, "it opened /etc/passwd", linux},
		{`leak "a" is wrong`, "1 files were left open", linux},
		{`write new`, "/work/new 0", true},
		{`untyped`, "no type of ours is in the error, only *errors.errorString", true},
		{`nameless`, "does not name the file", true},
		{`says "b" is wrong`, `the error has no "\"a\" is wrong"`, true},
		{`says wrong`, `names no field and no offset`, true},
		{`good`, `read without an error`, true},
	} {
		t.Run(c.file, func(t *testing.T) {
			if !c.here {
				t.Logf("not checked on %s", runtime.GOOS)
				return
			}
			_, list := examine(t, Case{Ext: ".txt", Make: func() []byte { return []byte(c.file) }, Want: `"a" is wrong`}, base)
			var all strings.Builder
			for _, l := range list {
				fmt.Fprintln(&all, l.text)
			}
			if c.complaint == "" && len(list) > 0 || !strings.Contains(all.String(), c.complaint) {
				t.Errorf("complaints:\n%s\nwanted %q", all.String(), c.complaint)
			}
		})
	}
}

func TestAccept(t *testing.T) {
	Run(t, []byte("good"), ".txt", []Case{
		{Number: 1, Name: "refused", Make: func() []byte { return []byte(`says "a" is wrong`) }, Want: "is wrong"},
		{Number: 2, Name: "may load", Make: func() []byte { return []byte(`good`) }, Accept: true},
	})
}
