package configs

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

// nouns is a table of names, as the reader needs it.
type nouns struct {
	noun    string
	t       reflect.Type
	entries map[string]registry.Entry // by folded name and alias
	names   []string

	spellings []string // other ones
}

// table is the table for fields of type t; nil if there is none.
func (r *reader) table(t reflect.Type) *nouns {
	if t, ok := r.tables[t]; ok {
		return t
	}
	var out *nouns
	if noun, entries, ok := tableOf(t); ok {
		out = &nouns{noun: noun, t: t, entries: map[string]registry.Entry{}}
		for _, e := range entries {
			out.names = append(out.names, e.Name)
			out.spellings = append(out.spellings, e.Aliases...)
			for _, s := range append([]string{e.Name, e.Class}, e.Aliases...) {
				out.entries[registry.Fold(s)] = e
			}
		}
	}
	r.tables[t] = out
	return out
}

// named reads what names an entry of a table, in any of its forms: Dense(10),
// {dense: {units: 10}}, {class_name: Dense, config: {units: 10}}.
func (r *reader) named(n *yaml.Node, names *nouns, path string) (any, bool) {
	switch {
	case isNull(n):
		return nil, true
	case n.Kind == yaml.MappingNode:
		return r.mapped(n, names, path)
	case n.Kind == yaml.SequenceNode:
		r.fail(nodePos(n), path, "want the name of %s, have a list", article(names.noun))
		return nil, false
	case r.split(n, path):
		return nil, false
	}
	v, err := resolve(n)
	if err != nil {
		r.fail(nodePos(n), path, "%w", err)
		return nil, false
	}
	text, ok := v.(string)
	if !ok {
		return v, true // a learning rate may be a number
	}
	c, err := call.ParseAt(text, textPos(n))
	if number.MatchString(text) {
		r.fail(nodePos(n), path, "a number in quotes is a text; leave out the quotes")
		return nil, false
	}
	if err != nil {
		r.textError(n, path, err)
		return nil, false
	}
	c.Pos = nodePos(n)
	return r.normal(c, names, path)
}

// textPos is where the text of a scalar begins: behind its quote.
func textPos(n *yaml.Node) call.Pos {
	pos := nodePos(n)
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		pos.Col++
	}
	return pos
}

// mapped reads the forms that are mappings.
func (r *reader) mapped(n *yaml.Node, names *nouns, path string) (any, bool) {
	var name, config *entry
	all := slices.Collect(r.entries(n, path))
	for i := range all {
		switch all[i].name {
		case "class_name":
			name = &all[i]
		case "config":
			config = &all[i]
		}
	}
	switch {
	case name != nil:
		return r.keras(*name, config, all, names, path)
	case len(all) == 1:
		e := all[0]
		c := call.Call{Name: e.name, Pos: nodePos(e.key)}
		return r.configured(c, e.value, names, path)
	case len(all) > 1:
		r.fail(nodePos(n), path, "%s", manyKeys(all, names))
	case !r.swallowed(n) && len(n.Content) == 0:
		r.fail(nodePos(n), path, "want %s, have an empty mapping", article(names.noun))
	}
	return nil, false
}

// manyKeys says what to write instead of keys that stand beside a name, or
// without one.
func manyKeys(all []entry, names *nouns) string {
	first := all[0]
	if _, ok := names.entries[registry.Fold(first.name)]; ok && isNull(first.value) {
		return "the keys of " + first.name + " must be indented deeper than " + first.name
	}
	var keys []string
	for _, e := range all {
		if (e.name == "type" || e.name == "name" || e.name == "class" || e.name == names.noun) && e.value.Kind == yaml.ScalarNode {
			if _, ok := names.entries[registry.Fold(e.value.Value)]; ok {
				return "write the name as the key, and the rest below it: " + e.value.Value + ": {…}"
			}
		}
		keys = append(keys, e.name)
	}
	return "want one " + names.noun + ", written name: {key: value}, have the keys " + clip(strings.Join(keys, ", "))
}

