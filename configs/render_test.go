package configs_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

// A fataler is a *testing.T or a *rapid.T.
type fataler interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// canon is everything that a Spec says, as text.
func canon(t fataler, s *configs.Spec) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%d %q %d %v %q\n", s.Version, s.Name, s.Seed, s.Input, s.Classes)
	for _, l := range s.Layers {
		c, err := layer.Call(l)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, c.Full())
	}
	if c := s.Compile; c != nil {
		fmt.Fprintf(&b, "%s\n%s\n%q\n%q\n%q\n", c.Optimizer.Call().Full(), c.Loss.Call().Full(), c.Metrics, c.WeightedMetrics, c.Allow)
	}
	f := s.Fit
	fmt.Fprintln(&b, f.Epochs, f.BatchSize, f.ValidationSplit, f.Shuffle)
	for _, k := range slices.Sorted(maps.Keys(f.ClassWeight)) {
		fmt.Fprintln(&b, k, f.ClassWeight[k])
	}
	fmt.Fprintf(&b, "%q\n", f.Callbacks)
	if s.From != nil {
		fmt.Fprintf(&b, "%+v\n", *s.From)
	}
	return b.String()
}

// again renders s and reads it back; it must say the same.
func again(t fataler, s *configs.Spec) []byte {
	t.Helper()
	full, err := configs.Render(s)
	if err != nil {
		t.Fatal(err)
	}
	back, err := configs.Parse("full.yaml", full)
	if err != nil {
		t.Fatalf("%s\n%s", configs.Explain(err), full)
	}
	if d := cmp.Diff(canon(t, s), canon(t, back)); d != "" {
		t.Fatalf("%s\n%s", d, full)
	}
	twice, err := configs.Render(back)
	if err != nil || string(twice) != string(full) {
		t.Fatalf("%v\n%s", err, cmp.Diff(string(full), string(twice)))
	}
	return full
}

func TestRenderSamples(t *testing.T) {
	for _, s := range configs.Samples() {
		again(t, parse(t, s.Text))
	}
}

// What is rendered is a golden file, so that its form does not change unseen.
func TestRenderGolden(t *testing.T) {
	full := again(t, parse(t, `
version: 1
name: "no: 1"
layers:
  - Dense(3, leaky_relu(0.1), kernel_regularizer=l2(1e-4))
  - Dropout(0.5)
  - Sequential([Dense(2, name=a), Flatten])
  - Flatten
compile: {loss: mse, metrics: [accuracy, "auc(curve=PR)"], weighted_metrics: [mae]}
fit: {class_weight: {2: 3, 0: 1}, callbacks: ["early_stopping(patience=3)"]}
data: {csv: "a, b.csv", target: "yes", features: [a, "1"], comma: tab, test: 0.25}
classes: ["1", "true", a b]
`))
	configs.Golden(t, "testdata/render.yaml", string(full))
}

// Any Spec that can be made is rendered so that it reads the same.
func TestRenderRandom(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := &generator{rt}
		s := &configs.Spec{
			Version: 1, Name: g.text("name"), Seed: rapid.IntRange(0, 1<<40).Draw(rt, "seed"),
			Input: rapid.SliceOfN(rapid.IntRange(1, 100), 0, 3).Draw(rt, "input"),
			Fit: configs.Fit{
				Epochs: rapid.IntRange(0, 100).Draw(rt, "epochs"), BatchSize: rapid.IntRange(1, 100).Draw(rt, "batch"),
				ValidationSplit: float64(rapid.IntRange(0, 999).Draw(rt, "split")) / 1000, Shuffle: rapid.Bool().Draw(rt, "shuffle"),
			},
		}
		if s.Input == nil {
			s.Input = []int{}
		}
		for range rapid.IntRange(1, 4).Draw(rt, "layers") {
			if l := g.layer(2); l != nil {
				s.Layers = append(s.Layers, l)
			}
		}
		if len(s.Layers) == 0 || layer.TypeName(s.Layers[0]) == "InputLayer" {
			return
		}
		if rapid.Bool().Draw(rt, "classes?") {
			s.Classes = []string{g.text("class"), g.text("class")}
		}
		again(rt, s)
	})
}

