package configs

import (
	"fmt"
	"reflect"
	"slices"
	"unicode/utf8"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

// oldNames are those that Keras once had, and others that people try.
var oldNames = map[string]string{"lr": "learning_rate", "init": "kernel_initializer", "nb_filter": "filters"}

// unknownArgument reports a key that e does not have.
func (r *reader) unknownArgument(e registry.Entry, key string, pos call.Pos, path string) {
	if r.full {
		return
	}
	hint := ""
	if today := oldNames[key]; slices.Contains(r.keysOf(e.Params), today) {
		hint = fmt.Sprintf("; did you mean %q?", today)
	} else if utf8.RuneCountInString(key) <= maxName {
		hint = nearest.Hint(key, r.keysOf(e.Params))
	}
	r.fail(pos, path, "%s has no %q%s", e.Name, clip(key), hint)
}

// entry finds what c names.
func (r *reader) entry(c call.Call, names *nouns, path string) (registry.Entry, bool) {
	e, ok := names.entries[registry.Fold(c.Name)]
	if !ok && !r.full {
		r.fail(c.Pos, path, "unknown %s %q%s", names.noun, clip(c.Name), names.hint(c.Name))
	}
	return e, ok
}

// normal names the arguments of a call that was read from a text, and does the
// same to calls among them.
func (r *reader) normal(c call.Call, names *nouns, path string) (any, bool) {
	e, ok := r.entry(c, names, path)
	if !ok || !r.count(c, names, path) {
		return nil, false
	}
	ps := r.paramsOf(e.Params)
	args := slices.Clone(c.Args)
	c.Args = args[:0]
	for i, a := range args {
		p := registry.Param{}
		if a.Name != "" {
			known := false
			if p, known = r.param(e.Params, a.Name); !known {
				r.unknownArgument(e, a.Name, a.KeyPos, path)
				continue
			}
		} else if i < len(ps) {
			p = ps[i]
			a.Name, a.Positional, a.KeyPos = p.Key, true, a.Pos
		} else {
			r.fail(a.Pos, path, "%s takes %s, have one more: %s", e.Name, countOf(len(ps)), clip(call.Format(a.Value)))
			return nil, false
		}
		v, read := r.retype(a.Value, p.Type, a.Pos, registry.Join(path, p.Key))
		if ok = ok && (read || !p.Required); !read {
			continue
		}
		a.Value = v
		c.Args = append(c.Args, a)
	}
	return c, ok
}

// retype does to a value from a call's text what read does to one from YAML.
func (r *reader) retype(v any, t reflect.Type, pos call.Pos, path string) (any, bool) {
	if names := r.table(t); names != nil {
		switch v := v.(type) {
		case string:
			c, err := call.ParseAt(v, pos)
			if err != nil {
				r.textError(pos, path, err)
				return nil, false
			}
			return r.normal(c, names, path)
		case call.Call:
			return r.normal(v, names, path)
		}
		return v, true
	}
	switch list, isList := v.(call.List); {
	case t.Kind() == reflect.Slice && isList:
		out := call.List{}
		for i, a := range list {
			if v, ok := r.retype(a.Value, t.Elem(), a.Pos, fmt.Sprintf("%s[%d]", path, i)); ok {
				a.Value = v
				out = append(out, a)
			}
		}
		return out, true
	case t.Kind() == reflect.Slice:
		return r.retype(v, t.Elem(), pos, path)
	}
	return v, true
}

// count bounds the number of layers.
func (r *reader) count(c call.Call, names *nouns, path string) bool {
	if names.t == reflect.TypeFor[layer.Spec]() {
		if r.layers++; r.layers > maxLayers {
			r.stop(c.Pos, path, "more than %d layers", maxLayers)
			return false
		}
	}
	return true
}
