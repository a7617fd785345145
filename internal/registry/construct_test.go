package registry_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/call"
	. "github.com/layercake-go/layercake/internal/registry"
)

func option(key string, v any) call.Arg { return call.Arg{Name: key, Value: v} }

func TestFillAny(t *testing.T) {
	var a apple
	if err := FillAny(&a, 2, "green", option("sizes", []int{3, 4}), option("limit", float32(0.5))); err != nil {
		t.Fatal(err)
	}
	if a.Weight != 2 || a.Colour != "green" || a.Sizes[1] != 4 || *a.Limit != 0.5 || !a.Ripe {
		t.Errorf("%+v", a)
	}
	b, err := With(&a, "ripe", false)
	if err != nil || b.Ripe || !a.Ripe {
		t.Errorf("%+v, %v", b, err)
	}
	var key *KeyError
	if _, err := With(&a, "ripe", "no"); !errors.As(err, &key) || key.Key != "ripe" {
		t.Errorf("%v", err)
	}
	if err := FillAny(&a, option("ripe", true), 3); err == nil {
		t.Error("an argument after an option passed")
	}
}

func TestNew(t *testing.T) {
	plum, err := fruits.New("plum")
	if err != nil {
		t.Fatal(err)
	}
	f, err := fruits.New("pomme", 2, "green", option("worm", plum), option("sizes", []int{3}))
	if want := "GreatApple(2.0, green, worm=plum, sizes=[3])"; err != nil || f.Call().String() != want {
		t.Errorf("%v, %v; want %s", f, err, want)
	}
	for want, args := range map[string][]any{
		`pomme: "green" stands after the option weight; options come last`: {option("weight", 1), "green"},
		"GreatApple needs weight":          nil,
		"weight: given twice":              {1, option("weight", 2)},
		"weight: want at least 0, have -1": {-1},
	} {
		if f, err := fruits.New("pomme", args...); f != nil || err == nil || err.Error() != want {
			t.Errorf("%v: %v, want %s", f, err, want)
		}
	}
	if _, err := fruits.New("kiwi", 1); err == nil || !strings.HasPrefix(err.Error(), `unknown fruit "kiwi"`) {
		t.Error(err)
	}
}

func TestTableWith(t *testing.T) {
	f, err := fruits.New("pomme", 2, "green")
	if err != nil {
		t.Fatal(err)
	}
	before := f.Call().Full()
	for _, key := range []string{"colour", "ripe"} {
		var bad *KeyError
		if _, err := fruits.With(f.Call(), key, 7); !errors.As(err, &bad) || bad.Key != key {
			t.Errorf("%s: %v", key, err)
		}
	}
	g, err := fruits.With(f.Call(), "ripe", false)
	if want := "GreatApple(2.0, green, ripe=false)"; err != nil || g.Call().String() != want {
		t.Errorf("%v, %v; want %s", g, err, want)
	}
	g, err = fruits.With(g.Call(), "ripe", true)
	if err != nil || g.Call().Full() != before || f.Call().Full() != before {
		t.Errorf("%v, %v; want %s", g, err, before)
	}
}

type leaf struct {
	Veins int `yaml:"veins" default:"3"`
}

type tree struct {
	call.Call
	veins int
}

// A table whose names are Keras's classes shows them otherwise.
func TestSpelled(t *testing.T) {
	trees := New("tree", func(l *tree, c call.Call) *tree { return &tree{c, l.veins} }).Spelled(Snake)
	grow := func(l *leaf) (*tree, error) {
		if l.Veins < 0 {
			return &tree{}, Bad("veins", "want at least 0, have %d", l.Veins)
		}
		return &tree{veins: l.Veins}, nil
	}
	oak := Builtin(trees, "TurkeyOak", grow, "cerris")
	if oak.veins != 3 || oak.String() != "turkey_oak" {
		t.Errorf("%v with %d veins", oak, oak.veins)
	}
	for _, name := range []string{"TurkeyOak", "turkey_oak", "turkey-oak", "TURKEYOAK", "Cerris"} {
		l, err := trees.New(name, 5)
		if want := "turkey_oak(veins=5)"; err != nil || l.String() != want {
			t.Errorf("%s: %v, %v; want %s", name, l, err, want)
		}
	}
	if l, err := trees.New("TurkeyOak", -1); l != nil || err == nil {
		t.Errorf("an error comes with %v", l)
	}
	_, err := trees.New("TurkeyOak", option("veins", 1), 2)
	if want := "turkey_oak: 2 stands after the option veins; options come last"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	e := trees.Entries()
	if len(e) != 1 || e[0].Name != "turkey_oak" || e[0].Class != "TurkeyOak" || trees.Shown("RedElm") != "red_elm" {
		t.Errorf("%+v", e)
	}
	for _, name := range []string{"", "a oak", "oak(3)", "[oak]"} {
		if err := Define(trees, name, grow); err == nil {
			t.Errorf("%q is a name", name)
		}
	}
}
