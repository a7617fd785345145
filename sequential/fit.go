package sequential

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/random"
	"github.com/layercake-go/layercake/layer"
)

// Fit trains the model on samples x and targets y, and returns what it measured
// after each epoch. x and y are whatever data.From takes: [][]float32,
// [][]float64, []float32, []int, *data.Tensor, mat.Matrix …; y may also be
// []string, the names of classes. It is silent; callbacks.Progress shows it.
//
// What cannot be meant is refused before the first step: other shapes, labels
// that are no classes, NaN. If the loss stops being a number, the last good
// weights are kept.
func (m *Model) Fit(x, y any, opts ...FitOption) (*History, error) {
	return m.FitContext(context.Background(), x, y, opts...)
}

// FitContext is Fit until ctx is done. Then it returns the history so far with
// ctx's error, and the model has the weights of the last whole step.
func (m *Model) FitContext(ctx context.Context, x, y any, opts ...FitOption) (*History, error) {
	xs, err := data.From(x)
	if err != nil {
		return nil, fmt.Errorf("x: %w", err)
	}
	if xs, err = m.asInput(xs); err != nil {
		return nil, fmt.Errorf("x: %w", err)
	}
	ys, err := m.labels(y)
	if err != nil {
		return nil, fmt.Errorf("y: %w", err)
	}
	src, err := data.Memory(xs, ys)
	if err != nil {
		return nil, err
	}
	return m.fit(ctx, src, ys, opts)
}

// FitSource trains on a source that need not be in memory.
func (m *Model) FitSource(ctx context.Context, src data.Source, opts ...FitOption) (*History, error) {
	return m.fit(ctx, src, nil, opts)
}

// labels reads targets; names of classes become their numbers.
func (m *Model) labels(y any) (*data.Tensor, error) {
	names, ok := y.([]string)
	if !ok {
		return data.From(y)
	}
	t, classes, err := data.Encode(names, m.meta.Classes)
	if err == nil && m.meta.Classes == nil {
		m.meta.Classes = classes
	}
	return t, err
}

// asInput gives a flat list of values the shape of the model's input.
func (m *Model) asInput(x *data.Tensor) (*data.Tensor, error) {
	in := m.input
	if b := m.built.Load(); in == nil && b != nil {
		in = b.in
	}
	if in != nil && len(x.Shape) == 1 && in.Size() > 1 && x.Shape[0]%in.Size() == 0 {
		return &data.Tensor{Shape: append([]int{x.Shape[0] / in.Size()}, in...), Data: x.Data}, nil
	}
	if in != nil && !sameShape(x.Shape[1:], in) {
		return nil, m.inputError(x.Shape[1:], in)
	}
	return x, nil
}

