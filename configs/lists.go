package configs

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// list reads a sequence, or the one value that stands for it.
func (r *reader) list(n *yaml.Node, elem reflect.Type, path string) (any, bool) {
	if isNull(n) {
		return nil, true
	}
	if n.Kind == yaml.ScalarNode && elem.Kind() != reflect.String && strings.HasPrefix(n.Value, "(") {
		return r.tuple(n, elem, path)
	}
	if n.Kind != yaml.SequenceNode {
		return r.typed(n, elem, path)
	}
	l := call.List{}
	for i, c := range n.Content {
		if r.swallowed(c) {
			continue
		}
		at := fmt.Sprintf("%s[%d]", path, i)
		if isNull(c) && r.table(elem) != nil {
			r.fail(nodePos(c), at, "the value is missing")
		} else if v, ok := r.read(c, elem, at); ok {
			l = append(l, call.Arg{Value: v, Pos: nodePos(c)})
			continue
		}
		if r.table(elem) != nil {
			l = append(l, call.Arg{Pos: nodePos(c)}) // it keeps its place
		}
	}
	return l, true
}

// tuple reads Python's (3, 3).
func (r *reader) tuple(n *yaml.Node, elem reflect.Type, path string) (any, bool) {
	if r.split(n, path) {
		return nil, false
	}
	v, err := call.ValueAt(n.Value, textPos(n))
	if err != nil {
		r.textError(nodePos(n), path, err)
		return nil, false
	}
	return r.retype(v, reflect.SliceOf(elem), nodePos(n), path)
}

// mapping reads keys with values of one type.
func (r *reader) mapping(n *yaml.Node, elem reflect.Type, path string) (any, bool) {
	if isNull(n) {
		return nil, true
	}
	if n.Kind != yaml.MappingNode {
		r.fail(nodePos(n), path, "want a mapping, written {key: value}, have %s", kind(n))
		return nil, false
	}
	m := call.Map{}
	for e := range r.entries(n, path) {
		if v, ok := r.read(e.value, elem, registry.Join(path, e.name)); ok {
			m = append(m, e.arg(v))
		}
	}
	return m, true
}

func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style == 0 && (n.ShortTag() == "!!null" || n.Value == "None")
}

// kind says what a node is, for messages.
func kind(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.AliasNode:
		return kind(n.Alias)
	case isNull(n):
		return "nothing"
	case n.ShortTag() == "!!str":
		return fmt.Sprintf("%q", clip(n.Value))
	}
	return clip(n.Value)
}

// textError reports a mistake in a call, at its own place.
func (r *reader) textError(pos call.Pos, path string, err error) {
	msg := err.Error()
	if e := (*call.Error)(nil); errors.As(err, &e) {
		pos, msg = e.Pos, e.Msg
	}
	r.fail(pos, path, "%s", msg)
}
