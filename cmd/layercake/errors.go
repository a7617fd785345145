package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
)

// Exit codes.
const (
	done    = 0
	failed  = 1
	mistook = 2 // what the user gave is wrong
)

// A mistake is an error that the user can put right: a spec, data, a flag.
type mistake struct{ error }

func (e *mistake) Unwrap() error { return e.error }

func mistakef(format string, args ...any) error {
	return &mistake{fmt.Errorf(format, args...)}
}

// given marks an error about what the user gave as a mistake.
func given(err error) error {
	if err == nil {
		return nil
	}
	return &mistake{err}
}

// A trouble is what keeps two files from being compared, whatever it is: diff
// exits with 1 only where they differ.
type trouble struct{ error }

func (e *trouble) Unwrap() error { return e.error }

// errDiffer says that two files differ, which diff has said in its own words.
var errDiffer = errors.New("the files differ")

// exitCode tells a mistake of the user's from a failure.
func exitCode(err error) int {
	switch {
	case err == nil:
		return done
	case is[*trouble](err):
		return mistook
	case errors.Is(err, fs.ErrPermission):
		return failed // the system's refusal, whatever was asked of it
	case isMistake(err):
		return mistook
	}
	return failed
}

func isMistake(err error) bool {
	return is[*mistake](err) || is[*configs.Error](err) || is[*data.Error](err) || is[*data.KeyError](err) ||
		is[*sequential.LayerError](err) || is[*sequential.SectionError](err) || is[*sequential.OptionError](err)
}

func is[T error](err error) bool {
	var e T
	return errors.As(err, &e)
}

// report prints every independent error: first where it is, then what; for a
// spec also the line, with a caret.
func report(w io.Writer, err error) {
	if err == nil || err == errDiffer {
		return
	}
	p := paintFor(w)
	for _, e := range independent(err) {
		fmt.Fprintln(w, p.bold(message(e)))
		var spec *configs.Error
		if errors.As(e, &spec) && spec.Excerpt() != "" {
			line, carets, _ := strings.Cut(spec.Excerpt(), "^")
			fmt.Fprintf(w, "%s%s\n", line, p.red("^"+carets))
		}
	}
}

// independent takes joined errors apart.
func independent(err error) []error {
	for {
		switch e := err.(type) {
		case interface{ Unwrap() []error }:
			var list []error
			for _, one := range e.Unwrap() {
				list = append(list, independent(one)...)
			}
			return list
		case *mistake:
			err = e.error
		case *trouble:
			err = e.error
		default:
			return []error{err}
		}
	}
}

// message is the error's text, with the place first.
func message(err error) string {
	if path, ok := err.(*fs.PathError); ok {
		return fmt.Sprintf("%s: %v", path.Path, path.Err)
	}
	return err.Error()
}

// write is os.Stdout's writing with its error: a full disk must not pass for
// success.
func write(text string) error {
	_, err := io.WriteString(os.Stdout, text)
	return err
}
