package registry

import (
	"errors"
	"fmt"
	"strings"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/nearest"
)

// A KeyError says which key is wrong and, where its value was read from a text,
// where that stands. KeyErrors nest: learning_rate, then decay_steps.
type KeyError struct {
	Key string   // "" where there is only a place to say
	Pos call.Pos // zero if not from a text
	Err error
}

func (e *KeyError) Error() string {
	if e.Key == "" {
		return e.Err.Error()
	}
	return e.Key + ": " + e.Err.Error()
}

func (e *KeyError) Unwrap() error { return e.Err }

// Bad is a KeyError with a message.
func Bad(key, format string, args ...any) error {
	return &KeyError{Key: key, Err: fmt.Errorf(format, args...)}
}

// AtLeast refuses a v below least, and NaN.
func AtLeast(key string, v, least float64) error {
	if v >= least {
		return nil
	}
	return Bad(key, "want at least %g, have %g", least, v)
}

// OneOf refuses a text that is none of want; others are what may stand there
// besides and is no text, such as None.
func OneOf(key, have string, want []string, others ...string) error {
	if wrong := nearest.OneOf(have, want, others...); wrong != "" {
		return Bad(key, "%s", wrong)
	}
	return nil
}

// at says where err is, unless it knows better.
func at(pos call.Pos, err error) error {
	if err == nil || !pos.Known() || where(err).Known() {
		return err
	}
	return &KeyError{Pos: pos, Err: err}
}

// where is the innermost place that err knows.
func where(err error) (pos call.Pos) {
	for e := (*KeyError)(nil); errors.As(err, &e); err = e.Err {
		if e.Pos.Known() {
			pos = e.Pos
		}
	}
	return pos
}

// Flat takes joined errors apart: each one apart from the others, with the keys
// that lead to it and the innermost place it knows.
func Flat(err error) []*KeyError { return flat("", call.Pos{}, err) }

func flat(path string, pos call.Pos, err error) []*KeyError {
	switch e := err.(type) {
	case nil:
		return nil
	case *KeyError:
		if e.Pos.Known() {
			pos = e.Pos
		}
		return flat(Join(path, e.Key), pos, e.Err)
	case interface{ Unwrap() []error }:
		var out []*KeyError
		for _, e := range e.Unwrap() {
			out = append(out, flat(path, pos, e)...)
		}
		return out
	}
	return []*KeyError{{path, pos, err}}
}

// Join puts a key after the path that leads to it.
func Join(path, key string) string {
	if path == "" || key == "" || strings.HasPrefix(key, "[") {
		return path + key
	}
	return path + "." + key
}

// named makes a call's name part of messages that only make sense with it.
func named(name string, err error) error {
	var out []error
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			out = append(out, named(name, e))
		}
		return errors.Join(out...)
	}
	if e, ok := err.(*nameless); ok {
		return at(e.pos, errors.New(name+" "+e.msg))
	}
	return err
}

// nameless is a message that begins with the name of what was called.
type nameless struct {
	pos call.Pos
	msg string
}

func (e *nameless) Error() string { return e.msg }
