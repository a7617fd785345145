package configs

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
	m.SetMeta(s.meta(train))
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
	err := fmt.Errorf("the section %s is missing; %s", section, advice)
	if s.src == nil {
		return err
	}
	return s.src.error(s.src.locate(section), "", err)
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
	err := fmt.Errorf("says %v, but a sample of %s has the shape %v", s.Input, d.Name, have)
	if s.src == nil {
		return nil, fmt.Errorf("input: %w", err)
	}
	return nil, s.src.error(s.src.locate("input"), "input", err)
}

// trim leaves out axes of length 1 at the end.
func trim(shape []int) []int {
	for len(shape) > 0 && shape[len(shape)-1] == 1 {
		shape = shape[:len(shape)-1]
	}
	return shape
}

// meta is what the model learns to know of its data's names.
func (s *Spec) meta(d *data.Dataset) sequential.Meta {
	classes := d.Classes
	if classes == nil {
		classes = s.Classes
	}
	return sequential.Meta{Classes: classes, Features: d.Features, Target: d.Target}
}

// Data loads the data of the file; test is nil if there is none. Relative paths
// start at dir. The loss decides whether targets are classes; their names are
// those of classes:, where the file has them.
func (s *Spec) Data(dir string) (train, test *data.Dataset, err error) {
	if s.Data_ == nil {
		return nil, nil, s.missing("data", `write "data:", and below it where it comes from: source: iris, or csv: file.csv`)
	}
	return nil, nil, errors.New("x")
}
