package call_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	. "github.com/layercake-go/layercake/internal/call"
)

func named(name string, v any) Arg { return Arg{Name: name, Value: v} }
func plain(v any) Arg              { return Arg{Value: v} }

func TestParse(t *testing.T) {
	for text, want := range map[string]Call{
		"relu":                              {Name: "relu"},
		" Dense( 10 , softmax ) ":           {Name: "Dense", Args: []Arg{plain(10), plain("softmax")}},
		"adam(learning_rate=1e-3)":          {Name: "adam", Args: []Arg{named("learning_rate", 1e-3)}},
		"f()":                               {Name: "f"},
		"f(true, False, None, -2, +.5, 7.)": {Name: "f", Args: []Arg{plain(true), plain(false), plain(nil), plain(-2), plain(.5), plain(7.)}},
		"f((3, 3), [])":                     {Name: "f", Args: []Arg{plain(List{plain(3), plain(3)}), plain(List{})}},
		`f('a b', "c\"d", x=it)`:            {Name: "f", Args: []Arg{plain("a b"), plain(`c"d`), named("x", "it")}},
		"g(r=l2(1e-4), l=[l1, l2(2)])": {Name: "g", Args: []Arg{named("r", Call{Name: "l2", Args: []Arg{plain(1e-4)}}),
			named("l", List{plain("l1"), plain(Call{Name: "l2", Args: []Arg{plain(2)}})})}},
		"f(nan, inf)": {Name: "f", Args: []Arg{plain("nan"), plain("inf")}},
	} {
		got, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if d := cmp.Diff(want, got, cmpopts.IgnoreTypes(Pos{})); d != "" {
			t.Errorf("%s: %s", text, d)
		}
		back, err := Parse(got.String())
		if d := cmp.Diff(got, back, cmpopts.IgnoreTypes(Pos{}), cmpopts.EquateEmpty()); err != nil || d != "" {
			t.Errorf("%s renders as %s: %v %s", text, got, err, d)
		}
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                    "column 1: want a value, have the end",
		"f(":                  "column 3: want a value, have the end",
		"f(1":                 "column 4: want ',' or ')', have the end",
		"f(1))":               "column 5: want the end, have ')'",
		"f(a=1, 2)":           "column 8: want key=value after a=, have 2",
		"Conv2D(filters: 32)": "column 8: want filters=, with an equals sign, have filters:",
		"12":                  "column 1: want a name, have 12",
		"f('abc":              "column 3: the quote ' is never closed",
		"é(1":                 "column 4: want ',' or ')', have the end",
		"f([1, 2)":            "column 8: want ',' or ']', have ')'",
		"f(={})":              "column 3: want a value, have '='",
		"f(key=)":             "column 7: want a value, have ')'",
		"Dense(10 softmax)":   "column 10: want ',' or ')', have 's'",
		"relu sigmoid":        "column 6: want the end, have 's'",
		"f(x='a'b)":           "column 8: want ',' or ')', have 'b'",
		"f(\"quoted\"=1)":     "column 11: want ',' or ')', have '='",
	} {
		if _, err := Parse(text); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestPositions(t *testing.T) {
	c, err := ParseAt("Dense(10, activation=relu)", Pos{9, 5})
	if err != nil {
		t.Fatal(err)
	}
	if c.Pos != (Pos{9, 5}) || c.Args[0].Pos != (Pos{9, 11}) || c.Args[1].KeyPos != (Pos{9, 15}) || c.Args[1].Pos != (Pos{9, 26}) {
		t.Errorf("%+v", c)
	}
}

func TestDepth(t *testing.T) {
	deep := ""
	for range 100000 {
		deep += "["
	}
	if _, err := Value(deep); err == nil {
		t.Error("no error")
	}
	if _, err := Value(deep[:1000]); err == nil {
		t.Error("no error")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"Dense(10, softmax)", "f(a=[1,(2.5,x)], b='q\\'')", "adam(learning_rate=cosine_decay(1e-3, 100))", "f(1e400,-0,0x10)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Parse(text)
		if err != nil {
			return
		}
		back, err := Parse(c.String())
		if err != nil {
			t.Fatalf("%q renders as %q: %v", text, c, err)
		}
		if c.String() != back.String() {
			t.Fatalf("%q renders as %q, then as %q", text, c, back)
		}
	})
}

func Example() {
	c, _ := Parse("Dense( 10, 'softmax', kernel_regularizer = l2(1e-4) )")
	fmt.Println(c)
	// Output: Dense(10, softmax, kernel_regularizer=l2(0.0001))
}