// A generator draws calls of what is registered.
type generator struct{ *rapid.T }

// text draws one that YAML could take for something else.
func (g *generator) text(label string) string {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"a", "1", "1e3", "yes", "true", "null", "~", "None", "a: b", "a #b", "- x", "[x]", "{x}", "*a", "&a", "!a", "x, y", "a'b", `a"b`, `a\b`, "é €", "2001-01-01", "0x1", "f(x", "x=y", " x ", "|", ">", "%", "@", "a:"}),
		rapid.StringMatching(`[a-zA-Z0-9 _.:,#'"\\()\[\]{}=*&!|>%@-]{1,12}`),
	).Draw(g.T, label)
}

// layer draws a layer that can be made; nil if the arguments drawn do not fit it.
func (g *generator) layer(depth int) layer.Spec {
	e := rapid.SampledFrom(layer.Entries()).Draw(g.T, "layer")
	c := call.Call{Name: e.Name}
	for _, p := range registry.Params(e.Params) {
		if !p.Required && rapid.IntRange(0, 2).Draw(g.T, "leave out") > 0 {
			continue
		}
		if v, ok := g.value(p.Type, depth); ok {
			c.Args = append(c.Args, call.Arg{Name: p.Key, Value: v})
		}
	}
	l, err := layer.Parse(c)
	if err != nil {
		return nil
	}
	return l
}

// value draws one for a field of type t.
func (g *generator) value(t reflect.Type, depth int) (any, bool) {
	if t == reflect.TypeFor[layer.Spec]() {
		if depth == 0 {
			return nil, false
		}
		l := g.layer(depth - 1)
		return l, l != nil
	}
	if _, entries, ok := registry.TableOf(t); ok {
		e := rapid.SampledFrom(entries).Draw(g.T, "name")
		c := call.Call{Name: e.Name}
		for _, p := range registry.Params(e.Params) {
			if p.Required || rapid.IntRange(0, 3).Draw(g.T, "give") == 0 {
				if v, ok := g.value(p.Type, 0); ok {
					c.Args = append(c.Args, call.Arg{Name: p.Key, Value: v})
				}
			}
		}
		return c, true
	}
	switch t.Kind() {
	case reflect.Int:
		return rapid.IntRange(-2, 50).Draw(g.T, "int"), true
	case reflect.Float64:
		return rapid.SampledFrom([]float64{0, 0.5, 1, 1e-7, 0.1, 3, 1e300, 123456789}).Draw(g.T, "float"), true
	case reflect.Bool:
		return rapid.Bool().Draw(g.T, "bool"), true
	case reflect.String:
		return g.text("text"), true
	case reflect.Pointer:
		if rapid.Bool().Draw(g.T, "none") {
			return nil, true
		}
		return g.value(t.Elem(), depth)
	case reflect.Slice:
		l := call.List{}
		for range rapid.IntRange(1, 3).Draw(g.T, "length") {
			v, ok := g.value(t.Elem(), depth)
			if !ok {
				return nil, false
			}
			l = append(l, call.Arg{Value: v})
		}
		return l, true
	}
	return nil, false
}

// Two layers of a program's own that are not registered cannot be written.
func TestRenderRefuses(t *testing.T) {
	s := parse(t, "version: 1\nlayers: [Flatten]\n")
	s.Layers = append(s.Layers, layers.Dense(3, &activations.Activation{Name: "my own", Scope: activations.Elementwise}))
	if full, err := configs.Render(s); err == nil {
		if _, err = configs.Parse("full.yaml", full); err == nil {
			t.Errorf("%s", full)
		}
	}
}
