package configs

import (
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

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
	if number.MatchString(text) {
		r.fail(nodePos(n), path, "a number in quotes is a text; leave out the quotes")
		return nil, false
	}
	c, err := call.ParseAt(text, textPos(n))
	if err != nil {
		r.textError(nodePos(n), path, err)
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
		if !known && x.name == "dtype" && isFloat32(x.value) {
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
