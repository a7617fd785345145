package configs

import (
	"fmt"

	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// maxWeights bounds what a file may ask for: 2 GiB of weights.
const maxWeights = 1 << 29

// Model makes the model: built, if its input is known, and compiled, if the file
// says with what. Each call makes another one, with the same weights. What is
// wrong is reported with its place in the file.
func (s *Spec) Model() (*sequential.Model, error) { return s.model(s.Input) }

// model is Model for samples of the shape input; nil if it is not known.
func (s *Spec) model(input []int) (*sequential.Model, error) {
	m := sequential.New()
	if input != nil {
		m.Add(layers.Input(input...))
	}
	for _, l := range s.Layers {
		m.Add(l)
	}
	m.SetName(s.Name)
	m.SetSeed(uint64(s.Seed))
	m.SetClasses(s.Classes...)
	if err := s.tooBig(input); err != nil {
		return nil, err
	}
	var err error
	if s.Compile != nil {
		err = m.Compile(s.Compile.Optimizer, s.Compile.Loss, s.Compile.more()...)
	} else if input != nil {
		err = m.BuildFor(input...)
	}
	if err = s.place(err); err == nil {
		err = s.checkClasses(m.Output())
	}
	if err != nil {
		return nil, err
	}
	return m, nil
}

// checkClasses compares the names of the classes with the outputs.
func (s *Spec) checkClasses(out layer.Shape) error {
	n := out.Last()
	if s.Classes == nil || out == nil || len(s.Classes) == n || n == 1 && len(s.Classes) == 2 {
		return nil
	}
	return s.fault("classes", "want a name for each of the model's %d outputs, have %d names", n, len(s.Classes))
}

// fault is an error about the value of a path.
func (s *Spec) fault(path, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	switch {
	case s.src != nil:
	case path == "":
		return err
	default:
		return fmt.Errorf("%s: %w", path, err)
	}
	return s.src.error(s.src.locate(path), path, err)
}

// more is what Compile is given besides optimizer and loss.
func (c *Compile) more() (more []any) {
	for _, m := range c.Metrics {
		more = append(more, string(m))
	}
	for _, m := range c.WeightedMetrics {
		more = append(more, sequential.WeightedMetrics(string(m)))
	}
	return append(more, sequential.Allow(c.Allow...))
}

// tooBig refuses a model that no memory should be asked for.
func (s *Spec) tooBig(input []int) error {
	plan, total := s.plan(input)
	if plan == nil {
		return nil
	}
	if n, _ := plan.Sizes(1); n > maxWeights {
		return s.fault("layers", "a single sample would need memory for more than %d values", maxWeights)
	}
	if total <= maxWeights {
		return nil
	}
	total = 0
	for _, p := range plan.Params {
		if total += sizeOf(p.Shape); total > maxWeights {
			return s.fault(s.pathOf(plan, p.Node), "the model would have more than %d weights; no more are made from a file", maxWeights)
		}
	}
	return nil
}

// plan is what the model will be, without its weights, and how many there are.
// It is nil if the input is not known, or the layers do not build: Compile says
// why.
func (s *Spec) plan(input []int) (*layer.Plan, int) {
	if input == nil {
		return nil, 0
	}
	plan, err := layer.NewPlan(layer.NewChain(s.Layers...), input, false)
	if err != nil {
		return nil, 0
	}
	total := 0
	for _, p := range plan.Params {
		total = min(total+sizeOf(p.Shape), 2*maxWeights)
	}
	return plan, total
}

// sizeOf is the number of values of a shape, up to more than a file may have.
func sizeOf(s layer.Shape) int {
	n := 1
	for _, d := range s {
		if n *= d; n > maxWeights {
			break
		}
	}
	return n
}

// pathOf is the path of the layer that n is, or is part of.
func (s *Spec) pathOf(plan *layer.Plan, n *layer.Node) (path string) {
	path = "layers"
	for i, top := range plan.Net.Inner {
		top.Walk(func(c *layer.Node) {
			if c == n {
				path = fmt.Sprintf("layers[%d]", i)
			}
		})
	}
	return s.shifted(path)
}
