package sequential

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/losses"
	"github.com/layercake-go/layercake/metrics"
	"github.com/layercake-go/layercake/optim"
)

// ErrNotCompiled is returned where a loss is needed and there is none yet, or
// where layers were changed after Compile.
var ErrNotCompiled = errors.New("the model is not compiled: call Compile first")

// job is what Compile binds a model to, and the memory of its training.
type job struct {
	opt     *optim.Optimizer
	loss    *losses.Loss
	metrics []*gauge
	allow   []string

	built  *built        // what it is bound to; nil while the input is not known
	fusion losses.Fusion // nil: the loss reads the activation's output
	scores bool          // predictions are scores, from before softmax or sigmoid
	notes  []string      // what binding found worth saying
	said   remarks       // what the last Fit found worth saying
	state  *optim.State  // of the optimizer; nil before the first Fit
	work   *work         // memory of training
	steps  uint64        // since Compile: names random numbers
	saved  progress      // what was published with the weights
	epochs int           // since Compile: names shufflings
}

// unbound is the same order for a training, bound to nothing yet: readers may
// still look at j.
func (j *job) unbound() *job {
	n := &job{opt: j.opt, loss: j.loss, allow: j.allow}
	for _, g := range j.metrics {
		c := *g
		n.metrics = append(n.metrics, &c)
	}
	return n
}

// gauge is a metric under the name that the user gave it.
type gauge struct {
	label    string          // its key in the history
	text     string          // what Compile was given, for files
	metric   *metrics.Metric // nil until "accuracy" is resolved
	weighted bool
}

// A CompileOption says more than Compile's strings can.
type CompileOption func(*job) error

// WeightedMetrics adds metrics that count each sample by its weight.
func WeightedMetrics(list ...any) CompileOption {
	return func(j *job) error { return j.addMetrics(list, true) }
}

// Allow lets combinations pass that are nearly always a mistake, by the name
// that their error gives: "softmax_with_binary_crossentropy".
func Allow(names ...string) CompileOption {
	return func(j *job) error {
		for _, n := range names {
			if !slices.Contains(allowable, n) {
				return fmt.Errorf("there is nothing named %q to allow%s", n, nearest.Hint(n, allowable))
			}
		}
		j.allow = append(j.allow, names...)
		return nil
	}
}

// Compile binds an optimizer, a loss and metrics to the model: each a text such
// as "adam(learning_rate=1e-3)" or a configured value; among the metrics also
// CompileOptions. It builds the layers, checks that everything fits together,
// and returns all that is wrong at once. What it decided by itself is in Notes.
//
// Layers that have weights already keep them; the optimizer starts anew.
func (m *Model) Compile(optimizer, loss any, more ...any) error {
	j := &job{}
	var errs []error
	var err error
	if j.opt, err = optim.Get(optimizer); err != nil {
		errs = append(errs, &SectionError{"optimizer", err})
	}
	if j.loss, err = losses.Get(loss); err != nil {
		errs = append(errs, &SectionError{"loss", err})
	}
	if err := j.addMetrics(more, false); err != nil {
		errs = append(errs, &SectionError{"metrics", err})
	}
	errs = append(errs, m.early...)
	b, err := m.compileLayers()
	errs = append(errs, err)
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if b != nil {
		if err := m.bind(j, b); err != nil {
			return err
		}
	}
	m.binding.Lock() // else an Evaluate that binds the old job would put it back
	m.job.Store(j)
	m.binding.Unlock()
	return nil
}

// A SectionError says which part of Compile is wrong: optimizer, loss, metrics.
type SectionError struct {
	Section string
	Err     error
}

func (e *SectionError) Error() string { return e.Section + ": " + e.Err.Error() }
func (e *SectionError) Unwrap() error { return e.Err }

func (j *job) addMetrics(list []any, weighted bool) error {
	var errs []error
	for _, v := range list {
		switch v := v.(type) {
		case CompileOption:
			errs = append(errs, v(j))
			continue
		case func(*job) error:
			errs = append(errs, v(j))
			continue
		case []string:
			for _, s := range v {
				errs = append(errs, j.addMetrics([]any{s}, weighted))
			}
			continue
		case string:
			if v == "accuracy" || v == "acc" {
				j.metrics = append(j.metrics, &gauge{label: j.unique(v, weighted), text: v, weighted: weighted})
				continue
			}
		}
		x, err := metrics.Get(v)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		label, text := cmp.Or(x.Label, x.Name), x.Call().Full()
		if s, ok := v.(string); ok {
			label, text = s, s
		}
		j.metrics = append(j.metrics, &gauge{j.unique(label, weighted), text, x, weighted})
	}
	return errors.Join(errs...)
}

