package keras

import (
	"errors"
	"fmt"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/losses"
	"github.com/layercake-go/layercake/metrics"
	"github.com/layercake-go/layercake/optim"
)

// readCompile reads compile_config into s. What cannot be trained with here keeps
// no one from predicting: it becomes a note.
func (d *decoder) readCompile(v any, s *snapshot.Snapshot) {
	m, ok := v.(call.Map)
	if !ok || len(m) == 0 {
		return
	}
	c, err := d.compile(m)
	if err != nil {
		d.note("loaded for prediction only; it does not compile: %v", err)
		return
	}
	s.Compile = c
}

func (d *decoder) compile(m call.Map) (*snapshot.Compile, error) {
	c := &snapshot.Compile{}
	var errs []error
	var err error
	if _, ok := get(m, "optimizer"); !ok { // model.to_json() leaves it out
		m = append(m, call.Arg{Name: "optimizer", Value: "rmsprop"})
		d.note("the file names no optimizer: rmsprop, as in Keras.")
	}
	if c.Optimizer, err = d.text("optimizer", "optimizer", optim.Entries(), first(m, "optimizer"), func(v any) (string, error) {
		o, err := optim.Get(v)
		return callText(o, err)
	}); err != nil {
		errs = append(errs, err)
	}
	if c.Loss, err = d.text("loss", "loss", losses.Entries(), single(first(m, "loss")), func(v any) (string, error) {
		l, err := losses.Get(v)
		return callText(l, err)
	}); err != nil {
		errs = append(errs, err)
	}
	if w := single(first(m, "loss_weights")); w != nil && !same(w, 1) {
		errs = append(errs, fail("compile_config.loss_weights", "want none for one output, have %s", showJSON(w)))
	}
	if c.Metrics, err = d.metrics("metrics", m); err != nil {
		errs = append(errs, err)
	}
	if c.Weighted, err = d.metrics("weighted_metrics", m); err != nil {
		errs = append(errs, err)
	}
	return c, errors.Join(append(errs, checkMetrics("compile_config.metrics", c.Metrics, c.Weighted))...)
}

// What the metrics of a file may ask for.
const (
	maxMetrics    = 32
	maxThresholds = 100_000 // of a curve, and any other number
)

// checkMetrics bounds the memory of metrics, which no weights of a file stand for.
func checkMetrics(at string, lists ...[]string) error {
	n := 0
	for _, list := range lists {
		n += len(list)
		for _, text := range list {
			c, err := call.Parse(text)
			if err != nil {
				return fail(at, "%w", err)
			}
			for _, a := range c.Args {
				if k, ok := whole(a.Value).(int); ok && k > maxThresholds {
					return fail(at, "want at most %d in %s, have %d", maxThresholds, c.Name, k)
				}
			}
		}
	}
	if n > maxMetrics {
		return fail(at, "want at most %d metrics, have %d", maxMetrics, n)
	}
	return nil
}

func callText[T interface{ Call() call.Call }](v T, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return v.Call().Full(), nil
}

// text is the call, as text, of what v names; made says whether it is one.
func (d *decoder) text(key, noun string, entries []registry.Entry, v any, made func(any) (string, error)) (string, error) {
	at := "compile_config." + key
	x, err := d.reference(at, noun, entries, v)
	if err != nil {
		return "", err
	}
	if x == nil {
		return "", fail(at, "want %s, have none", article(noun))
	}
	text, err := made(x)
	return text, field(registry.Join(at, "config"), err)
}

// single takes the one thing out of a list or a mapping by outputs.
func single(v any) any {
	switch l := v.(type) {
	case call.List:
		if len(l) == 1 {
			return single(l[0].Value)
		}
	case call.Map:
		if _, isObject := get(l, "class_name"); !isObject && len(l) == 1 {
			return single(l[0].Value)
		}
	}
	return v
}

// metrics reads a list of metrics, or that of the one output.
func (d *decoder) metrics(key string, m call.Map) ([]string, error) {
	at := "compile_config." + key
	v := first(m, key)
	for {
		inner, ok := v.(call.List)
		if !ok || len(inner) != 1 {
			break
		}
		if _, ok = inner[0].Value.(call.List); !ok {
			break
		}
		v = inner[0].Value
	}
	if l, ok := v.(call.Map); ok {
		if _, isObject := get(l, "class_name"); !isObject && len(l) == 1 {
			v = l[0].Value
		}
	}
	l, ok := v.(call.List)
	switch {
	case v == nil:
		return nil, nil
	case !ok:
		l = call.List{{Value: v}}
	}
	if len(l) > maxMetrics {
		return nil, fail(at, "want at most %d metrics, have %d", maxMetrics, len(l))
	}
	var out []string
	for i, a := range l {
		if a.Value == nil {
			continue
		}
		if a.Value == "accuracy" || a.Value == "acc" {
			out = append(out, a.Value.(string))
			continue
		}
		text, err := d.metric(fmt.Sprintf("%s[%d]", key, i), a.Value)
		if err != nil {
			return nil, field(index(at, i), err)
		}
		out = append(out, text)
	}
	return out, nil
}

// metric reads one metric. A loss that is no metric stands for its mean.
func (d *decoder) metric(key string, v any) (string, error) {
	if name, ok := v.(string); ok {
		if e, found := entryNamed(metrics.Entries(), name); found {
			return name, made(metrics.Get(call.Call{Name: e.Name}))
		}
		if _, found := entryNamed(losses.Entries(), name); found {
			v = object("class_name", "MeanMetricWrapper", "config", object("fn", name, "name", name))
		}
	}
	return d.text(key, "metric", metrics.Entries(), v, func(v any) (string, error) {
		x, err := metrics.Get(v)
		return callText(x, err)
	})
}

func made(_ *metrics.Metric, err error) error { return err }

// readSteps finds what the optimizer remembers: 0 is the number of steps, the
// others are in the order of its variables.
func readSteps(s *snapshot.Snapshot, vars []dataset) error {
	if s.Compile == nil || len(vars) == 0 {
		return nil
	}
	step := make([]int64, 1)
	if len(vars[0].Shape()) != 0 {
		return fmt.Errorf("%s: want one number, the steps taken, have shape %v", vars[0].Path(), vars[0].Shape())
	}
	if err := vars[0].Int64s(step); err != nil {
		return err
	}
	s.Compile.Iteration = int(step[0])
	for i, v := range vars[1:] {
		s.Slots = append(s.Slots, snapshot.Array{Name: fmt.Sprintf("optimizer/%d", i+1), Shape: v.Shape(), Read: v.Float32s})
	}
	return nil
}

// dataset is what readSteps needs of one.
type dataset interface {
	Path() string
	Shape() []int
	Int64s([]int64) error
	Float32s([]float32) error
}
