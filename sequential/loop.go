package sequential

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/layercake-go/layercake/internal/random"
)

// loop trains for all epochs.
func (r *run) loop(ctx context.Context) (h *History, err error) {
	start := time.Now()
	h = &History{Values: map[string][]float64{}}
	batches := (len(r.train) + r.batch - 1) / r.batch
	r.told = &Training{Epoch: r.first, Epochs: r.epochs, Batches: batches, Samples: len(r.train), History: h, model: r.m, job: r.job}
	t := r.told
	t.Names = r.names()
	t.Publish()
	defer r.job.work.batch.ahead.end()
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
	b.indices = r.part(t.Batch)
	if err := r.load(b); err != nil {
		return err
	}
	if t.Batch+1 < t.Batches {
		b.ahead.begin(r.part(t.Batch + 1))
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

// part are the samples of batch i of this epoch.
func (r *run) part(i int) []int {
	return r.order[i*r.batch : min((i+1)*r.batch, len(r.order))]
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
