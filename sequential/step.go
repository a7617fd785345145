package sequential

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

// trainer is the memory of training steps for up to room samples.
type trainer struct {
	job     *job
	room    int
	frame   *layer.Frame
	changes []float32 // gradients, then next states
	weigh   weigher
}

func newTrainer(j *job, room int) *trainer {
	p := j.built.plan
	t := &trainer{job: j, room: room, frame: p.NewFrame(room, true, j.built.seed)}
	t.changes = kernel.Apart(p.Trainable+p.State, 1)
	t.frame.Bind(j.built.weights, t.changes)
	p.Raw(t.frame, j.fusion != nil)
	t.weigh = newWeigher(j, room)
	return t
}

// step trains on one batch and returns its loss, penalties included.
func (t *trainer) step(b *batch) (float64, error) {
	j, p, f := t.job, t.job.built.plan, t.frame
	run := f.Run()
	run.Train, run.Penalize, run.Step, run.Loss, run.Err = true, true, j.steps, 0, nil
	p.ForgetGrads(f)
	copy(t.changes[p.Trainable:], j.built.weights[p.Trainable:])

	y, dy, rowLoss, mask := p.Train(f, b.rows, b.x[:b.rows*b.x1], nil)
	if run.Err != nil {
		return 0, b.blame(run.Err)
	}
	n := p.Net.Out.Last()
	target := b.target[:b.rows*b.t1]
	t.weigh.set(b, mask, target, n)
	if j.fusion != nil {
		j.fusion(rowLoss, y, dy, y, target, n)
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