func sameShape(have []int, in layer.Shape) bool {
	a, b := trim(have), trim(in)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (m *Model) inputError(have, in layer.Shape) error {
	first := "input"
	if nodes := m.Nodes(); len(nodes) > 0 {
		first = nodes[0].Name
	}
	err := fmt.Errorf("input has shape %v, built for %v", have, in)
	switch {
	case len(have) == 1 && len(in) == 1:
		err = fmt.Errorf("input has %d features per sample, built for %d", have[0], in[0])
	case have.Size() == in.Size() && len(in) == 1:
		err = fmt.Errorf("%w; give the model Input%s and a Flatten", err, shapeArgs(have))
	}
	return &LayerError{first, 1, len(m.specs), "layers[0]", err}
}

func shapeArgs(s layer.Shape) string {
	text := layer.Shape(s).String()
	return "(" + text[len("(None, "):]
}

// run is one Fit under way.
type run struct {
	*fitting
	m       *Model
	job     *job
	src     data.Source
	targets *targets
	train   []int // indices of the training samples
	order   []int
	val     *evaluation
	told    *Training
}

func (m *Model) fit(ctx context.Context, src data.Source, ys *data.Tensor, opts []FitOption) (*History, error) {
	f, err := newFitting(opts)
	if err != nil {
		return nil, err
	}
	if src.Len() == 0 {
		return nil, errors.New("there are no samples to train on")
	}
	in, out := src.Shapes()
	j, err := m.compiled(in)
	if err != nil {
		return nil, err
	}
	if !sameShape(in, j.built.in) {
		return nil, fmt.Errorf("x: %w", m.inputError(in, j.built.in))
	}
	r := &run{fitting: f, m: m, job: j, src: src}
	if r.targets, err = newTargets(j.loss, j.built.plan.Net.Out, out); err != nil {
		return nil, fmt.Errorf("y: %w", err)
	}
	if err := r.prepare(ys); err != nil {
		return nil, err
	}
	return r.loop(ctx)
}

// prepare checks the data, splits it, adapts layers, and makes the memory.
func (r *run) prepare(ys *data.Tensor) error {
	r.job.fit = nil
	n := r.src.Len()
	if r.sampleWeight != nil && len(r.sampleWeight) != n {
		return &OptionError{"sample_weight", fmt.Sprintf("want one for each of %d samples, have %d", n, len(r.sampleWeight))}
	}
	if ys != nil {
		if err := r.targets.checkAll(ys); err != nil {
			return err
		}
	}
	var held []int
	if r.train, held = r.divide(n, ys); len(r.train) == 0 {
		return &OptionError{"validation_split", fmt.Sprintf("%g of %d samples leaves none to train on", r.split, n)}
	}
	r.order = append([]int{}, r.train...)
	room := min(r.batch, len(r.train))
	if w := r.job.work; w == nil || w.room < room {
		r.job.work = newWork(r.job, room, r.src, r.targets)
	} else {
		w.reset(r.job, r.src, r.targets)
	}
	r.job.work.trainer.weigh.user = r.sampleWeight != nil || r.classWeight != nil
	if err := r.adapt(); err != nil {
		return err
	}
	var err error
	switch {
	case r.valX != nil:
		if r.val, err = r.m.newEvaluation(r.job, r.valX, r.valY, nil); err != nil {
			return fmt.Errorf("validation data: %w", err)
		}
	case len(held) > 0:
		r.val = r.m.evaluationOf(r.job, r.src, held, r.targets)
	}
	return nil
}

// divide keeps the validation part apart from the rest.
func (r *run) divide(n int, ys *data.Tensor) (train, held []int) {
	if r.split == 0 || r.valX != nil {
		train = make([]int, n)
		for i := range train {
			train[i] = i
		}
		return train, nil
	}
	if !r.shuffle {
		cut := int(math.Floor(float64(n) * (1 - r.split)))
		all := make([]int, n)
		for i := range all {
			all[i] = i
		}
		return all[:cut], all[cut:]
	}
	var labels []int
	if ys != nil && r.job.loss.Link == "softmax" && r.targets.out.Vectors() == 1 {
		labels = data.Labels(ys)
	}
	return data.Split(n, labels, r.split, r.job.built.seed)
}

func (r *run) loop(ctx context.Context) (h *History, err error) {
	start := time.Now()
	h = &History{Values: map[string][]float64{}}
	batches := (len(r.train) + r.batch - 1) / r.batch
	r.told = &Training{Epoch: r.first, Epochs: r.epochs, Batches: batches, Samples: len(r.train), History: h, model: r.m, job: r.job}
	t := r.told
	t.Names = r.names()
	t.Publish()
	err = r.tell(TrainBegin)
	for t.Epoch = r.first; err == nil && t.Epoch < r.epochs && t.stop == ""; t.Epoch++ {
		err = r.epoch(ctx)
	}
	if err == nil {
		r.job.state.Finish(r.job.built.weights[:r.job.built.plan.Trainable])
	}
	h.Stopped = t.stop
	err = errors.Join(err, r.tell(TrainEnd))
	t.Publish()
	h.Duration = time.Since(start)
	return h, err
}

// tell passes an event to every callback, up to the first that fails. Each one
// hears of the end.
func (r *run) tell(e Event) error {
	var errs error
	for _, c := range r.callbacks {
		if err := c.On(e, r.told); err != nil {
			errs = errors.Join(errs, err)
			if e != TrainEnd {
				break
			}
		}
	}
	return errs
}

// names are those of the scores at an epoch's end.
func (r *run) names() []string {
	names := []string{"loss"}
	for _, s := range readings(r.job, r.job.work.gauges, nil) {
		names = append(names, s.Name)
	}
	if r.val != nil {
		for _, n := range names[:len(names):len(names)] {
			names = append(names, "val_"+n)
		}
	}
	return names
}

// epoch goes through the training samples once.
func (r *run) epoch(ctx context.Context) error {
	t, j := r.told, r.job
	if err := r.tell(EpochBegin); err != nil {
		return err
	}
	copy(r.order, r.train)
	if r.shuffle {
		s := random.New(r.job.built.seed, "shuffle").At(uint64(j.epochs))
		s.Shuffle(len(r.order), func(a, b int) { r.order[a], r.order[b] = r.order[b], r.order[a] })
	}
	j.epochs++
	mean := average{}
	for _, g := range j.work.gauges {
		g.state.Reset()
	}
	for t.Batch = 0; t.Batch < t.Batches && t.stop == ""; t.Batch++ {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("training stopped in epoch %d of %d: %w", t.Epoch+1, t.Epochs, err)
		}
		if err := r.batchStep(&mean); err != nil {
			return err
		}
	}
	if t.stop != "" && t.Batch < t.Batches {
		return nil // stopped within the epoch: it does not count
	}
	if r.val != nil {
		s, err := r.val.run(ctx, j.built.weights)
		if err != nil {
			return err
		}
		for _, v := range s {
			t.Logs = append(t.Logs, Score{"val_" + v.Name, v.Value})
		}
	}
	t.History.add(t.Logs)
	t.History.Epochs = t.Epoch + 1 - r.first
	t.Publish()
	known := len(t.Logs)
	err := r.tell(EpochEnd)
	t.History.add(t.Logs[known:])
	return err
}

