package configs

import (
	"iter"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/nearest"
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
			a.Value = nil // it is there, if not readable
		case !ok:
			continue
		case keys:
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

// advice is for keys that people look for in a section.
var advice = map[string]string{
	"learning_rate":   `it is an argument of the optimizer: write optimizer: adam(learning_rate=1e-3) below compile:`,
	"lr":              `the learning rate is an argument of the optimizer: write optimizer: adam(learning_rate=1e-3) below compile:`,
	"input_shape":     `write input: at the top of the file`,
	"validation_data": `write validation_split: below fit:, or test: below data:`,
	"activation":      `it belongs to a layer: Dense(10, softmax)`,
	"units":           `it belongs to a layer: Dense(10, softmax)`,
	"model":           `the keys of a model stand at the top of the file: layers:, compile:, fit:`,
	"batch":           `write batch_size: below fit:`,
}

// unknownKey says what is wrong with a key that t does not have, and where it
// belongs.
func (r *reader) unknownKey(t reflect.Type, key, path string) string {
	have := `unknown key "` + clip(key) + `"`
	if home := r.home(key); home != "" && home != path {
		return have + "; it belongs to " + home + ":"
	}
	if r.isTop(key) && path != "" {
		return have + "; it belongs to the top of the file, without indentation"
	}
	keys := r.keysOf(t)
	if n := nearest.Name(key, keys); n != "" {
		return have + `; did you mean "` + n + `"?`
	}
	if a, ok := advice[key]; ok {
		return have + "; " + a
	}
	for _, s := range r.sections() {
		if n := nearest.Name(key, r.keysOf(s.Type.Elem())); n != "" && s.Key != path {
			return have + `; did you mean "` + n + `", below ` + s.Key + ":?"
		}
	}
	return have + nearest.Hint(key, keys)
}

// sections are the keys of a file that hold keys themselves, as pointers.
func (r *reader) sections() (all []registry.Param) {
	for _, p := range r.paramsOf(reflect.TypeFor[Spec]()) {
		if p.Type.Kind() == reflect.Struct {
			p.Type = reflect.PointerTo(p.Type)
		}
		if p.Type.Kind() == reflect.Pointer && p.Type.Elem().Kind() == reflect.Struct {
			all = append(all, p)
		}
	}
	return all
}

// home is the section that has the key; "" if none has, or the top has.
func (r *reader) home(key string) string {
	if r.isTop(key) {
		return ""
	}
	for _, s := range r.sections() {
		if slices.Contains(r.keysOf(s.Type.Elem()), key) {
			return s.Key
		}
	}
	return ""
}

func (r *reader) isTop(key string) bool {
	return slices.Contains(r.keysOf(reflect.TypeFor[Spec]()), key)
}

// An entry is one key of a mapping.
type entry struct {
	key, value *yaml.Node
	name       string
}

func (e entry) arg(v any) call.Arg {
	return call.Arg{Name: e.name, Value: v, KeyPos: nodePos(e.key), Pos: nodePos(e.value)}
}

// entries goes through the keys of a mapping, and then through those that <<
// brings in. A key given twice is an error.
func (r *reader) entries(n *yaml.Node, path string) iter.Seq[entry] {
	return func(yield func(entry) bool) { r.eachEntry(n, path, yield) }
}

func (r *reader) eachEntry(n *yaml.Node, path string, yield func(entry) bool) {
	seen := map[string]bool{}
	var merged []*yaml.Node
	for i := 0; i+1 < len(n.Content) && !r.full; i += 2 {
		e := entry{key: n.Content[i], value: n.Content[i+1]}
		if r.swallowed(e.key) {
			continue
		}
		if e.key.Kind == yaml.ScalarNode && e.key.Style == 0 && e.key.Value == "<<" {
			merged = append(merged, e.value)
			continue
		}
		if !r.name(&e, path) {
			continue
		}
		if seen[e.name] {
			r.fail(nodePos(e.key), registry.Join(path, e.name), "the key is given twice")
			continue
		}
		seen[e.name] = true
		if !yield(e) {
			return
		}
	}
	for _, m := range merged {
		for _, e := range r.merge(m, path) {
			if seen[e.name] {
				continue
			}
			seen[e.name] = true
			if !yield(e) {
				return
			}
		}
	}
}

// name reads the key of e.
func (r *reader) name(e *entry, path string) bool {
	k := e.key
	if k.Kind == yaml.AliasNode {
		k = k.Alias
	}
	switch {
	case k.Style&yaml.TaggedStyle != 0:
		r.fail(nodePos(e.key), path, "the tag %s means nothing here; leave it out", clip(k.Tag))
	case k.Kind != yaml.ScalarNode:
		r.fail(nodePos(e.key), path, "want a word as key, have %s", kind(k))
	case k.Value == "":
		r.fail(nodePos(e.key), path, "a key is missing before the colon")
	case r.colonInCall(e, path):
	case utf8.RuneCountInString(k.Value) > maxName:
		r.fail(nodePos(e.key), path, "a key of %d characters; at most %d are read", utf8.RuneCountInString(k.Value), maxName)
	default:
		e.name = k.Value
		return true
	}
	return false
}

// colonInCall reports f(a: 1), which YAML takes for a mapping.
func (r *reader) colonInCall(e *entry, path string) bool {
	if e.key.Style != 0 || balance(e.key.Value) == 0 {
		return false
	}
	if text, ok := r.whole(e.key); ok && strings.Contains(text, ": ") {
		fixed := equals(text)
		if r.flow > 0 {
			fixed = `"` + fixed + `"`
		}
		r.fail(nodePos(e.key), path, "YAML takes this for a mapping; arguments of a call have an equals sign: write %s", clip(fixed))
		return true
	}
	return r.split(e.key, path)
}

// merge lists the keys of a mapping, or of several, that << brings in.
func (r *reader) merge(n *yaml.Node, path string) (all []entry) {
	if !r.enter(n, path) {
		return nil
	}
	defer r.leave()
	if n.Kind == yaml.AliasNode {
		if r.open[n.Alias] {
			r.stop(nodePos(n), path, "the anchor &%s holds itself", clip(n.Value))
			return nil
		}
		n = n.Alias
	}
	switch {
	case n.Kind == yaml.MappingNode:
		all = slices.Collect(r.entries(n, path))
		r.nodes += len(all)
	case n.Kind == yaml.SequenceNode:
		for _, c := range n.Content {
			all = append(all, r.merge(c, path)...)
		}
	default:
		r.fail(nodePos(n), path, "<< wants a mapping, have %s", kind(n))
	}
	return all
}
