package configs

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"reflect"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// Load reads a model from a YAML file. Each set is an override, written
// path=value, that takes the place of what the file says, whatever form it has
// there: "fit.epochs=5", "layers[1].units=64",
// "compile.optimizer=adam(learning_rate=3e-4)".
//
// All mistakes are reported at once, each as an *Error.
func Load(path string, set ...string) (*Spec, error) {
	info, err := os.Stat(path)
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return nil, fmt.Errorf("%s: %w", path, e.Err)
	}
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: want a file, have %s", path, describeMode(info.Mode()))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return nil, err
	}
	return Parse(path, text, set...)
}

func describeMode(m os.FileMode) string {
	if m.IsDir() {
		return "a folder"
	}
	return "something else (" + m.Type().String() + ")"
}

// Parse is Load for a text; file stands for it in errors.
func Parse(file string, text []byte, set ...string) (*Spec, error) {
	src := &source{file: file}
	root, err := src.document(text)
	if err != nil {
		return nil, err
	}
	r := newReader(src)
	tree := r.root(root)
	tree = r.override(tree, set)
	spec := &Spec{src: src}
	if !r.full {
		src.places = map[string]call.Pos{}
		src.note("", tree)
		for _, e := range registry.Flat(registry.Fill(spec, tree)) {
			r.errs = append(r.errs, src.error(src.innermost(e), e.Key, e.Err))
		}
		r.errs = withoutEchoes(r.errs)
		for _, e := range spec.check(len(r.errs) == 0) {
			if !said(r.errs, e.Path) {
				r.errs = append(r.errs, e)
			}
		}
	}
	if err := join(r.errs); err != nil {
		return nil, err
	}
	return spec, nil
}

// root reads the whole file. Version and layers are asked for here, so that the
// message can say what to write.
func (r *reader) root(n *yaml.Node) call.Map {
	v, _ := r.read(n, reflect.TypeFor[Spec](), "")
	tree, _ := v.(call.Map)
	if r.full {
		return tree
	}
	top := call.Pos{Line: 1, Col: 1}
	if _, ok := find(tree, "version"); !ok && n.Kind == yaml.MappingNode {
		r.fail(top, "", `the version is missing; write "version: %d" as the first line`, Version)
	}
	if _, ok := find(tree, "layers"); !ok && n.Kind == yaml.MappingNode {
		r.fail(top, "", `the layers are missing; write "layers:", and below it one line for each, such as "  - Dense(10, softmax)"`)
	}
	for _, p := range r.paramsOf(reflect.TypeFor[Spec]()) {
		if _, ok := find(tree, p.Key); !ok && (p.Required || p.Type.Kind() == reflect.Struct) {
			tree = append(tree, call.Arg{Name: p.Key, Value: empty(p)})
		}
	}
	return tree
}

// empty is what stands for a key that is not given.
func empty(p registry.Param) any {
	switch {
	case p.Type.Kind() == reflect.Struct:
		return call.Map{}
	case p.Key == "version":
		return Version
	}
	return nil
}

func find(m []call.Arg, name string) (int, bool) {
	i := slices.IndexFunc(m, func(a call.Arg) bool { return a.Name == name })
	return i, i >= 0
}
