package main

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/formats/torch"
	"github.com/layercake-go/layercake/internal/hostile"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes layercake a command of the scripts: this program under
// another name.
func TestMain(m *testing.M) {
	if hostile.InChild() {
		hostile.Main(m, func(path string) error { return inspect(io.Discard, path) })
	}
	testscript.Main(m, map[string]func(){"layercake": main})
}

// TestScripts runs testdata/script/*.txtar. Besides testscript's own commands
// they have
//
//	exits N ARG…       runs layercake, which must exit with N
//	json FILE KEY…     the file is one line of JSON; each KEY (a.b) is a number
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/script",
		Setup: setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"json":  jsonNumbers,
		},
	})
}

// setup gives scripts a home, as $TORCH state dicts that PyTorch wrote, and
// nan.npz, the weights of a Dense(1) on three inputs, not all of them numbers.
func setup(e *testscript.Env) error {
	e.Setenv("HOME", e.WorkDir)
	recorded, err := filepath.Abs("../../formats/torch/testdata")
	if err != nil {
		return err
	}
	e.Setenv("TORCH", recorded)
	f, err := os.Create(filepath.Join(e.WorkDir, "nan.npz"))
	if err != nil {
		return err
	}
	inf := float32(math.Inf(1))
	d := torch.StateDict{Arrays: []torch.Array{
		{Name: "dense/kernel", Shape: []int{3, 1}, Data: []float32{2, inf, inf - inf}},
		{Name: "dense/bias", Shape: []int{1}, Data: []float32{0}},
	}}
	return errors.Join(d.WriteNPZ(f), f.Close())
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: exits N ARG…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code := 0
	if err := ts.Exec("layercake", args[1:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		code = exit.ExitCode()
	}
	if code != want {
		ts.Fatalf("exit code %d, want %d; standard error:\n%s", code, want, ts.ReadFile("stderr"))
	}
	if all := ts.ReadFile("stderr"); strings.Contains(all, "goroutine ") || strings.Contains(all, "Usage:") {
		ts.Fatalf("a stack trace or usage on standard error:\n%s", all)
	}
}

func jsonNumbers(ts *testscript.TestScript, neg bool, args []string) {
	text := ts.ReadFile(args[0])
	if strings.Count(text, "\n") != 1 || !strings.HasSuffix(text, "\n") {
		ts.Fatalf("want one line, have %q", text)
	}
	var v map[string]any
	ts.Check(json.Unmarshal([]byte(text), &v))
	for _, path := range args[1:] {
		var at any = v
		for _, key := range strings.Split(path, ".") {
			m, _ := at.(map[string]any)
			at = m[key]
		}
		if _, ok := at.(float64); ok == neg {
			ts.Fatalf("%s is %v in %s", path, at, text)
		}
	}
}

// layercake is a run of the command in a folder of its own.
func layercake(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Args[0] = "layercake" // which is how TestMain knows
	cmd.Dir = dir
	return cmd
}

// writeFile writes a file of a test.
func writeFile(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
