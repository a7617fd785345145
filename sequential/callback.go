package sequential

import "fmt"

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
	Epoch, Epochs  int // this one, from 0, and how many there will be
	Batch, Batches int // this one, from 0, and how many an epoch has
	Samples        int // training samples in an epoch

	// Logs are the scores so far in this epoch, at its end with val_… ones. A
	// callback may append to them at EpochEnd; the history gets that too.
	Logs Scores
	// Names are what Logs hold at an epoch's end, known from TrainBegin on. A
	// callback that appends a score appends its name then.
	Names   []string
	History *History

	model *Model
	job   *job
	stop  string
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
func (t *Training) Publish() { t.job.publish() }

// Keep returns a copy of the weights as they are now, for Restore. It reuses
// the memory of into, which may be nil.
func (t *Training) Keep(into []float32) []float32 {
	return append(into[:0], t.job.built.weights...)
}

// Restore goes back to weights that Keep returned in this training.
func (t *Training) Restore(kept []float32) {
	copy(t.job.built.weights, kept)
	t.Publish()
}

// Say adds a line to the events of the history: what a callback did, and why.
func (t *Training) Say(format string, args ...any) {
	t.History.Events = append(t.History.Events, fmt.Sprintf(format, args...))
}

// HigherIsBetter reports whether the metric under that name, with or without
// val_ before it, is better when it is higher.
func (t *Training) HigherIsBetter(name string) bool { return t.job.higher(name) }
