// Package examples_test builds every example and runs it.
package examples_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/sequential"
)

var update = flag.Bool("update", false, "write testdata anew")

// programs is the folder of the built examples.
var programs string

func TestMain(m *testing.M) { os.Exit(build(m)) }

func build(m *testing.M) int {
	var err error
	if programs, err = os.MkdirTemp("", "examples"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(programs)
	if out, err := exec.Command("go", "build", "-o", programs, "./...").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// run runs an example in a folder of its own and returns what it prints.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	c := exec.Command(filepath.Join(programs, name), args...)
	c.Dir = dir
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil || errs.Len() > 0 {
		t.Fatalf("%s: %v\n%s", name, err, errs.String())
	}
	return string(out)
}

// TestAll runs every folder: its output is a golden file or is looked at by a
// test of its own.
func TestAll(t *testing.T) {
	looked := map[string]bool{"quickstart": true, "digits": true, "custom-activation": true}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	readme := read(t, "README.md")
	for _, e := range entries {
		if !e.IsDir() || e.Name() == "testdata" {
			continue
		}
		t.Run(e.Name(), func(t *testing.T) {
			if !strings.Contains(readme, "| ["+e.Name()+"]("+e.Name()+"/main.go) |") {
				t.Error("README.md does not list it")
			}
			if n := strings.Count(read(t, filepath.Join(e.Name(), "main.go")), "\n"); n >= 100 {
				t.Errorf("main.go has %d lines, want less than 100", n)
			}
			if looked[e.Name()] {
				return
			}
			golden(t, filepath.Join("testdata", e.Name()+".txt"), run(t, t.TempDir(), e.Name()))
		})
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func golden(t *testing.T, file, have string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(have), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(read(t, file), have); d != "" {
		t.Errorf("%s (go test ./examples -update): %s", file, d)
	}
}

// number is what a pattern with one group finds in a text.
func number(t *testing.T, pattern, text string) float64 {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no %s in\n%s", pattern, text)
	}
	v, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestQuickstart(t *testing.T) {
	dir := t.TempDir()
	out := run(t, dir, "quickstart")
	if a := number(t, `accuracy on digits not trained on: (\S+)`, out); a < 0.95 {
		t.Errorf("accuracy %g", a)
	}
	if !strings.Contains(out, "all 10 units together, Σ = 1") {
		t.Errorf("the summary does not say what softmax acts on:\n%s", out)
	}
	model, err := sequential.Load(filepath.Join(dir, "digits.keras"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := model.Predict(make([]float32, 64))
	if err != nil {
		t.Fatal(err)
	}
	sum := float32(0)
	for _, v := range p.Data {
		sum += v
	}
	if len(p.Data) != 10 || sum < 0.9999 || sum > 1.0001 {
		t.Errorf("%d outputs add up to %g", len(p.Data), sum)
	}
}

func TestDigits(t *testing.T) {
	dir := t.TempDir()
	out := run(t, dir, "digits", "mine.safetensors")
	if a := number(t, `never seen: loss: \S+ - accuracy: (\S+)`, out); a < 0.95 {
		t.Errorf("accuracy %g", a)
	}
	for _, want := range []string{
		"\nEpoch 2/60 - ", " - val_loss: ", "\nRestored the weights of the best epoch, ",
		"\nloaded from mine.safetensors: the first five are [zero one nine one five], the truth is [0 1 9 1 5]\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if _, err := sequential.Load(filepath.Join(dir, "mine.safetensors")); err != nil {
		t.Error(err)
	}
}

func TestCustomActivation(t *testing.T) {
	out := run(t, t.TempDir(), "custom-activation")
	if a := number(t, `\ntest loss: \S+ - accuracy: (\S+)`, out); a < 0.93 {
		t.Errorf("accuracy %g", a)
	}
	for _, want := range []string{`squared_relu +│ each unit alone`, `spherical_softmax +│ all 10 units together, Σ = 1`} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// TestEmbedded trains the embedded model again and compares the files.
func TestEmbedded(t *testing.T) {
	file := filepath.Join(t.TempDir(), "iris.safetensors")
	run(t, ".", "embed", "-train", file)
	if kernel.Set() == "generic" {
		t.Log("not compared: plain Go gives other bits than the vector kernels that made the file")
	} else if read(t, file) != read(t, "embed/iris.safetensors") {
		t.Error("embed/iris.safetensors is not what the program makes: go generate ./examples/embed")
	}
	if out := run(t, t.TempDir(), "embed", "5.1", "3.5", "1.4", "0.2"); number(t, `setosa +(\S+)%`, out) < 99 {
		t.Errorf("a setosa is\n%s", out)
	}
}

// TestIrisCSV gives the program a file as its user would.
func TestIrisCSV(t *testing.T) {
	dir := t.TempDir()
	text := "length,width,kind\n"
	for i := range 40 {
		text += fmt.Sprintf("%d,1,short\n%d,2,long\n", i%5, 10+i%5)
	}
	if err := os.WriteFile(filepath.Join(dir, "own.csv"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if out := run(t, dir, "iris", "own.csv", "kind"); !strings.Contains(out, "accuracy: 1.0000") {
		t.Error(out)
	}
}
