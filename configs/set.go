package configs

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/layercake-go/layercake/internal/call"
)

// An override is a path with the value that it gets, as a line behind the file.
type override struct{ text, path, value string }

// override changes the tree as the overrides say, in their order.
func (r *reader) override(tree call.Map, set []string) call.Map {
	for _, text := range set {
		path, value, ok := strings.Cut(text, "=")
		o := override{text, strings.TrimSpace(path), value}
		r.src.sets = append(r.src.sets, o)
		p := &put{reader: r, override: o, line: len(r.src.lines) + len(r.src.sets)}
		if !ok {
			p.wrong("want path=value, such as fit.epochs=5, have %q", clip(text))
			continue
		}
		if steps := p.parse(); steps != nil {
			if v, ok := p.into(tree, reflect.TypeFor[Spec](), steps, ""); ok {
				tree = v.(call.Map)
			}
		}
	}
	return tree
}

// put is one override under way.
type put struct {
	*reader
	override
	line int
}

func (p *put) pos() call.Pos { return call.Pos{Line: p.line, Col: 1} }

func (p *put) wrong(format string, args ...any) { p.fail(p.pos(), p.path, format, args...) }

// A step is a key, or the number of an element.
type step struct {
	key   string
	index int
}

// parse takes a path apart: layers[1].units.
func (p *put) parse() (steps []step) {
	rest := p.path
	for first := true; rest != "" || first; first = false {
		if i, after, ok := element(rest); ok {
			steps, rest = append(steps, step{index: i}), after
			continue
		}
		if !first {
			after, dot := strings.CutPrefix(rest, ".")
			if !dot {
				steps = nil
				break
			}
			rest = after
		}
		key := rest
		if i := strings.IndexAny(rest, ".["); i >= 0 {
			key = rest[:i]
		}
		if rest = rest[len(key):]; key == "" {
			steps = nil
			break
		}
		steps = append(steps, step{key: key})
	}
	if steps == nil {
		p.wrong("this is no path; write one such as fit.epochs or layers[1].units")
	}
	return steps
}

// element reads [3] at the beginning of a path; [-1] is the last.
func element(s string) (i int, after string, ok bool) {
	inner, after, ok := strings.Cut(s, "]")
	if !ok || !strings.HasPrefix(inner, "[") {
		return 0, s, false
	}
	i, err := strconv.Atoi(inner[1:])
	return i, after, err == nil
}
