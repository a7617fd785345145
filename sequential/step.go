package sequential

import (
	"fmt"
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/losses"
	"github.com/layercake-go/layercake/metrics"
)

// trainer is the memory of training steps for up to room samples.
type trainer struct {
	job     *job
	room    int
	frame   *layer.Frame
	changes []float32 // gradients, then next states
	weigh   weigher
}

// batch is the memory of one batch of samples and targets.
type batch struct {
	rows       int
	x, y       []float32 // as the source gives them
	target     []float32 // in the loss's form
	other      []float32 // in the other form, if a metric reads that
	row        []float32 // weight of each sample
	x1, y1, t1 int       // values a sample
	indices    []int
}

func newTrainer(j *job, room int) *trainer {
	p := j.built.plan
	t := &trainer{job: j, room: room, frame: p.NewFrame(room, true, j.built.seed)}
	t.changes = make([]float32, p.Trainable+p.State)
	t.frame.Bind(j.built.weights, t.changes)
	if j.fusion != nil && p.Net.End() != nil {
		p.Fuse(t.frame)
	}
	t.weigh = newWeigher(j, room)
	return t
}

func newBatch(room, x, y int, t *targets, other bool) *batch {
	b := &batch{x1: x, y1: y, t1: t.want}
	b.x, b.y = make([]float32, room*x), make([]float32, room*y)
	b.target, b.row = make([]float32, room*t.want), make([]float32, room)
	if other {
		b.other = make([]float32, room*t.out.Size())
	}
	return b
}

// step trains on one batch and returns its loss, penalties included.
func (t *trainer) step(b *batch) (float64, error) {
	j, p, f := t.job, t.job.built.plan, t.frame
	run := f.Run()
	run.Train, run.Penalize, run.Step, run.Loss, run.Err = true, true, j.steps, 0, nil
	clear(t.changes[:p.Trainable])
	copy(t.changes[p.Trainable:], j.built.weights[p.Trainable:])

	y, dy, rowLoss, mask := p.Train(f, b.rows, b.x[:b.rows*b.x1], nil)
	if run.Err != nil {
		return 0, run.Err
	}
	n := p.Net.Out.Last()
	target := b.target[:b.rows*b.t1]
	t.weigh.set(b, mask, target, n)
	if j.fusion != nil {
		z := p.Logits(f)
		if z == nil {
			z = y
		}
		j.fusion.Rows(rowLoss, z, target, n)
		j.fusion.Grad(dy, y, target, n)
	} else {
		j.loss.Rows(rowLoss, y, target, n)
		j.loss.Grad(dy, y, target, n)
	}
	loss := t.weigh.apply(rowLoss, dy, n)
	measure(j, j.work.gauges, b, y, &t.weigh)
	p.Backward(f, nil, dy)
	p.Penalize(f)
	loss += run.Loss
	if math.IsNaN(loss) || math.IsInf(loss, 0) {
		return loss, nil
	}
	if k := j.opt.LossScaleFactor; k != nil { // Step divides by it
		kernel.Scale(t.changes[:p.Trainable], float32(*k))
	}
	j.state.Step(j.built.weights[:p.Trainable], t.changes[:p.Trainable])
	p.Constrain(j.built.weights)
	copy(j.built.weights[p.Trainable:], t.changes[p.Trainable:])
	j.steps++
	return loss, nil
}

// measure tells metrics of predictions y.
func measure(j *job, list []*reader, b *batch, y []float32, g *weigher) {
	for i, r := range list {
		t := b.target[:b.rows*b.t1]
		if r.other {
			t = b.other[:b.rows*r.width]
		}
		r.state.Update(y, t, g.metric(j.metrics[i].weighted))
	}
}

// weigher makes one weight a vector of a batch, from masks, sample weights and
// what the loss leaves out, and the number to divide by.
type weigher struct {
	vectors int
	reduce  string
	ignore  func(w, t []float32, n int)
	user    bool      // there are sample or class weights
	w       []float32 // for the loss
	mask    []float32 // of this batch
	plain   []float32 // mask alone, for metrics
	now     int       // vectors in this batch
	scale   float64
}

func newWeigher(j *job, room int) weigher {
	v := j.built.plan.Net.Out.Vectors()
	return weigher{vectors: v, reduce: j.loss.Reduction, w: make([]float32, room*v)}
}

// set prepares the weights of one batch.
func (g *weigher) set(b *batch, mask, target []float32, n int) {
	g.now, g.mask = b.rows*g.vectors, mask
	w := g.w[:g.now]
	for i := range w {
		if w[i] = 1; mask != nil {
			w[i] = mask[i]
		}
	}
	if g.ignore != nil {
		g.ignore(w, target, n)
	}
	count, total := 0.0, 0.0
	for i, v := range w {
		count += float64(v)
		w[i] = v * b.row[i/g.vectors]
		total += float64(w[i])
	}
	switch g.reduce {
	case "sum":
		g.scale = 1
	case "mean_with_sample_weight":
		g.scale = 1 / total
	default:
		g.scale = 1 / count
	}
	if math.IsInf(g.scale, 0) {
		g.scale = 0 // everything is masked
	}
}

// apply weighs the losses and their gradients, and returns the mean loss.
func (g *weigher) apply(rows, d []float32, n int) float64 {
	sum := 0.0
	for r, w := range g.w[:g.now] {
		if w != 0 {
			sum += float64(float64(w) * float64(rows[r]))
		}
		if d != nil {
			kernel.Scale(d[r*n:(r+1)*n], float32(float64(w)*g.scale))
		}
	}
	return float64(sum * g.scale)
}

// metric is the weights for metrics, weighted ones or not; nil is all ones.
func (g *weigher) metric(weighted bool) []float32 {
	if weighted && g.user {
		return g.w[:g.now]
	}
	return g.mask
}

// reader is a metric at work.
type reader struct {
	state metrics.State
	other bool // it reads the other form of targets
	width int  // of that form, values a sample
}

// readers starts every metric.
func (j *job) readers(t *targets) (list []*reader) {
	n, v := t.n, t.out.Vectors()
	for _, g := range j.metrics {
		r := &reader{state: g.metric.New(n), width: v * g.metric.Width(n)}
		r.other = j.loss.Integer != g.metric.Integer && r.width != t.want
		list = append(list, r)
	}
	return list
}

// readings is what the metrics say now.
func readings(j *job, list []*reader, into Scores) Scores {
	for i, r := range list {
		v := r.state.Result()
		for k, x := range v {
			name := j.metrics[i].label
			if len(v) > 1 {
				name = fmt.Sprintf("%s_%d", name, k)
			}
			into = append(into, Score{name, x})
		}
	}
	return into
}

// fillOther makes the other form of a batch's targets.
func (b *batch) fillOther(l *losses.Loss, n int) {
	t := b.target[:b.rows*b.t1]
	if l.Integer {
		expand(b.other, t, n)
	} else {
		number(b.other, t, n)
	}
}
