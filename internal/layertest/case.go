// Package layertest puts a layer through everything that the rest of the house
// relies on: shapes, gradients, text, memory. One call a configuration:
//
//	layertest.Run(t, layertest.Case{Spec: "Dense(3, relu)", In: layer.Shape{4}, Out: layer.Shape{3}, Weights: 15})
//
// Run it with -race too: two frames work at once.
package layertest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

// A Case is one configuration of a layer, and what is known of it.
type Case struct {
	Spec    any         // a layer.Spec, or its text: "Dense(3, relu)"
	In, Out layer.Shape // shapes of one sample, without the batch
	Weights int         // how many values the layer has, trainable or not

	Masked     bool // the input comes with a mask
	Integers   int  // inputs are whole numbers from 0 to Integers-1; 0: any numbers
	WholeBatch bool // in training a row's output depends on the other rows
}

func (c Case) String() string {
	text := c.Spec
	if s, ok := text.(layer.Spec); ok {
		if call, err := layer.Call(s); err == nil {
			text = call.String()
		}
	}
	masked := ""
	if c.Masked {
		masked = " masked"
	}
	return fmt.Sprintf("%v of %v%s", text, c.In, masked)
}

// Name is the registered name of the layer that c tests; "" if it has none.
func (c Case) Name() string {
	if s, err := layer.Parse(c.Spec); err == nil {
		return layer.TypeName(s)
	}
	return ""
}

// Run checks c in a subtest.
func Run(t *testing.T, c Case) {
	t.Helper()
	t.Run(c.String(), func(t *testing.T) { check(t, c) })
}

func check(t testing.TB, c Case) {
	s, err := layer.Parse(c.Spec)
	if err != nil {
		t.Fatal(err)
	}
	text(t, s)
	u := newSubject(t, c, s)
	u.shapes()
	u.gradients()
	u.rows()
	u.memory()
	u.aliases()
	u.neighbours(s)
	u.atOnce()
	u.allocations()
	u.frozen(s)
}

// text reads the layer's text back and compares.
func text(t testing.TB, s layer.Spec) {
	c, err := layer.Call(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{c.Full(), c.String()} {
		again, err := layer.Parse(from)
		if err != nil {
			t.Errorf("its own text %s: %v", from, err)
			continue
		}
		back, err := layer.Call(again)
		if err != nil || back.Full() != c.Full() || back.String() != c.String() {
			t.Errorf("%s is read back as %s, %v", from, back.Full(), err)
		}
	}
	var have, want []string
	for _, a := range c.Args {
		have = append(have, a.Name)
	}
	for _, e := range layer.Entries() {
		if e.Name == c.Name {
			for _, p := range registry.Params(e.Params) {
				want = append(want, p.Key)
			}
		}
	}
	if !slices.Equal(have, want) {
		t.Errorf("keys %v, want %v", have, want)
	}
}
