package configs

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
)

// A Result is what a training leaves.
type Result struct {
	Model    *sequential.Model
	History  *sequential.History
	Test     sequential.Scores // on the test part of the data; nil if there is none
	TestRows int
	Seconds  float64 // for everything, from reading the data to the test
}

// Train makes the model of a file, loads its data, trains it, and measures it
// once on the test part, if there is one. Relative paths in the file start at
// dir. Options beyond those of the file come last.
//
// When ctx is done, or a training fails, the result so far comes with the error.
func Train(ctx context.Context, s *Spec, dir string, extra ...sequential.FitOption) (*Result, error) {
	start := time.Now()
	if s.Compile == nil {
		return nil, s.missing("compile", `write "compile:", and below it what to learn with: loss: sparse_categorical_crossentropy`)
	}
	train, test, err := s.Data(dir)
	if err != nil {
		return nil, err
	}
	input, err := s.inputFor(train)
	if err != nil {
		return nil, err
	}
	m, err := s.model(input)
	if err != nil {
		return nil, err
	}
	m.SetMeta(sequential.Meta{Classes: train.Classes, Features: train.Features, Target: train.Target})
	r := &Result{Model: m}
	r.History, err = m.FitContext(ctx, train.X, train.Y, append(s.FitOptions(dir), extra...)...)
	if err == nil && test != nil {
		r.TestRows = test.X.Rows()
		r.Test, err = m.EvaluateContext(ctx, test.X, test.Y)
	}
	r.Seconds = time.Since(start).Seconds()
	return r, s.place(err)
}

// missing is the error that a section is not there.
func (s *Spec) missing(section, advice string) error {
	return s.fault("", "the section %s: is missing; %s", section, advice)
}

// inputFor is the shape of the input, checked against the data.
func (s *Spec) inputFor(d *data.Dataset) ([]int, error) {
	have := d.X.Shape[1:]
	if s.Input == nil {
		return have, nil
	}
	if slices.Equal(trim(s.Input), trim(have)) {
		return s.Input, nil
	}
	return nil, s.fault("input", "want %s, the shape of a sample of %s, have %s", shape(have), d.Name, shape(s.Input))
}

// trim leaves out axes of length 1 at the end.
func trim(shape []int) []int {
	for len(shape) > 0 && shape[len(shape)-1] == 1 {
		shape = shape[:len(shape)-1]
	}
	return shape
}

// shape renders a shape as a file has it: 64, or [28, 28].
func shape(dims []int) string {
	if len(dims) == 1 {
		return fmt.Sprint(dims[0])
	}
	return strings.ReplaceAll(fmt.Sprint(dims), " ", ", ")
}
