package configs

import (
	"context"
	"errors"
	"fmt"

	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// check looks at what is filled in but cannot be meant.
func (s *Spec) check() (errs []*Error) {
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
	if len(s.Layers) == 0 {
		fail("layers", "want at least one layer, have none")
	}
	size := 1
	for _, d := range s.Input {
		if d < 1 {
			fail("input", "want sizes of at least 1, have %d", d)
			break
		}
		if size > maxInput/d {
			fail("input", "want at most %d values a sample", maxInput)
			break
		}
		size *= d
	}
	if c := s.Compile; c != nil {
		for i, name := range c.Allow {
			if err := allows(name); err != nil {
				fail(fmt.Sprintf("compile.allow[%d]", i), "%w", err)
			}
		}
	}
	for k, w := range s.Fit.ClassWeight {
		if k < 0 {
			fail("fit.class_weight", "want the number of a class, from 0, have %d", k)
		} else if w < 0 {
			fail(fmt.Sprintf("fit.class_weight.%d", k), "want at least 0, have %g", w)
		}
	}
	if e := s.Fit.wrong(); e != nil {
		fail("fit."+e.Option, "%s", e.Msg)
	}
	return errs
}

const maxInput = 1 << 28

// takeInput makes a first layer Input the input of the model.
func (s *Spec) takeInput(fail func(path, format string, args ...any)) {
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
