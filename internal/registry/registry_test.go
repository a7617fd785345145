package registry_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/internal/call"
	. "github.com/layercake-go/layercake/internal/registry"
)

type fruit struct {
	name  string
	args  []call.Arg
	apple *apple
}

func (f *fruit) Call() call.Call { return call.Call{Name: f.name, Args: f.args} }

type apple struct {
	Weight float64  `yaml:"weight" required:"true"`
	Colour string   `yaml:"colour" default:"red" call:"positional"`
	Worm   *fruit   `yaml:"worm"`
	Sizes  []int    `yaml:"sizes" default:"2"`
	Limit  *float64 `yaml:"limit" default:"None"`
	base   `yaml:",inline"`
}

type base struct {
	Ripe bool `yaml:"ripe" default:"true"`
}

var fruits = New("fruit", func(f *fruit, c call.Call) *fruit {
	g := *f
	g.name, g.args = c.Name, c.Args
	return &g
})

var _ = Must(Define(fruits, "GreatApple", func(a *apple) (*fruit, error) {
	if a.Weight < 0 {
		return nil, Bad("weight", "want at least 0, have %g", a.Weight)
	}
	return &fruit{apple: a}, nil
}, "pomme"))
var _ = Must(fruits.Const("plum", &fruit{}))

func TestGet(t *testing.T) {
	for text, want := range map[string]string{
		"great_apple(2)":                                 "GreatApple(2.0)",
		"GREATAPPLE(2, green)":                           "GreatApple(2.0, green)",
		"pomme(weight=1.5, sizes=[1, 2])":                "GreatApple(1.5, sizes=[1, 2])",
		"pomme(1, worm=plum, ripe=false)":                "GreatApple(1.0, worm=plum, ripe=false)",
		"pomme(1, worm=pomme(3, limit=2), colour=green)": "GreatApple(1.0, green, worm=GreatApple(3.0, limit=2.0))",
		"pomme(1, red, sizes=2, limit=None)":             "GreatApple(1.0)",
	} {
		f, err := fruits.Get(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := f.Call().String(); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
		g, err := fruits.Get(f.Call().Full())
		if err != nil || g.Call().Full() != f.Call().Full() {
			t.Errorf("%s: full %s reads as %v, %v", text, f.Call().Full(), g, err)
		}
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"grape_apple(2)":           `unknown fruit "grape_apple"; did you mean "GreatApple"?`,
		"kiwi":                     `unknown fruit "kiwi"; there are GreatApple, plum`,
		"plum(3)":                  "plum takes no arguments, have one more: 3",
		"pomme":                    "GreatApple needs weight",
		"pomme(1, wieght=2)":       `GreatApple has no "wieght"; did you mean "weight"?`,
		"pomme(1, weight=2)":       "weight: given twice",
		"pomme(heavy)":             `weight: want a number, have "heavy"`,
		"pomme(-1)":                "weight: want at least 0, have -1",
		"pomme(1, sizes=[1, x])":   `sizes: [1]: want a whole number, have "x"`,
		"pomme(1, ripe=2)":         "ripe: want true or false, have 2",
		"pomme(1, worm=pomme(-3))": "worm: weight: want at least 0, have -3",
		"pomme(1, worm=7)":         "worm: want the name of a fruit, have 7",
		"pomme(1":                  `"pomme(1": column 8: want ',' or ')', have the end`,
		"pomme(1, sizes=1.5)":      "sizes: want a whole number, have 1.5",
		"pomme(1,2,3,4,5,6,7)":     "colour: want a text, have 2",
	} {
		_, err := fruits.Get(text)
		if err == nil {
			t.Errorf("%s: no error", text)
			continue
		}
		if first := Flat(err)[0]; err.Error() != want && first.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	_, err := fruits.GetAt("pomme(1, worm=pomme(2, colur=x), ripe=3)", call.Pos{Line: 7, Col: 11})
	var got []string
	for _, e := range Flat(err) {
		got = append(got, fmt.Sprint(e.Pos.Line, ":", e.Pos.Col, " ", e))
	}
	want := []string{
		`7:34 worm: GreatApple has no "colur"; did you mean "colour"?`,
		"7:49 ripe: want true or false, have 3",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestMappings(t *testing.T) {
	one := call.Arg{Name: "weight", Value: 1}
	for _, m := range []call.Map{
		{{Name: "pomme", Value: call.Map{one}}},
		{{Name: "pomme", Value: 1}},
		{{Name: "pomme", Value: call.List{{Value: 1}}}},
		{{Name: "class_name", Value: "GreatApple"}, {Name: "config", Value: call.Map{one}}},
	} {
		f, err := fruits.Get(m)
		if err != nil || f.Call().String() != "GreatApple(1.0)" {
			t.Errorf("%v: %v, %v", m, f, err)
		}
	}
	if _, err := fruits.Get(call.Map{{Name: "a"}, {Name: "b"}}); err == nil {
		t.Error("two names passed")
	}
}

func TestRegisterTwice(t *testing.T) {
	if err := fruits.Const("Great-Apple", &fruit{}); err == nil {
		t.Error("a name was taken twice")
	}
	if err := fruits.Const("POMME", &fruit{}); err == nil {
		t.Error("an alias was taken twice")
	}
	if err := fruits.Const("", &fruit{}); err == nil {
		t.Error("no name passed")
	}
}
