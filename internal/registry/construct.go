package registry

import (
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/internal/call"
)

// Builtin is Define for a package's own names: an error is a bug, and panics. It
// returns the value with all defaults.
func Builtin[T, P any](t *Table[T], class string, build func(*P) (T, error), aliases ...string) T {
	Must(Define(t, class, build, aliases...))
	v, err := t.Get(class)
	Must(err)
	return v
}

// New is Get for the arguments of a Go constructor: plain values go by their
// place, a call.Arg by its name.
func (t *Table[T]) New(name string, args ...any) (T, error) {
	list, err := arguments(args)
	if err != nil {
		var none T
		return none, fmt.Errorf("%s: %w", t.Shown(name), err)
	}
	return t.Get(call.Call{Name: name, Args: list})
}

// With returns what c names, with one argument changed. Those of c have names,
// as in all calls that a table makes.
func (t *Table[T]) With(c call.Call, key string, value any) (T, error) {
	args := slices.DeleteFunc(slices.Clone(c.Args), func(a call.Arg) bool { return a.Name == key })
	return t.Get(call.Call{Name: c.Name, Args: append(args, call.Arg{Name: key, Value: value})})
}

// FillAny is Fill for the arguments of a Go constructor: plain values go by
// their place, a call.Arg by its name.
func FillAny(s any, args ...any) error {
	list, err := arguments(args)
	if err != nil {
		return err
	}
	return named(TypeName(s), Fill(s, list))
}

// arguments are those of a Go constructor: plain values, then options.
func arguments(args []any) ([]call.Arg, error) {
	list := make([]call.Arg, len(args))
	for i, a := range args {
		if o, ok := a.(call.Arg); ok {
			list[i] = o
		} else if i > 0 && list[i-1].Name != "" {
			return nil, fmt.Errorf("%s stands after the option %s; options come last", show(a), list[i-1].Name)
		} else {
			list[i].Value = a
		}
	}
	return list, nil
}
