package layers_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/golden"
	"github.com/layercake-go/layercake/layer"
)

// builtin are the layers of this package, and Sequential.
var builtin = layer.Names()

// noGolden are the layers that Keras's vectors have no case of, and why.
var noGolden = map[string]string{
	"InputLayer": "computes nothing",
	"Sequential": "the golden trainings of package sequential",
}

// elsewhere are the layers with examples and cases in other packages.
var elsewhere = []string{"Sequential"}

// exampleOf is the constructor where it is not called like the layer.
var exampleOf = map[string]string{"InputLayer": "Input"}

// TestComplete finds a layer without golden vectors, conformance case or
// Example.
func TestComplete(t *testing.T) {
	with := slices.Concat(golden.Classes(t, "testdata/layers.jsonl"), golden.Classes(t, "testdata/recurrent.jsonl"))
	var tested []string
	for _, c := range cases {
		tested = append(tested, c.Name())
	}
	shown := examples(t)
	for _, name := range builtin {
		if has, listed := slices.Contains(with, name), noGolden[name] != ""; has == listed {
			t.Errorf("%s: golden vectors %v, listed as without %v", name, has, listed)
		}
		if slices.Contains(elsewhere, name) {
			continue
		}
		if !slices.Contains(tested, name) {
			t.Errorf("%s has no conformance case", name)
		}
		constructor := name
		if c := exampleOf[name]; c != "" {
			constructor = c
		}
		if !slices.Contains(shown, "Example"+constructor) {
			t.Errorf("%s has no Example%s", name, constructor)
		}
	}
	for name := range noGolden {
		if !slices.Contains(builtin, name) {
			t.Errorf("stale: no layer %q", name)
		}
	}
}

// examples are the Example functions of this package's tests that have output.
func examples(t *testing.T) (names []string) {
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			f, ok := d.(*ast.FuncDecl)
			if ok && strings.HasPrefix(f.Name.Name, "Example") && hasOutput(tree, f) {
				names = append(names, f.Name.Name)
			}
		}
	}
	return names
}

func hasOutput(tree *ast.File, f *ast.FuncDecl) bool {
	for _, c := range tree.Comments {
		if f.Pos() < c.Pos() && c.End() <= f.End() && strings.HasPrefix(c.Text(), "Output:") {
			return true
		}
	}
	return false
}