// keras reads Keras's form, and what else its files say of a layer.
func (r *reader) keras(name entry, config *entry, all []entry, names *nouns, path string) (any, bool) {
	for _, e := range all {
		if !slices.Contains([]string{"class_name", "config", "module", "registered_name", "build_config", "shared_object_id"}, e.name) {
			r.fail(nodePos(e.key), path, "unknown key %q beside class_name; arguments stand below config:", clip(e.name))
			return nil, false
		}
	}
	if name.value.Kind != yaml.ScalarNode || isNull(name.value) {
		r.fail(nodePos(name.value), path, "class_name: want the name of %s, have %s", article(names.noun), kind(name.value))
		return nil, false
	}
	c := call.Call{Name: name.value.Value, Pos: nodePos(name.value)}
	if config == nil {
		return r.normal(c, names, path)
	}
	return r.configured(c, config.value, names, path)
}

// configured reads the arguments that stand after a name.
func (r *reader) configured(c call.Call, n *yaml.Node, names *nouns, path string) (any, bool) {
	e, ok := r.entry(c, names, path)
	if !ok || !r.enter(n, path) {
		return nil, false
	}
	defer r.leave()
	for n.Kind == yaml.AliasNode && !r.open[n.Alias] {
		n = n.Alias
	}
	defer r.flowing(n)()
	switch {
	case isNull(n):
	case n.Style&yaml.TaggedStyle != 0:
		r.fail(nodePos(n), path, "the tag %s means nothing here; leave it out", clip(n.Tag))
		return nil, false
	case n.Kind == yaml.MappingNode:
		c.Args, ok = r.byName(n, e, path)
	default:
		c.Args, ok = r.byPlace(n, e, path)
	}
	return c, ok && r.count(c, names, path)
}

// byName reads the arguments of a mapping. One that cannot be read is left out;
// false says that it must not be missing.
func (r *reader) byName(n *yaml.Node, e registry.Entry, path string) (args []call.Arg, ok bool) {
	ok = true
	for x := range r.entries(n, path) {
		p, known := r.param(e.Params, x.name)
		if !known && x.name == "dtype" && x.value.Value == "float32" {
			continue // Keras writes it; here there is nothing else
		}
		if !known {
			r.unknownArgument(e, x.name, nodePos(x.key), path)
			continue
		}
		v, read := r.read(x.value, p.Type, registry.Join(path, x.name))
		if ok = ok && (read || !p.Required); read {
			args = append(args, x.arg(v))
		}
	}
	return args, ok
}

// byPlace reads the arguments of a list, or a single one.
func (r *reader) byPlace(n *yaml.Node, e registry.Entry, path string) (args []call.Arg, ok bool) {
	ps := r.paramsOf(e.Params)
	values := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode && (len(ps) == 0 || ps[0].Type.Kind() != reflect.Slice) {
		values = n.Content
	} else if n.Kind == yaml.ScalarNode && n.Style == 0 && strings.Contains(n.Value, ", ") && balance(n.Value) == 0 {
		text := clip(n.Value)
		r.fail(nodePos(n), path, "want several values as a list: write %s: [%s], or %s(%s)", e.Name, text, e.Name, text)
		return nil, false
	}
	ok = true
	for i, v := range values {
		if i == len(ps) {
			r.fail(nodePos(v), path, "%s takes %s, have one more", e.Name, countOf(len(ps)))
			return nil, false
		}
		if r.swallowed(v) {
			continue
		}
		x, read := r.read(v, ps[i].Type, registry.Join(path, ps[i].Key))
		if ok = ok && (read || !ps[i].Required); read {
			args = append(args, call.Arg{Name: ps[i].Key, Value: x, Pos: nodePos(v), KeyPos: nodePos(v)})
		}
	}
	return args, ok
}

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

// hint is what an error says after an unknown name: the nearest one, or all
// there are, without their other spellings.
func (n *nouns) hint(name string) string {
	if utf8.RuneCountInString(name) > maxName {
		return ""
	}
	if s := nearest.Name(name, n.names); s != "" {
		return fmt.Sprintf("; did you mean %q?", s)
	}
	if s := nearest.Name(name, n.spellings); s != "" {
		return fmt.Sprintf("; did you mean %q?", s)
	}
	return nearest.Hint(name, n.names)
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
				r.fail(pos, path, "%w", err)
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

func countOf(n int) string {
	switch n {
	case 0:
		return "no arguments"
	case 1:
		return "one argument"
	}
	return fmt.Sprintf("%d arguments", n)
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

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
