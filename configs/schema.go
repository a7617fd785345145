package configs

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/layercake-go/layercake/internal/registry"
)

// Schema is a JSON Schema (draft 2020-12) of the files that Load reads, for
// editors: keys, types, defaults, descriptions, and the names of everything that
// is registered in this program. Load checks more than a schema can say, and
// reads names in more spellings.
func Schema() ([]byte, error) {
	s := &schemas{defs: map[string]*jsonschema.Schema{}}
	root := s.object(reflect.TypeFor[Spec](), "")
	root.Schema = "https://json-schema.org/draft/2020-12/schema"
	root.Title = "A model for layercake"
	root.Properties["version"].Enum = []any{Version}
	root.Properties["layers"].MinItems = jsonschema.Ptr(1)
	root.Defs = s.defs
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(root)
	return b.Bytes(), err
}

// schemas gathers definitions while types refer to each other.
type schemas struct{ defs map[string]*jsonschema.Schema }

// object is the schema of a mapping with the fields of a struct: of the file, of
// a section, or of the arguments of noun.name.
func (s *schemas) object(t reflect.Type, path string) *jsonschema.Schema {
	o := &jsonschema.Schema{Type: "object", Properties: map[string]*jsonschema.Schema{}, AdditionalProperties: never()}
	for _, p := range registry.Params(t) {
		v := s.value(p.Type, strings.Contains(path, ".")) // arguments of a call
		if path == "" && p.Type.Kind() == reflect.Slice && p.Required {
			v = &jsonschema.Schema{Type: "array", Items: s.value(p.Type.Elem(), false)}
		}
		if path == "data" && p.Type.Kind() == reflect.Interface {
			v = &jsonschema.Schema{Types: []string{"number", "string"}}
		}
		v.Description = p.Doc
		if v.Description == "" {
			v.Description = docs[registry.Join(path, p.Key)]
		}
		v.Default = defaultOf(p)
		o.Properties[p.Key] = v
		o.PropertyOrder = append(o.PropertyOrder, p.Key)
		if p.Required {
			o.Required = append(o.Required, p.Key)
		}
	}
	return o
}

// never is the schema that nothing fits.
func never() *jsonschema.Schema { return &jsonschema.Schema{Not: &jsonschema.Schema{}} }

// docs describe the keys of sections whose fields do not do so themselves.
var docs = map[string]string{
	"data.source":   "a built-in set: digits, iris, diabetes, xor",
	"data.csv":      "a CSV file whose first line names the columns",
	"data.idx":      "a folder with the four files of MNIST, or such",
	"data.npz":      "a NumPy archive with x and y, or x_train, y_train, x_test, y_test",
	"data.target":   "the column of the CSV file to predict",
	"data.features": "the columns of the CSV file to learn from; by default all but the target",
	"data.comma":    `what separates the values of the CSV file: one character, or "tab"`,
	"data.classes":  "names of the classes, in order; by default classes: at the top of the file",
	"data.test":     "what to measure the model on at the end: a part of the rows, such as 0.2, or a file",
}

// value is the schema of a field; null says whether a name may be null.
func (s *schemas) value(t reflect.Type, null bool) *jsonschema.Schema {
	if noun, entries, ok := tableOf(t); ok {
		return orNull(s.named(noun, entries, t), null)
	}
	switch t.Kind() {
	case reflect.Int, reflect.Int64:
		return &jsonschema.Schema{Type: "integer"}
	case reflect.Float64:
		return &jsonschema.Schema{Type: "number"}
	case reflect.Bool:
		return &jsonschema.Schema{Type: "boolean"}
	case reflect.String:
		return &jsonschema.Schema{Types: []string{"string", "number", "boolean"}} // where a text is wanted everything is one
	case reflect.Interface:
		return &jsonschema.Schema{Types: []string{"string", "number", "boolean", "array", "null"}}
	case reflect.Slice:
		return s.list(t.Elem())
	case reflect.Struct:
		return s.section(t)
	case reflect.Map:
		return &jsonschema.Schema{Types: []string{"object", "null"}, AdditionalProperties: never(),
			PatternProperties: map[string]*jsonschema.Schema{"^[0-9]+$": s.value(t.Elem(), false)}}
	case reflect.Pointer:
		if t.Elem().Kind() == reflect.Struct {
			return s.section(t.Elem())
		}
		return orNull(s.value(t.Elem(), false), true)
	}
	return &jsonschema.Schema{}
}

func orNull(s *jsonschema.Schema, null bool) *jsonschema.Schema {
	if !null {
		return s
	}
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{s, {Type: "null"}}}
}

// section is an object, or nothing yet.
func (s *schemas) section(t reflect.Type) *jsonschema.Schema {
	key := strings.ToLower(t.Name())
	if t.PkgPath() != reflect.TypeFor[Spec]().PkgPath() {
		key = "data"
	}
	o := s.object(t, key)
	if len(o.Required) == 0 {
		o.Type, o.Types = "", []string{"object", "null"}
	}
	return o
}

// list is an array, or one value for an array of one, or Python's (3, 3).
func (s *schemas) list(elem reflect.Type) *jsonschema.Schema {
	one := s.value(elem, false)
	l := &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "array", Items: one}, one.CloneSchemas(), {Type: "null"}}}
	if elem.Kind() == reflect.Int {
		l.AnyOf = append(l.AnyOf, &jsonschema.Schema{Type: "string", Pattern: `^\(.*\)$`})
	}
	return l
}
