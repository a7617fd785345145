package callbacks

import (
	"slices"

	"github.com/layercake-go/layercake/sequential"
)

// learningRate is the name under which the history gets it.
const learningRate = "learning_rate"

// announce adds a name to those of an epoch's scores; it is for TrainBegin.
func announce(t *sequential.Training, name string) {
	if !slices.Contains(t.Names, name) {
		t.Names = append(t.Names, name)
	}
}

// record puts a value of the callback's own into the scores of an epoch, and so
// into the history; names are known from TrainBegin on.
func record(t *sequential.Training, name string, v float64) {
	for i := range t.Logs {
		if t.Logs[i].Name == name {
			t.Logs[i].Value = v
			return
		}
	}
	t.Logs = append(t.Logs, sequential.Score{Name: name, Value: v})
}
