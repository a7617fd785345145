package configs

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

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

// isFloat32 reports whether n is Keras's name of that type, or its policy of that
// name.
func isFloat32(n *yaml.Node) bool {
	if n.Kind == yaml.ScalarNode {
		return n.Value == "float32"
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if k := n.Content[i].Value; (k == "config" || k == "name") && n.Kind == yaml.MappingNode {
			return isFloat32(n.Content[i+1])
		}
	}
	return false
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
