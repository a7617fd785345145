package metrics_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/golden"
	. "github.com/layercake-go/layercake/metrics"
)

// builtin are the metrics there are before a test adds one.
var builtin = Entries()

// Every metric has golden cases and an Example; variants has them all.
func TestComplete(t *testing.T) {
	classes, examples := golden.Classes(t, vectors), exampleNames(t)
	for _, e := range builtin {
		if !slices.Contains(classes, e.Class) {
			t.Errorf("%s has no golden case", e.Class)
		}
		if !examples[e.Class] && !(e.Class == "Accuracy" && examples["ExactAccuracy"]) {
			t.Errorf("%s has no Example", e.Class)
		}
	}
}

// exampleNames are the constructors that this folder has a runnable Example of.
func exampleNames(t *testing.T) map[string]bool {
	tests := func(f fs.FileInfo) bool { return strings.HasSuffix(f.Name(), "_test.go") }
	packages, err := parser.ParseDir(token.NewFileSet(), ".", tests, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, p := range packages {
		for _, f := range p.Files {
			for _, d := range f.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Example") {
					names[strings.TrimPrefix(f.Name.Name, "Example")] = true
				}
			}
		}
	}
	return names
}
