package torch

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/nearest"
)

// A matching gives each place its module.
type matching struct {
	of    map[*place]*module
	free  []*place  // in order
	spare []*module // in order
	errs  []error
}

// match finds out which module is whose: by the names that are given, by equal
// names, by the order where it is known, and else by what fits.
func match(list []*place, modules []*module, ordered bool, names map[string]string) (map[*place]*module, error) {
	m := &matching{of: map[*place]*module{}, free: list, spare: modules}
	m.byNames(names)
	m.byEqualNames()
	switch {
	case len(m.errs) > 0:
	case len(m.spare) > 2*len(m.free)+16: // hopeless, and slow to look through
		m.byOrder()
	case ordered || numbered(m.spare):
		m.byOrder()
	default:
		m.byFit()
	}
	if len(m.errs) == 0 {
		for p, module := range m.of {
			m.errs = append(m.errs, p.fit(module)...)
		}
		slices.SortFunc(m.errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	}
	return m.of, errors.Join(m.errs...)
}

func (m *matching) take(p *place, module *module) {
	m.of[p] = module
	m.free = slices.DeleteFunc(slices.Clone(m.free), func(q *place) bool { return q == p })
	m.spare = without(m.spare, module)
}

func without(list []*module, gone *module) []*module {
	return slices.DeleteFunc(slices.Clone(list), func(m *module) bool { return m == gone })
}

// byNames follows what the user says: layer → module.
func (m *matching) byNames(names map[string]string) {
	var layers, modules []string
	for _, p := range m.free {
		layers = append(layers, p.node.Path())
	}
	for _, s := range m.spare {
		modules = append(modules, s.name)
	}
	for _, layer := range slices.Sorted(maps.Keys(names)) {
		i := slices.IndexFunc(m.free, func(p *place) bool { return p.node.Path() == layer })
		j := slices.IndexFunc(m.spare, func(s *module) bool { return s.name == names[layer] })
		switch {
		case i < 0:
			m.fail(&Error{Msg: fmt.Sprintf("no layer %q has weights%s", layer, nearest.Hint(layer, layers))})
		case j < 0:
			m.fail(&Error{Layer: layer, Msg: fmt.Sprintf("there is no module %q%s", names[layer], nearest.Hint(names[layer], modules))})
		default:
			m.take(m.free[i], m.spare[j])
		}
	}
}

func (m *matching) fail(err error) { m.errs = append(m.errs, err) }

// byEqualNames takes modules that are called as layers are, whatever prefix all
// modules share.
func (m *matching) byEqualNames() {
	prefix := sharedPrefix(m.spare)
	for _, p := range m.free {
		name := dotted(p.node.Path())
		for _, s := range m.spare {
			if s.name == name || strings.TrimPrefix(s.name, prefix) == name {
				m.take(p, s)
				break
			}
		}
	}
}

// sharedPrefix is what all names begin with, up to a dot.
func sharedPrefix(list []*module) string {
	if len(list) == 0 {
		return ""
	}
	prefix := list[0].name
	for _, m := range list {
		for !strings.HasPrefix(m.name, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	return prefix[:strings.LastIndexByte(prefix, '.')+1]
}

// byOrder takes the modules as they come.
func (m *matching) byOrder() {
	if len(m.free) != len(m.spare) {
		m.fail(&Error{Msg: fmt.Sprintf("the model has %d layers with weights: %s; the file has %d modules: %s",
			len(m.free), listed(describePlaces(m.free)), len(m.spare), listed(describeModules(m.spare)))})
		return
	}
	for i, p := range m.free {
		m.of[p] = m.spare[i]
	}
}

// byFit takes the module that fits, where only one does; among several that
// differ in a number alone, the first.
func (m *matching) byFit() {
	for len(m.free) > 0 {
		var first []*module
		chosen := false
		for _, p := range m.free {
			fitting := slices.DeleteFunc(slices.Clone(m.spare), func(s *module) bool { return len(p.fit(s)) > 0 })
			if len(fitting) == 0 {
				m.fail(m.nothing(p))
				return
			}
			if len(fitting) == 1 {
				m.take(p, fitting[0])
				chosen = true
				break
			}
			if first == nil {
				first = fitting
			}
		}
		switch {
		case chosen:
		case numbered(first):
			m.take(m.free[0], first[0])
		default:
			m.fail(&Error{Layer: m.free[0].node.Path(), Msg: fmt.Sprintf(
				"several modules fit it: %s; say which, layer=module", listed(describeModules(first)))})
			return
		}
	}
	if len(m.spare) > 0 {
		m.fail(&Error{Msg: "no layer wants " + listed(describeModules(m.spare))})
	}
}

// nothing says why no module fits p: what is wrong with the likeliest, or that
// none is left.
func (m *matching) nothing(p *place) error {
	var best []error
	for _, s := range m.spare {
		if errs := p.fit(s); best == nil || len(errs) < len(best) {
			best = errs
		}
	}
	if best == nil {
		return &Error{Layer: p.node.Path(), Msg: fmt.Sprintf("the file has no module left for %s", p.what())}
	}
	return errors.Join(best...)
}

func describePlaces(list []*place) (out []string) {
	for _, p := range list {
		out = append(out, fmt.Sprintf("%s (%s)", p.node.Path(), p.kind.module))
	}
	return out
}

func describeModules(list []*module) (out []string) {
	for _, m := range list {
		out = append(out, fmt.Sprintf("%q (%s)", clip(m.name), listed(m.shapes())))
	}
	return out
}
