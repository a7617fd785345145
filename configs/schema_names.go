package configs

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

// named refers to what may stand for an entry of a table.
func (s *schemas) named(noun string, entries []registry.Entry, t reflect.Type) *jsonschema.Schema {
	ref := &jsonschema.Schema{Ref: "#/$defs/" + noun}
	if s.defs[noun] != nil {
		return ref
	}
	def := &jsonschema.Schema{}
	s.defs[noun] = def
	forms := &jsonschema.Schema{Type: "object", MinProperties: jsonschema.Ptr(1), MaxProperties: jsonschema.Ptr(1),
		Properties: map[string]*jsonschema.Schema{}, AdditionalProperties: never()}
	var all, classes []any
	for _, e := range entries {
		args := s.arguments(noun, e)
		for _, name := range spellings(e) {
			forms.Properties[name] = args
			forms.PropertyOrder = append(forms.PropertyOrder, name)
			all = append(all, name)
		}
		classes = append(classes, e.Class)
	}
	if t == reflect.TypeFor[Metric]() {
		all = append(all, "acc")
	}
	def.Description = "a " + noun + ", written as a call, name(value, key=value), or as a mapping, name: {key: value}"
	def.AnyOf = []*jsonschema.Schema{callPattern(all), forms, kerasForm(classes)}
	if noun == "schedule" {
		def.AnyOf = append(def.AnyOf, &jsonschema.Schema{Type: "number"})
	}
	return ref
}

// spellings are the names that an entry is offered by.
func spellings(e registry.Entry) (names []string) {
	for _, s := range append([]string{e.Name, e.Class, layer.Snake(e.Class)}, e.Aliases...) {
		if s != "" && !slices.Contains(names, s) {
			names = append(names, s)
		}
	}
	return names
}

// arguments is the schema of what stands below a name.
func (s *schemas) arguments(noun string, e registry.Entry) *jsonschema.Schema {
	key := noun + "." + e.Name
	s.defs[key] = &jsonschema.Schema{AnyOf: []*jsonschema.Schema{s.object(e.Params, key), {Types: []string{"array", "string", "number", "boolean", "null"}}}}
	return &jsonschema.Schema{Ref: "#/$defs/" + key}
}

// callPattern is a text that begins with one of the names.
func callPattern(names []any) *jsonschema.Schema {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = regexp.QuoteMeta(n.(string))
	}
	return &jsonschema.Schema{Type: "string", Pattern: `^\s*(` + strings.Join(quoted, "|") + `)\s*(\([\s\S]*\)\s*)?$`, Examples: names}
}

// kerasForm is {class_name: Dense, config: {…}}.
func kerasForm(classes []any) *jsonschema.Schema {
	return &jsonschema.Schema{
		Type: "object", Required: []string{"class_name"}, AdditionalProperties: never(),
		Properties: map[string]*jsonschema.Schema{
			"class_name": {Enum: classes}, "config": {Types: []string{"object", "null"}}, "module": {}, "registered_name": {},
			"build_config": {}, "shared_object_id": {},
		},
		PropertyOrder: []string{"class_name", "config"},
	}
}

// defaultOf is the default of a key as JSON; nil if it has none.
func defaultOf(p registry.Param) json.RawMessage {
	if p.Default == "" {
		return nil
	}
	v, err := call.Value(p.Default)
	if err != nil {
		return nil
	}
	b, err := json.Marshal(asJSON(v))
	if err != nil {
		panic(fmt.Sprintf("configs: default of %s: %v", p.Key, err))
	}
	return b
}

// asJSON is a value of the grammar as JSON has it: a call is its text.
func asJSON(v any) any {
	switch v := v.(type) {
	case nil, bool, int, float64, string:
		return v
	case call.List:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = asJSON(e.Value)
		}
		return list
	}
	return call.Format(v)
}
