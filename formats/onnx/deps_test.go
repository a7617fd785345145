package onnx_test

import (
	"os/exec"
	"strings"
	"testing"
)

// A program that does not import this package links nothing of it.
func TestLinked(t *testing.T) {
	const module = "google.golang.org/protobuf"
	for _, c := range []struct {
		of     string
		linked bool
	}{{"sequential", false}, {"formats/onnx", true}} {
		out, err := exec.Command("go", "list", "-deps", "github.com/layercake-go/layercake/"+c.of).Output()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(out), module); got != c.linked {
			t.Errorf("%s links %s: %v", c.of, module, got)
		}
	}
}
