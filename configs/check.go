package configs

import (
	"context"
	"errors"
	"fmt"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// check looks at what is filled in but cannot be meant. Where there were errors
// before, layers may be missing.
func (s *Spec) check(whole bool) (errs []*Error) {
	fail := func(path, format string, args ...any) {
		errs = append(errs, s.src.error(s.src.locate(path), path, fmt.Errorf(format, args...)))
	}
	if s.Version != Version {
		fail("version", "want %d, have %d: this program reads files of version %d", Version, s.Version, Version)
	}
	if s.Seed < 0 {
		fail("seed", "want at least 0, have %d", s.Seed)
	}
	s.takeInput(fail)
	if len(s.Layers) == 0 && whole {
		fail("layers", "want at least one layer, have none")
	}
	checkInput(s.Input, fail)
	if s.Compile != nil {
		for i, name := range s.Compile.Allow {
			if err := allows(name); err != nil {
				fail(fmt.Sprintf("compile.allow[%d]", i), "%w", err)
			}
		}
	}
	s.Fit.check(fail)
	if s.From != nil {
		switch v := s.From.Test.(type) {
		case nil, int, float64, string:
		default:
			fail("data.test", "want a part of the rows, such as 0.2, or a file, have %s", call.Format(v))
		}
	}
	return errs
}

// A failure reports what is wrong with the value of a path.
type failure func(path, format string, args ...any)

const maxInput = 1 << 28 // values of a sample

func checkInput(shape []int, fail failure) {
	size := 1
	for _, d := range shape {
		switch {
		case d < 1:
			fail("input", "want sizes of at least 1, have %d", d)
			return
		case size > maxInput/d:
			fail("input", "want at most %d values a sample", maxInput)
			return
		}
		size *= d
	}
}

func (f *Fit) check(fail failure) {
	for k, w := range f.ClassWeight {
		switch {
		case k < 0:
			fail("fit.class_weight", "want the number of a class, from 0, have %d", k)
		case w < 0:
			fail(fmt.Sprintf("fit.class_weight.%d", k), "want at least 0, have %g", w)
		}
	}
	if e := f.wrong(); e != nil {
		fail("fit."+e.Option, "%s", e.Msg)
	}
}

// takeInput makes a first layer Input the input of the model.
func (s *Spec) takeInput(fail failure) {
	if len(s.Layers) == 0 {
		return
	}
	in, ok := s.Layers[0].(*layers.InputSpec)
	if !ok {
		return
	}
	if s.Input != nil {
		fail("layers[0]", "the input is given twice, here and as input:")
	}
	s.src.places["input"] = s.src.locate("layers[0]")
	s.Input, s.Layers, s.src.shift = in.Shape, s.Layers[1:], 1
	if s.Input == nil {
		s.Input = []int{}
	}
}

// wrong asks Fit what it would refuse.
func (f *Fit) wrong() *sequential.OptionError {
	_, err := sequential.New().FitSource(context.Background(), nothing{}, f.options()...)
	var e *sequential.OptionError
	errors.As(err, &e)
	return e
}

// nothing is a source without samples.
type nothing struct{}

func (nothing) Len() int { return 0 }

func (nothing) Shapes() (x, y []int) { return nil, nil }

func (nothing) Batch(x, y []float32, i []int) error { return nil }

// allows asks Compile whether there is such a name to allow.
func allows(name string) error {
	err := sequential.New().Compile("sgd", "mse", sequential.Allow(name))
	var e *sequential.SectionError
	if errors.As(err, &e) {
		return e.Err
	}
	return nil
}
