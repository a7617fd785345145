package configs

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/internal/registry"
)

// into returns v, the value of a field of type t at the path at, with the value
// put where the steps lead.
func (p *put) into(v any, t reflect.Type, steps []step, at string) (any, bool) {
	if len(steps) == 0 {
		return p.fresh(t, at)
	}
	s := steps[0]
	if names := p.table(t); names != nil {
		return p.intoCall(v, names, steps, at)
	}
	switch {
	case t.Kind() == reflect.Pointer:
		return p.into(v, t.Elem(), steps, at)
	case t.Kind() == reflect.Struct && s.key != "":
		key, ok := p.param(t, s.key)
		if !ok {
			p.wrong("%s", p.noKey(t, s.key, at))
			return nil, false
		}
		m, _ := v.(call.Map)
		return p.intoArgs(m, key, steps, at)
	case t.Kind() == reflect.Map && s.key != "":
		m, _ := v.(call.Map)
		return p.intoArgs(m, registry.Param{Key: s.key, Type: t.Elem()}, steps, at)
	case t.Kind() == reflect.Slice && s.key == "":
		return p.intoList(v, t.Elem(), steps, at)
	case s.key == "":
		p.wrong("%s is no list", orFile(at))
	default:
		p.wrong("%s has no keys", orFile(at))
	}
	return nil, false
}

func orFile(path string) string {
	if path == "" {
		return "the file"
	}
	return path
}

// noKey says that a section has no such key, and which path was meant.
func (p *put) noKey(t reflect.Type, key, at string) string {
	have := fmt.Sprintf("unknown key %q", clip(key))
	if home := p.home(key); home != "" && home != at {
		return fmt.Sprintf("%s; did you mean %s.%s?", have, home, key)
	}
	if n := nearest.Name(key, p.keysOf(t)); n != "" {
		return fmt.Sprintf("%s; did you mean %s?", have, registry.Join(at, n))
	}
	return have + nearest.Hint(key, p.keysOf(t))
}

// intoArgs changes or adds the argument p.
func (p *put) intoArgs(args []call.Arg, key registry.Param, steps []step, at string) (call.Map, bool) {
	a := call.Arg{Name: key.Key, KeyPos: p.pos(), Pos: p.pos()}
	i, had := find(args, key.Key)
	if had {
		a = args[i]
	} else if key.Default != "" && len(steps) > 1 {
		if v, err := call.Value(key.Default); err == nil {
			a.Value, _ = p.retype(v, key.Type, p.pos(), at)
		}
	}
	v, ok := p.into(a.Value, key.Type, steps[1:], registry.Join(at, key.Key))
	if !ok {
		return nil, false
	}
	if a.Value = v; len(steps) == 1 {
		a.KeyPos, a.Pos = p.pos(), p.valuePos()
	}
	if !had {
		return append(args, a), true
	}
	args[i] = a
	return args, true
}

func (p *put) intoCall(v any, names *nouns, steps []step, at string) (any, bool) {
	c, ok := v.(call.Call)
	if !ok || steps[0].key == "" {
		p.wrong("%s is no %s with arguments here; set it whole", at, names.noun)
		return nil, false
	}
	e := names.entries[registry.Fold(c.Name)]
	key, ok := p.param(e.Params, steps[0].key)
	if !ok {
		p.wrong("%s has no %q%s", e.Name, clip(steps[0].key), nearest.Hint(steps[0].key, p.keysOf(e.Params)))
		return nil, false
	}
	args, ok := p.intoArgs(c.Args, key, steps, at)
	c.Args = args
	return c, ok
}

func (p *put) intoList(v any, elem reflect.Type, steps []step, at string) (any, bool) {
	l, ok := v.(call.List)
	if !ok && v != nil {
		l = call.List{{Value: v, Pos: p.pos()}}
	}
	i := steps[0].index
	if i < 0 {
		i += len(l)
	}
	if i < 0 || i >= len(l) {
		p.wrong("%s has %d elements, [0] to [%d]", at, len(l), len(l)-1)
		return nil, false
	}
	x, ok := p.into(l[i].Value, elem, steps[1:], fmt.Sprintf("%s[%d]", at, i))
	if ok {
		l[i].Value = x
		if len(steps) == 1 {
			l[i].Pos = p.valuePos()
		}
	}
	return l, ok
}

func (p *put) valuePos() call.Pos {
	return call.Pos{Line: p.line, Col: 1 + utf8.RuneCountInString(p.text) - utf8.RuneCountInString(p.value)}
}

// fresh reads the value as if it stood behind the key in a file.
func (p *put) fresh(t reflect.Type, at string) (any, bool) {
	var doc yaml.Node
	err := parseValue(p.value, &doc)
	if err != nil || len(doc.Content) == 0 {
		if strings.TrimSpace(p.value) == "" {
			p.wrong("the value is missing")
			return nil, false
		}
		p.wrong("the value is no YAML; put text with brackets or \": \" in quotes")
		return nil, false
	}
	move(doc.Content[0], p.valuePos(), map[*yaml.Node]bool{})
	return p.read(doc.Content[0], t, at)
}

func parseValue(text string, doc *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	if len(text) > maxBytes {
		return fmt.Errorf("%d bytes", len(text))
	}
	return yaml.Unmarshal([]byte(text), doc)
}

// move gives the nodes of a value their places behind the file.
func move(n *yaml.Node, to call.Pos, seen map[*yaml.Node]bool) {
	if n.Line, n.Column = to.Line, to.Col+n.Column-1; seen[n] {
		return
	}
	seen[n] = true
	for _, c := range n.Content {
		move(c, to, seen)
	}
}
