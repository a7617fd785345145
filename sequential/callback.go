package sequential

// An Event is something that happens in training.
type Event uint8

const (
	TrainBegin Event = iota
	EpochBegin
	BatchEnd // after each step
	EpochEnd // after an epoch and its validation
	TrainEnd // always, also after an error or a cancelled context
)

// A Callback is told of events while Fit runs, on Fit's goroutine. An error
// stops the training.
type Callback interface {
	On(e Event, t *Training) error
}

// CallbackFunc lets a function be a Callback.
type CallbackFunc func(e Event, t *Training) error

// On calls f.
func (f CallbackFunc) On(e Event, t *Training) error { return f(e, t) }

// A Training is a Fit under way, as callbacks see it.
type Training struct {
	Epoch, Epochs  int    // this one, from 0, and how many there will be
	Batch, Batches int    // this one, from 0, and how many an epoch has
	Samples        int    // training samples in an epoch
	Logs           Scores // so far in this epoch; at its end with val_…
	History        *History

	model *Model
	job   *job
	stop  string
	saved []float32
}

// Model is what is trained. Its Predict sees the weights of the last epoch's
// end, or of the last Publish.
func (t *Training) Model() *Model { return t.model }

// Stop ends the training after this step or epoch; why is kept in the history.
func (t *Training) Stop(why string) { t.stop = why }

// LearningRate is that of the next step.
func (t *Training) LearningRate() float64 { return t.job.state.LearningRate() }

// SetLearningRate changes it; an error if it follows a schedule.
func (t *Training) SetLearningRate(r float64) error { return t.job.state.SetLearningRate(r) }

// Publish lets Predict and Save see the weights as they are now.
func (t *Training) Publish() { t.job.built.public.put(t.job.built.weights) }

// Keep remembers the weights as they are now, for Restore.
func (t *Training) Keep() {
	if t.saved == nil {
		t.saved = make([]float32, len(t.job.built.weights))
	}
	copy(t.saved, t.job.built.weights)
}

// Restore goes back to the weights of the last Keep; false if there are none.
func (t *Training) Restore() bool {
	if t.saved == nil {
		return false
	}
	copy(t.job.built.weights, t.saved)
	t.Publish()
	return true
}

// HigherIsBetter reports whether the metric under that name, with or without
// val_ before it, is better when it is higher.
func (t *Training) HigherIsBetter(name string) bool { return t.job.higher(name) }
