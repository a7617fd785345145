package losses_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/golden"
	. "github.com/layercake-go/layercake/losses"
)

// builtin are the losses there are before a test adds one.
var builtin = Names()

// Every loss has golden cases, the checks that each runs, and an Example.
func TestComplete(t *testing.T) {
	tested := map[string]string{}
	note := func(what, name string) {
		if l, err := Get(name); err == nil {
			tested[l.Name] += what
		}
	}
	for _, class := range golden.Classes(t, vectors) {
		note(" golden", class)
	}
	for name := range exampleNames(t) {
		note(" example", name)
	}
	for _, text := range variants {
		if l, err := Get(text); err == nil && l.String() == l.Name {
			note(" gradient", text)
		}
	}
	for _, name := range builtin {
		for _, what := range []string{" golden", " example", " gradient"} {
			if !strings.Contains(tested[name], what) {
				t.Errorf("%s has no%s", name, what)
			}
		}
	}
}

// exampleNames are the constructors that this folder has a runnable Example of.
func exampleNames(t *testing.T) map[string]bool {
	notes := func(f fs.FileInfo) bool { return strings.HasSuffix(f.Name(), "_test.go") }
	packages, err := parser.ParseDir(token.NewFileSet(), ".", notes, parser.ParseComments)
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
