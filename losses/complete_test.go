package losses_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/golden"
	. "github.com/layercake-go/layercake/losses"
)

// builtin are the losses there are before a test adds one.
var builtin = Entries()

// Every loss has golden cases, the checks that each runs, and an Example.
func TestComplete(t *testing.T) {
	classes, examples, checked := golden.Classes(t, vectors), exampleNames(t), map[string]bool{}
	for _, text := range variants {
		if l, err := Get(text); err == nil && l.String() == l.Name {
			checked[l.Name] = true
		}
	}
	for _, e := range builtin {
		if !slices.Contains(classes, e.Class) {
			t.Errorf("%s has no golden case", e.Class)
		}
		if !examples[e.Class] {
			t.Errorf("%s has no Example", e.Class)
		}
		if !checked[e.Name] {
			t.Errorf("%s is not in variants", e.Name)
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
