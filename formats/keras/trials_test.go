package keras_test

import (
	"testing"

	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/losses"
	"github.com/layercake-go/layercake/metrics"
	"github.com/layercake-go/layercake/optim"
	"github.com/layercake-go/layercake/regularizers"
	"github.com/layercake-go/layercake/sequential"
)

// trials has every layer, initializer, regularizer, constraint, loss, metric,
// optimizer and schedule that is registered, at random.
func trials(t *testing.T) (list []trial) {
	m := newMaker(1)
	add := func(noun string, e registry.Entry, make func() *sequential.Model) {
		model := make()
		model.SetSeed(0)
		x, y := m.data(t, model)
		list = append(list, trial{title(noun, e), model, x, y})
	}
	for _, e := range layer.Entries() {
		if e.Class != "InputLayer" {
			add("layer", e, func() *sequential.Model { return m.layered(t, e) })
		}
	}
	for noun, table := range map[string]struct {
		key     string
		entries []registry.Entry
	}{
		"initializer": {"kernel_initializer", initializers.Entries()},
		"regularizer": {"kernel_regularizer", regularizers.Entries()},
		"constraint":  {"kernel_constraint", constraints.Entries()},
	} {
		for _, e := range table.entries {
			if e.Class == "STFT" { // for kernels of three axes
				continue
			}
			add(noun, e, func() *sequential.Model { return m.keyed(t, table.key, e) })
		}
	}
	for _, e := range losses.Entries() {
		add("loss", e, func() *sequential.Model {
			return made(t, e.Name, func() (*sequential.Model, error) { return lossModel(m.call(e, "reduction", "axis"), "sgd") })
		})
	}
	for _, e := range metrics.Entries() {
		add("metric", e, func() *sequential.Model {
			return made(t, e.Name, func() (*sequential.Model, error) { return m.measured(e) })
		})
	}
	for _, e := range optim.Entries() {
		add("optimizer", e, func() *sequential.Model {
			return made(t, e.Name, func() (*sequential.Model, error) { return lossModel("mse", m.call(e)) })
		})
	}
	for _, e := range optim.ScheduleEntries() {
		add("schedule", e, func() *sequential.Model {
			return made(t, e.Name, func() (*sequential.Model, error) {
				return lossModel("mse", call.Call{Name: "adam", Args: []call.Arg{{Name: "learning_rate", Value: m.call(e)}}})
			})
		})
	}
	return list
}

// keyed is a model with a Dense of which one key is of e.
func (m maker) keyed(t *testing.T, key string, e registry.Entry) *sequential.Model {
	return made(t, e.Name, func() (*sequential.Model, error) {
		model := sequential.New(layers.Input(4), layers.Dense(4, layer.Option{Name: key, Value: m.call(e)}), layers.Dense(3, "softmax"))
		return model, model.Compile("sgd", "sparse_categorical_crossentropy", "accuracy")
	})
}

// measured is a model with a metric of e, on a loss whose targets it can read.
func (m maker) measured(e registry.Entry) (*sequential.Model, error) {
	x, err := metrics.Get(m.call(e, "axis"))
	if err != nil {
		return nil, err
	}
	loss, last := "categorical_crossentropy", "softmax"
	if x.Integer {
		loss = "sparse_categorical_crossentropy"
	} else if m.IntN(2) == 0 {
		loss, last = "binary_crossentropy", "sigmoid"
	}
	model := sequential.New(layers.Input(5), layers.Dense(3, last))
	return model, model.Compile("sgd", loss, x)
}
