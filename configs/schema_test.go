package configs_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"
	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/configs"
)

// The schema beside the samples is that of the program.
func TestSchemaFile(t *testing.T) {
	have, err := configs.Schema()
	if err != nil {
		t.Fatal(err)
	}
	if *configs.Update {
		if err := os.WriteFile("schema.json", have, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(have)); d != "" {
		t.Errorf("schema.json is old; run the tests with -update: %s", d)
	}
}

func schema(t *testing.T) *jsonschema.Resolved {
	t.Helper()
	text, err := configs.Schema()
	if err != nil {
		t.Fatal(err)
	}
	s := &jsonschema.Schema{}
	if err := json.Unmarshal(text, s); err != nil {
		t.Fatal(err)
	}
	r, err := s.Resolve(&jsonschema.ResolveOptions{ValidateDefaults: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// asJSON is what an editor makes of a YAML text.
func asJSON(t *testing.T, text string) (v any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return textKeys(v)
}

func textKeys(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = textKeys(v[k])
		}
	case map[any]any:
		out := map[string]any{}
		for k, x := range v {
			b, _ := json.Marshal(k)
			out[string(b)] = textKeys(x)
		}
		return out
	case []any:
		for i := range v {
			v[i] = textKeys(v[i])
		}
	}
	return v
}

func TestSchemaFitsSamples(t *testing.T) {
	s := schema(t)
	for _, sample := range configs.Samples() {
		if err := s.Validate(asJSON(t, sample.Text)); err != nil {
			t.Errorf("%s: %v", sample.Name, err)
		}
		spec, err := configs.Parse(sample.Name, []byte(sample.Text))
		if err != nil {
			t.Fatal(err)
		}
		full, err := configs.Render(spec)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(asJSON(t, string(full))); err != nil {
			t.Errorf("%s, rendered: %v\n%s", sample.Name, err, full)
		}
	}
}
