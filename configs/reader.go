package configs

import (
	"fmt"
	"reflect"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// Bounds on what a file may ask of the reader.
const (
	maxDepth  = 64      // mappings and lists inside each other
	maxNodes  = 200_000 // values, counting an anchor's once for each alias
	maxLayers = 10_000
	maxName   = 100 // characters of a key or a name
)

// A reader turns a YAML tree into the values that registry.Fill takes, each with
// its place. It knows the types of the fields, so that a text stays one where a
// text is wanted, and every form of a call becomes a call.Call with named
// arguments. What is wrong is left out and reported; what Fill will find wrong
// is left to it.
type reader struct {
	src    *source
	errs   []*Error
	tables map[reflect.Type]*nouns
	params map[reflect.Type][]registry.Param

	nodes, layers int
	depth         int
	flow          int                 // how many [ ] and { } are open
	open          map[*yaml.Node]bool // anchors that are being read
	from, to      call.Pos            // a call that was reported; what stands in between belongs to it
	full          bool                // too many errors or values: nothing more is read
}

func newReader(src *source) *reader {
	return &reader{src: src, tables: map[reflect.Type]*nouns{}, params: map[reflect.Type][]registry.Param{}, open: map[*yaml.Node]bool{}}
}

// fail reports what is wrong with the value at pos.
func (r *reader) fail(pos call.Pos, path, format string, args ...any) {
	if !r.full {
		r.errs = append(r.errs, r.src.error(pos, path, fmt.Errorf(format, args...)))
		r.full = len(r.errs) > maxErrors
	}
}

// stop is fail for what makes it unwise to read on.
func (r *reader) stop(pos call.Pos, path, format string, args ...any) {
	r.fail(pos, path, format, args...)
	r.full = true
}

// read turns n into a value for a field of type t. It returns false if there is
// none.
func (r *reader) read(n *yaml.Node, t reflect.Type, path string) (any, bool) {
	if !r.enter(n, path) {
		return nil, false
	}
	defer r.leave()
	switch {
	case n.Kind == yaml.AliasNode:
		return r.alias(n, t, path)
	case n.Style&yaml.TaggedStyle != 0:
		r.fail(nodePos(n), path, "the tag %s means nothing here; leave it out", clip(n.Tag))
		return nil, false
	}
	defer r.flowing(n)()
	if n.Anchor != "" {
		r.open[n] = true
		defer delete(r.open, n)
	}
	return r.typed(n, t, path)
}

// enter counts a value; false says that no more are read.
func (r *reader) enter(n *yaml.Node, path string) bool {
	r.nodes++
	switch {
	case r.full:
	case r.nodes > maxNodes:
		r.stop(nodePos(n), path, "more than %d values, counting those behind an anchor again for each alias", maxNodes)
	case r.depth == maxDepth:
		r.stop(nodePos(n), path, "nested more than %d deep", maxDepth)
	}
	if r.full {
		return false
	}
	r.depth++
	return true
}

func (r *reader) leave() { r.depth-- }

// flowing notes that n stands in brackets, until the function that it returns is
// called.
func (r *reader) flowing(n *yaml.Node) func() {
	if n.Kind == yaml.ScalarNode || n.Style&yaml.FlowStyle == 0 {
		return func() {}
	}
	r.flow++
	return func() { r.flow-- }
}

// alias reads what an alias stands for.
func (r *reader) alias(n *yaml.Node, t reflect.Type, path string) (any, bool) {
	if r.open[n.Alias] {
		r.stop(nodePos(n), path, "the anchor &%s holds itself", clip(n.Value))
		return nil, false
	}
	return r.read(n.Alias, t, path)
}

func (r *reader) typed(n *yaml.Node, t reflect.Type, path string) (any, bool) {
	if names := r.table(t); names != nil {
		return r.named(n, names, path)
	}
	switch t.Kind() {
	case reflect.Pointer:
		if isNull(n) && t.Elem().Kind() != reflect.Struct {
			return nil, true
		}
		return r.typed(n, t.Elem(), path)
	case reflect.Struct:
		return r.section(n, t, path)
	case reflect.Slice:
		return r.list(n, t.Elem(), path)
	case reflect.Map:
		return r.mapping(n, t.Elem(), path)
	}
	return r.scalar(n, t, path)
}
