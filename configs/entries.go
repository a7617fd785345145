package configs

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

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
			fixed = inQuotes(fixed)
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
