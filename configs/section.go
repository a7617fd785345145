package configs

import (
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// section reads a mapping whose keys are the fields of a struct.
func (r *reader) section(n *yaml.Node, t reflect.Type, path string) (any, bool) {
	if isNull(n) {
		return call.Map{}, true
	}
	if n.Kind != yaml.MappingNode {
		below := ""
		if path != "" {
			below = " below " + path + ":"
		}
		if key, value, ok := strings.Cut(n.Value, "="); ok && slices.Contains(r.keysOf(t), strings.TrimSpace(key)) {
			r.fail(nodePos(n), path, "a key and its value have a colon between them; write %s: %s", strings.TrimSpace(key), clip(strings.TrimSpace(value)))
			return nil, false
		}
		r.fail(nodePos(n), path, "want keys with values%s, such as %s, have %s", below, example(t), kind(n))
		return nil, false
	}
	m := call.Map{}
	for e := range r.entries(n, path) {
		p, ok := r.param(t, e.name)
		if !ok {
			r.fail(nodePos(e.key), path, "%s", r.unknownKey(t, e.name, path))
			continue
		}
		if isNull(e.value) && r.table(p.Type) != nil {
			r.fail(nodePos(e.value), registry.Join(path, p.Key), "the value is missing")
			m = append(m, e.arg(nil))
			continue
		}
		v, ok := r.read(e.value, p.Type, registry.Join(path, p.Key))
		a := e.arg(v)
		switch _, keys := v.(call.Map); {
		case !ok && p.Required:
			a.Value = empty(p) // it is there, if not readable
		case !ok:
			continue
		case keys || a.Pos.Line > a.KeyPos.Line:
			a.Pos = a.KeyPos
		}
		m = append(m, a)
	}
	return m, true
}

// example is a line that a section may have.
func example(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[Spec]():
		return `"version: 1"`
	case reflect.TypeFor[Compile]():
		return `"loss: mse"`
	case reflect.TypeFor[Fit]():
		return `"epochs: 20"`
	}
	return `"source: iris"`
}

// param finds a key of the struct t.
func (r *reader) param(t reflect.Type, key string) (registry.Param, bool) {
	for _, p := range r.paramsOf(t) {
		if p.Key == key {
			return p, true
		}
	}
	return registry.Param{}, false
}

func (r *reader) paramsOf(t reflect.Type) []registry.Param {
	ps, ok := r.params[t]
	if !ok {
		ps = registry.Params(t)
		r.params[t] = ps
	}
	return ps
}

func (r *reader) keysOf(t reflect.Type) (keys []string) {
	for _, p := range r.paramsOf(t) {
		keys = append(keys, p.Key)
	}
	return keys
}