// unique is label, changed as Keras does if a metric has it already:
// weighted_accuracy beside accuracy, accuracy_1 beside another.
func (j *job) unique(label string, weighted bool) string {
	taken := func(s string) bool {
		return slices.ContainsFunc(j.metrics, func(g *gauge) bool { return g.label == s })
	}
	if weighted && taken(label) {
		label = "weighted_" + label
	}
	name := label
	for k := 1; taken(name); k++ {
		name = fmt.Sprintf("%s_%d", label, k)
	}
	return name
}

// compileLayers builds the layers if the input is known; else it reports what
// can be said without.
func (m *Model) compileLayers() (*built, error) {
	if len(m.specs) == 0 {
		return nil, errors.New("the model has no layers: Add one")
	}
	var errs []error
	for i, s := range m.specs {
		if s == nil {
			errs = append(errs, fmt.Errorf("layer %d of %d is nil", i+1, len(m.specs)))
		} else if err := layer.ConstructorError(s); err != nil {
			name := layer.GivenName(s)
			if name == "" {
				name = layer.Snake(layer.TypeName(s))
			}
			errs = append(errs, &LayerError{name, i + 1, len(m.specs), fmt.Sprintf("layers[%d]", i), err})
		}
	}
	if len(errs) > 0 || len(m.early) > 0 {
		return nil, errors.Join(errs...)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	in := m.input
	if old := m.built.Load(); in == nil && old != nil {
		in = old.in
	}
	if in == nil {
		return nil, nil
	}
	m.stale.Store(true) // what the layers say may have changed: trainable
	return m.buildLocked(in)
}

// bind checks that the layers fit the loss and the metrics, and makes what
// training needs.
func (m *Model) bind(j *job, b *built) error {
	net := b.plan.Net
	c := &check{job: j, model: m, net: net}
	if err := c.run(); err != nil {
		return err
	}
	j.notes, j.fusion, j.scores = c.notes, c.fusion, c.logits
	if b.plan.Trainable == 0 && b.plan.Weights > 0 {
		j.notes = append(j.notes, "no layer learns: all weights are frozen (trainable: false, or a spec that was not made by its constructor).")
	}
	if b.plan.Holds() {
		j.notes = append(j.notes, "stateful: Fit, Evaluate and Predict begin every sequence with the state 0; a session goes on from call to call (NewSession).")
	}
	n := net.Out.Last()
	for _, g := range j.metrics {
		if g.metric == nil {
			g.metric = metrics.Accuracy(j.loss.Link, j.loss.Integer, n, c.logits)
			j.notes = append(j.notes, fmt.Sprintf("%s: %s, by the loss %s and %s.", g.label, g.metric.Name, j.loss.Name, outputs(n)))
		} else if c.logits {
			if l, err := g.metric.AsLogits(); err == nil {
				g.metric = l
			}
		}
		if g.metric.Fits != nil {
			if err := g.metric.Fits(n); err != nil {
				return &SectionError{"metrics", fmt.Errorf("%s: %w", g.label, err)}
			}
		}
	}
	j.built = b
	return nil
}

func outputs(n int) string {
	if n == 1 {
		return "1 output"
	}
	return fmt.Sprintf("%d outputs", n)
}

// compiled returns the job, bound to what was built for rows of shape in.
func (m *Model) compiled(in layer.Shape) (*job, error) {
	m.binding.Lock()
	defer m.binding.Unlock()
	j := m.job.Load()
	if j == nil {
		return nil, ErrNotCompiled
	}
	if j.built != nil && m.stale.Load() {
		return nil, fmt.Errorf("layers were changed after Compile: %w", ErrNotCompiled)
	}
	b, err := m.ready(in)
	if err != nil || j.built != nil {
		return j, err
	}
	j = j.unbound()
	if err := m.bind(j, b); err != nil {
		return nil, err
	}
	m.job.Store(j)
	return j, nil
}

// Notes says what Compile and Fit decided by themselves, and what looks like a
// mistake but need not be one. A library prints nothing: Summary and the
// command show them.
func (m *Model) Notes() []string {
	j := m.job.Load()
	if j == nil {
		return m.LoadNotes()
	}
	return slices.Concat(m.loadNotes, j.notes, j.said.list())
}

// LoadNotes are those of Notes that loading had to say: what the file has another
// way, or has not.
func (m *Model) LoadNotes() []string { return slices.Clone(m.loadNotes) }

// Loss is what the model was compiled with; nil before.
func (m *Model) Loss() *losses.Loss {
	if j := m.job.Load(); j != nil {
		return j.loss
	}
	return nil
}

// Optimizer is what the model was compiled with; nil before.
func (m *Model) Optimizer() *optim.Optimizer {
	if j := m.job.Load(); j != nil {
		return j.opt
	}
	return nil
}

// MetricNames are the keys of the history besides loss, as the user wrote them.
func (m *Model) MetricNames() (names []string) {
	if j := m.job.Load(); j != nil {
		for _, g := range j.metrics {
			names = append(names, g.label)
		}
	}
	return names
}
