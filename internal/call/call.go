// Package call is the one grammar of the project: name(value, key=value). It
// serves layers, activations, optimizers, schedules, initializers,
// regularizers, losses, metrics and callbacks, in Go strings, in YAML and on
// the command line alike.
//
//	value = None | true | false | number | word | 'text' | "text" | [value, …] | (value, …) | call
//	call  = word "(" [argument {"," argument}] ")"
//	argument = value | word "=" value
package call

import "fmt"

// A Call is a name with its arguments. A bare name is a Call without arguments.
type Call struct {
	Name string
	Args []Arg
	Pos  Pos
}

// An Arg is one argument, named or not. An option of a constructor is a named Arg.
type Arg struct {
	Name   string // "" if it is told by its place
	Value  any    // nil, bool, int, float64, string, List, Map, Call; from Go also any other value
	KeyPos Pos    // where the name stands
	Pos    Pos    // where the value stands

	Default    bool // the value is what it would be if left out
	Positional bool // reads better without its name
}

// A List is [a, b, …]; its elements have no names.
type List []Arg

// A Map is a mapping of a YAML file; every element has a name.
type Map []Arg

// Pos is a place in a text, counted from 1. The zero Pos is no place.
type Pos struct{ Line, Col int }

// Known reports whether p is a place.
func (p Pos) Known() bool { return p.Line > 0 }

// Error says what is wrong in a text, and where.
type Error struct {
	Pos Pos
	Msg string
}

func (e *Error) Error() string {
	if e.Pos.Line > 1 {
		return fmt.Sprintf("line %d, column %d: %s", e.Pos.Line, e.Pos.Col, e.Msg)
	}
	return fmt.Sprintf("column %d: %s", e.Pos.Col, e.Msg)
}

// Get returns the value of the argument of that name.
func (c Call) Get(name string) (any, bool) {
	for _, a := range c.Args {
		if a.Name == name {
			return a.Value, true
		}
	}
	return nil, false
}
