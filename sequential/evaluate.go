package sequential

import (
	"context"
	"fmt"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
)

// Evaluate measures the loss and the metrics on samples x and targets y. The
// options BatchSize and SampleWeight hold.
func (m *Model) Evaluate(x, y any, opts ...FitOption) (Scores, error) {
	return m.EvaluateContext(context.Background(), x, y, opts...)
}

// EvaluateContext is Evaluate until ctx is done.
func (m *Model) EvaluateContext(ctx context.Context, x, y any, opts ...FitOption) (Scores, error) {
	f, err := newFitting(opts)
	if err != nil {
		return nil, err
	}
	xs, err := data.From(x)
	if err != nil {
		return nil, fmt.Errorf("x: %w", err)
	}
	j, err := m.compiled(xs.Shape[1:])
	if err != nil {
		return nil, err
	}
	e, err := m.newEvaluation(j, xs, y, f)
	if err != nil {
		return nil, err
	}
	s := j.built.public.get()
	defer s.release()
	return e.run(ctx, s.weights)
}

// evaluation measures a job on the samples of a source.
type evaluation struct {
	job     *job
	src     data.Source
	indices []int
	targets *targets
	frame   *layer.Frame
	batch   *batch
	weigh   weigher
	row     []float32 // sample weights; nil: none
	y, loss []float32
	gauges  []*reader
	room    int
}

func (m *Model) newEvaluation(j *job, x, y any, f *fitting) (*evaluation, error) {
	xs, err := data.From(x)
	if err != nil {
		return nil, fmt.Errorf("x: %w", err)
	}
	if xs, err = m.asInput(xs); err != nil {
		return nil, fmt.Errorf("x: %w", err)
	}
	ys, err := m.knownLabels(y)
	if err != nil {
		return nil, fmt.Errorf("y: %w", err)
	}
	src, err := data.Memory(xs, ys)
	if err != nil {
		return nil, err
	}
	in, out := src.Shapes()
	if !sameShape(in, j.built.in) {
		return nil, fmt.Errorf("x: %w", m.inputError(in, j.built.in))
	}
	t, err := newTargets(j.loss, j.built.plan.Net.Out, out)
	if err != nil {
		return nil, fmt.Errorf("y: %w", err)
	}
	if err := t.checkAll(ys); err != nil {
		return nil, err
	}
	all := make([]int, src.Len())
	for i := range all {
		all[i] = i
	}
	e := m.evaluationOf(j, src, all, t)
	if f != nil && f.sampleWeight != nil {
		if err := checkSampleWeight(f.sampleWeight, src.Len()); err != nil {
			return nil, err
		}
		e.row, e.weigh.user = f.sampleWeight, true
	}
	return e, nil
}

// knownLabels reads targets; names must be those that the model knows.
func (m *Model) knownLabels(y any) (*data.Tensor, error) {
	names, ok := y.([]string)
	if !ok {
		return data.From(y)
	}
	if m.Meta().Classes == nil {
		return nil, fmt.Errorf("the model does not know the names of its classes: SetClasses")
	}
	t, _, err := data.Encode(names, m.Meta().Classes)
	return t, err
}

func (m *Model) evaluationOf(j *job, src data.Source, indices []int, t *targets) *evaluation {
	const most = 256
	p := j.built.plan
	e := &evaluation{job: j, src: src, indices: indices, targets: t, gauges: j.readers(t), room: min(most, max(len(indices), 1))}
	in, out := src.Shapes()
	e.batch = newBatch(e.room, layer.Shape(in).Size(), layer.Shape(out).Size(), t, needOther(e.gauges))
	e.frame = p.NewFrame(e.room, false, j.built.seed)
	e.weigh = newWeigher(j, e.room)
	e.weigh.ignore = j.loss.Weight
	e.y, e.loss = make([]float32, e.room*p.Net.Out.Size()), make([]float32, e.room*p.Net.Out.Vectors())
	return e
}

func (e *evaluation) run(ctx context.Context, weights []float32) (Scores, error) {
	for _, g := range e.gauges {
		g.state.Reset()
	}
	e.frame.Bind(weights, nil)
	mean := average{}
	b := e.batch
	for lo := 0; lo < len(e.indices); lo += e.room {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		b.indices = e.indices[lo:min(lo+e.room, len(e.indices))]
		if err := b.load(e.src, e.targets); err != nil {
			return nil, err
		}
		for i, k := range b.indices {
			if e.row != nil {
				b.row[i] = e.row[k]
			}
		}
		if b.other != nil {
			b.fillOther(e.job.loss, e.targets.n)
		}
		loss, err := e.measure(b)
		if err != nil {
			return nil, err
		}
		mean.add(loss, float64(b.rows))
	}
	return readings(e.job, e.gauges, Scores{{"loss", mean.value()}}), nil
}

// measure is the loss of one batch; the metrics are told of it.
func (e *evaluation) measure(b *batch) (float64, error) {
	j, p, f := e.job, e.job.built.plan, e.frame
	run := f.Run()
	run.Train, run.Penalize, run.Loss, run.Err = false, true, 0, nil
	n := p.Net.Out.Last()
	y, rowLoss := e.y[:b.rows*p.Net.Out.Size()], e.loss[:b.rows*p.Net.Out.Vectors()]
	target := b.target[:b.rows*b.t1]
	p.Raw(f, j.fusion != nil)
	mask := p.Predict(f, b.rows, b.x[:b.rows*b.x1], y, nil)
	if run.Err != nil {
		return 0, b.blame(run.Err)
	}
	if j.fusion != nil {
		j.fusion(rowLoss, y, nil, y, target, n)
	} else {
		j.loss.Rows(rowLoss, y, target, n)
	}
	e.weigh.set(b, mask, target, n)
	loss := e.weigh.apply(rowLoss, nil, n)
	measure(j, e.gauges, b, y, &e.weigh)
	p.Penalize(f)
	return loss + run.Loss, nil
}