// batchStep makes one step.
func (r *run) batchStep(mean *average) error {
	t, j := r.told, r.job
	b := j.work.batch
	lo := t.Batch * r.batch
	b.indices = r.order[lo:min(lo+r.batch, len(r.order))]
	if err := r.load(b); err != nil {
		return err
	}
	loss, err := j.work.trainer.step(b)
	if err != nil {
		return err
	}
	mean.add(loss, float64(b.rows))
	t.Logs = append(t.Logs[:0], Score{"loss", mean.value()})
	t.Logs = readings(j, j.work.gauges, t.Logs)
	if err := r.tell(BatchEnd); err != nil {
		return err
	}
	if math.IsNaN(loss) || math.IsInf(loss, 0) {
		return r.lost(loss)
	}
	return nil
}

// load brings the samples of b.indices into b.
func (r *run) load(b *batch) error {
	if err := b.load(r.src, r.targets); err != nil {
		return err
	}
	for i, k := range b.indices {
		w := 1.0
		if r.sampleWeight != nil {
			w = float64(r.sampleWeight[k])
		}
		if r.classWeight != nil {
			if c, ok := r.classWeight[b.class(i, r.targets)]; ok {
				w *= c
			}
		}
		b.row[i] = float32(w)
	}
	if b.other != nil {
		b.fillOther(r.job.loss, r.targets.n)
	}
	return nil
}

// load reads the samples of b.indices and refuses what is no number.
func (b *batch) load(src data.Source, t *targets) error {
	b.rows = len(b.indices)
	x, y := b.x[:b.rows*b.x1], b.y[:b.rows*b.y1]
	if err := src.Batch(x, y, b.indices); err != nil {
		return err
	}
	if i := kernel.FirstNonFinite(x); i >= 0 {
		return &data.Error{Row: b.indices[i/b.x1], Col: i % b.x1, Msg: fmt.Sprintf("x is %g", x[i])}
	}
	if i := kernel.FirstNonFinite(y); i >= 0 {
		return &data.Error{Row: b.indices[i/b.y1], Col: i % b.y1, Msg: fmt.Sprintf("y is %g", y[i])}
	}
	if !t.checked {
		if i, err := t.check(y); err != nil {
			return &data.Error{Row: b.indices[i], Col: -1, Msg: "y: " + err.Error()}
		}
	}
	t.convert(b.target, y)
	for i := range b.row[:b.rows] {
		b.row[i] = 1
	}
	return nil
}

// class is the class of sample i of b.
func (b *batch) class(i int, t *targets) int {
	v := b.target[i*b.t1 : (i+1)*b.t1]
	if len(v) == 1 {
		return int(v[0])
	}
	best := 0
	for k := range v {
		if v[k] > v[best] {
			best = k
		}
	}
	return best
}

// lost ends a training whose loss is no number any more.
func (r *run) lost(loss float64) error {
	j := r.job
	s := j.built.public.get()
	copy(j.built.weights, s.weights)
	s.release()
	j.restart()
	if r.told.stop != "" {
		return nil // a callback has seen it
	}
	return fmt.Errorf("the loss is %g in epoch %d, step %d: the weights of the last good epoch are kept; try a lower learning rate, scaled inputs, or clipnorm", loss, r.told.Epoch+1, r.told.Batch+1)
}

// average is a weighted mean.
type average struct{ sum, weight float64 }

func (a *average) add(v, w float64) {
	a.sum += float64(v * w)
	a.weight += w
}

func (a *average) value() float64 { return a.sum / a.weight }
