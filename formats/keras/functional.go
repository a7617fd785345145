package keras

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// order puts the layers of a Functional model one after the other. One that is
// no chain is refused: its first layer that branches is named.
func (d *decoder) order(path string, config call.Map, list []*item) ([]*item, error) {
	at := registry.Join(path, "config")
	byName := map[string]*item{}
	for _, it := range list {
		if it.name == "" { // beside the config, not in it
			it.name, _ = first(it.object, "name").(string)
		}
		if byName[it.name] != nil {
			return nil, fail(registry.Join(it.path, "name"), "two layers have the name %q", clip(it.name))
		}
		byName[it.name] = it
	}
	followers, err := follow(list, byName)
	if err != nil {
		return nil, err
	}
	begin, err := d.end(registry.Join(at, "input_layers"), config, "input_layers", byName)
	if err != nil {
		return nil, err
	}
	last, err := d.end(registry.Join(at, "output_layers"), config, "output_layers", byName)
	if err != nil {
		return nil, err
	}
	var chain []*item
	for it := begin; it != nil && len(chain) <= len(list); {
		chain = append(chain, it)
		next := followers[it]
		if it = nil; len(next) > 0 {
			it = next[0]
		}
	}
	switch {
	case len(chain) != len(list):
		return nil, fail(registry.Join(at, "layers"), "%d of the %d layers follow one another from %q; only chains of layers are read", min(len(chain), len(list)), len(list), clip(begin.name))
	case chain[len(chain)-1] != last:
		return nil, fail(last.path, "layer %q branches: it is the output, and %q takes its output too", clip(last.name), clip(followers[last][0].name))
	}
	return chain, nil
}

// follow lists what takes the output of each layer: one other, but for the last.
func follow(list []*item, byName map[string]*item) (map[*item][]*item, error) {
	followers := map[*item][]*item{}
	var joins error
	for _, it := range list {
		sources, err := inbound(it)
		if err != nil {
			return nil, err
		}
		if joins == nil && len(sources) != 1 && (it.class != "InputLayer" || len(sources) > 1) {
			joins = fail(registry.Join(it.path, "inbound_nodes"), "layer %q takes %d inputs; only chains of layers, one after the other, are read", clip(it.name), len(sources))
		}
		for _, name := range sources {
			from := byName[name]
			if from == nil {
				return nil, fail(registry.Join(it.path, "inbound_nodes"), "there is no layer %q", clip(name))
			}
			followers[from] = append(followers[from], it)
		}
	}
	for _, it := range list {
		if next := followers[it]; len(next) > 1 {
			return nil, fail(it.path, "layer %q branches: %q and %q both take its output; only chains of layers, one after the other, are read", clip(it.name), clip(next[0].name), clip(next[1].name))
		}
	}
	return followers, joins
}

// end is the one layer that config names under key: ["input", 0, 0], or that in a
// list.
func (d *decoder) end(at string, config call.Map, key string, byName map[string]*item) (*item, error) {
	v := first(config, key)
	l, ok := v.(call.List)
	if ok && len(l) == 1 {
		l, ok = l[0].Value.(call.List)
	}
	if !ok || len(l) != 3 || l[1].Value != 0 || l[2].Value != 0 {
		return nil, fail(at, "want one layer, as in [\"dense\", 0, 0]; only models of one input and one output are read, have %s", showJSON(v))
	}
	name, _ := l[0].Value.(string)
	if byName[name] == nil {
		return nil, fail(at, "there is no layer %s", showJSON(l[0].Value))
	}
	return byName[name], nil
}

// inbound lists the layers that it takes the outputs of, by their names: in
// Keras 3 [{"args": [tensor], "kwargs": {}}], in Keras 2 [[["dense", 0, 0, {}]]].
func inbound(it *item) ([]string, error) {
	at := registry.Join(it.path, "inbound_nodes")
	v := first(it.object, "inbound_nodes")
	calls, ok := v.(call.List)
	if !ok && v != nil {
		return nil, fail(at, "want a list, have %s", showJSON(v))
	}
	if len(calls) > 1 {
		return nil, fail(at, "layer %q is used %d times; only chains of layers, one after the other, are read", clip(it.name), len(calls))
	}
	var names []string
	for _, c := range calls {
		var found []call.List
		var err error
		switch c := c.Value.(type) {
		case call.Map:
			found, err = newInbound(at, c)
		case call.List:
			found, err = oldInbound(at, c)
		default:
			err = fail(at, "want an object or a list, have %s", showJSON(c))
		}
		if err != nil {
			return nil, err
		}
		for _, history := range found {
			name, ok := history[0].Value.(string)
			if !ok || !same(history[1].Value, 0) || !same(history[2].Value, 0) {
				return nil, fail(at, "want the one output of a layer, as in [\"dense\", 0, 0], have %s", showJSON(history))
			}
			names = append(names, name)
		}
	}
	return names, nil
}

func newInbound(at string, c call.Map) (found []call.List, err error) {
	for _, a := range c {
		switch {
		case a.Name == "args":
			l, ok := a.Value.(call.List)
			if !ok {
				return nil, fail(at, "args: want a list, have %s", showJSON(a.Value))
			}
			for i, t := range l {
				if found, err = tensors(fmt.Sprintf("%s[0].args[%d]", at, i), t.Value, found); err != nil {
					return nil, err
				}
			}
		case a.Name != "kwargs" || !harmless(a.Value):
			return nil, fail(at, "want one input and no other arguments, have %s: %s", a.Name, showJSON(a.Value))
		}
	}
	return found, nil
}

// tensors lists where the tensors in v come from.
func tensors(at string, v any, found []call.List) ([]call.List, error) {
	if l, ok := v.(call.List); ok {
		var err error
		for i, a := range l {
			if found, err = tensors(index(at, i), a.Value, found); err != nil {
				return nil, err
			}
		}
		return found, nil
	}
	m, _ := v.(call.Map)
	config, _ := first(m, "config").(call.Map)
	history, ok := first(config, "keras_history").(call.List)
	if first(m, "class_name") != "__keras_tensor__" || !ok || len(history) != 3 {
		return nil, fail(at, "want the output of a layer, have %s", showJSON(v))
	}
	return append(found, history), nil
}

func oldInbound(at string, c call.List) (found []call.List, err error) {
	for _, a := range c {
		l, ok := a.Value.(call.List)
		if !ok || len(l) < 3 || len(l) == 4 && !harmless(l[3].Value) || len(l) > 4 {
			return nil, fail(at, "want the output of a layer, as in [\"dense\", 0, 0, {}], have %s", showJSON(a.Value))
		}
		found = append(found, l[:3])
	}
	return found, nil
}

// harmless reports whether the further arguments of a call say nothing.
func harmless(v any) bool {
	m, ok := v.(call.Map)
	for _, a := range m {
		ok = ok && (a.Name == "mask" && a.Value == nil || a.Name == "training" && a.Value == nil)
	}
	return ok
}
