package sequential

import (
	"strings"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/optim"
)

// work is the memory of a training, kept between Fits.
type work struct {
	*trainer
	batch  *batch
	gauges []*reader
	room   int
}

func newWork(j *job, room int, src data.Source, t *targets) *work {
	w := &work{trainer: newTrainer(j, room), room: room}
	w.reset(j, src, t)
	return w
}

// reset makes the memory of batches for another source.
func (w *work) reset(j *job, src data.Source, t *targets) {
	w.gauges = j.readers(t)
	in, out := src.Shapes()
	w.batch = newBatch(w.room, layer.Shape(in).Size(), layer.Shape(out).Size(), t, needOther(w.gauges))
	w.batch.ahead = newAhead(src, w.batch)
	w.trainer.weigh.ignore = j.loss.Weight
}

func needOther(list []*reader) bool {
	for _, r := range list {
		if r.other {
			return true
		}
	}
	return false
}

// restart forgets what the optimizer has learnt of the gradients.
func (j *job) restart() { j.state = j.newState(j.built.weights) }

// newState is the beginning of a training of the weights w.
func (j *job) newState(w []float32) *optim.State {
	var windows []int
	for _, s := range variableShapes(j.built.plan) {
		windows = append(windows, s.Size())
	}
	return j.opt.NewState(w[:j.built.plan.Trainable], windows)
}

// higher reports whether more is better for the metric under that name.
func (j *job) higher(name string) bool {
	name = strings.TrimPrefix(name, "val_")
	for _, g := range j.metrics {
		if g.label == name && g.metric != nil {
			return g.metric.Higher
		}
	}
	return false
}
