// Package sequential stacks layers into a model, trains it, and asks it.
//
//	model := sequential.New(Input(64))
//	model.Add(Dense(100, "relu"))
//	model.Add(Dense(10, "softmax"))
//	err := model.Compile("adam", "sparse_categorical_crossentropy", "accuracy")
//	history, err := model.Fit(x, y, sequential.Epochs(20))
//	probabilities, err := model.Predict(x)
package sequential

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

// A Model is a stack of layers. Predict, Evaluate, Logits, Explain and their
// like may be called from any number of goroutines, also while Fit runs; what
// changes the model (Add, Compile, Fit, SetWeights …) may not run twice at once.
//
// A Model is a layer.Spec too, so one may be a layer of another, which then
// starts from its weights.
type Model struct {
	layer.Common
	input layer.Shape // nil until it is known
	specs []layer.Spec
	seed  uint64
	meta  atomic.Pointer[Meta]
	early []error // mistakes in Add, kept for Compile

	mu    sync.Mutex // guards building
	built atomic.Pointer[built]
	stale atomic.Bool // layers were changed since they were built

	job       atomic.Pointer[job] // what Compile made; nil before
	binding   sync.Mutex          // guards binding the job to what was built
	fitting   sync.Mutex          // is held by Fit
	loadNotes []string
}

// Meta is what a model knows beyond its arithmetic; it is saved with it.
type Meta struct {
	Classes  []string // names of the outputs
	Features []string // names of the inputs
	Target   string   // what is predicted
}

// New returns a model of the given layers, the first of which may be an Input.
func New(specs ...layer.Spec) *Model {
	m := &Model{Common: layer.Common{Name: "sequential", Trainable: true}}
	for _, s := range specs {
		m.Add(s)
	}
	return m
}

// Add appends a layer. It never fails: Compile says what is wrong, with the
// layer's name. The spec is copied, so that one may be added twice.
func (m *Model) Add(s layer.Spec) {
	if in, ok := s.(*layers.InputSpec); ok {
		m.addInput(in)
		return
	}
	if s != nil && reflect.ValueOf(s).IsNil() {
		s = nil // of a known type: Compile says so
	}
	switch inner, isModel := s.(*Model); {
	case isModel && inner.holds(m):
		m.early = append(m.early, fmt.Errorf("model %q cannot be a layer of itself", m.Name))
		return
	case !isModel && s != nil:
		s = layer.Clone(s)
	}
	m.specs = append(m.specs, s)
	m.stale.Store(true)
}

// holds reports whether m is other, or has it somewhere among its layers.
func (m *Model) holds(other *Model) bool {
	if m == other {
		return true
	}
	return slices.ContainsFunc(m.specs, func(s layer.Spec) bool {
		inner, ok := s.(*Model)
		return ok && inner.holds(other)
	})
}

func (m *Model) addInput(in *layers.InputSpec) {
	err := layer.ConstructorError(in)
	if err == nil {
		err = checkInput(in.Shape)
	}
	switch {
	case err != nil:
		m.early = append(m.early, err)
	case m.input != nil || len(m.specs) > 0:
		m.early = append(m.early, fmt.Errorf("Input%v stands after layer %d; it must be the first", layer.Shape(in.Shape), len(m.specs)))
	default:
		m.input = slices.Clone(in.Shape)
		if m.input == nil {
			m.input = layer.Shape{}
		}
	}
}

// Pop removes the last layer and returns its spec; nil if there is none.
func (m *Model) Pop() layer.Spec {
	if len(m.specs) == 0 {
		return nil
	}
	last := m.specs[len(m.specs)-1]
	m.specs = m.specs[:len(m.specs)-1]
	m.stale.Store(true)
	return last
}

// Layers returns the specs of the layers, without the Input.
func (m *Model) Layers() []layer.Spec { return slices.Clone(m.specs) }

// Input is the shape of one sample; nil while it is not known.
func (m *Model) Input() layer.Shape { return slices.Clone(m.input) }

// Output is the shape of one prediction; nil while the model is not built.
func (m *Model) Output() layer.Shape {
	if b := m.built.Load(); b != nil {
		return slices.Clone(b.plan.Net.Out)
	}
	return nil
}

// Title is the model's name.
func (m *Model) Title() string { return m.Name }

// SetName names the model, in its summary and in files.
func (m *Model) SetName(name string) { m.Name = name }

// SetSeed sets what all random numbers of the model come from: first weights,
// shuffling, dropout. The same seed gives the same model, bit for bit. It holds
// for weights that are not made yet; 0 is the default.
func (m *Model) SetSeed(seed uint64) { m.seed = seed }

// Seed is the seed of all random numbers of the model.
func (m *Model) Seed() uint64 { return m.seed }

// Meta returns what the model knows of its classes and features.
func (m *Model) Meta() Meta {
	if meta := m.meta.Load(); meta != nil {
		return *meta
	}
	return Meta{}
}

// SetMeta sets what the model knows of its classes and features.
func (m *Model) SetMeta(meta Meta) { m.meta.Store(&meta) }

// Classes names the outputs, in order; nil if they have no names.
func (m *Model) Classes() []string { return slices.Clone(m.Meta().Classes) }

// SetClasses names the outputs, in order. They are saved with the model.
func (m *Model) SetClasses(names ...string) {
	meta := m.Meta()
	meta.Classes = slices.Clone(names)
	m.SetMeta(meta)
}

// Freeze keeps the weights of the named layers as they are, from the next
// Compile on.
func (m *Model) Freeze(names ...string) error { return m.setTrainable(false, names) }

// Unfreeze lets the named layers learn again, from the next Compile on.
func (m *Model) Unfreeze(names ...string) error { return m.setTrainable(true, names) }

func (m *Model) setTrainable(yes bool, names []string) error {
	for _, name := range names {
		n, err := m.Layer(name)
		if err != nil {
			return err
		}
		layer.SetTrainable(n.Spec, yes)
		m.stale.Store(true)
	}
	return nil
}

// Build makes the model a layer of another, which starts from its weights.
func (m *Model) Build(n *layer.Node) (layer.Layer, error) {
	n.Label = "Sequential"
	l, err := (&layer.Chain{Layers: m.specs, Common: layer.Common{Trainable: true}}).Build(n)
	if b := m.built.Load(); err == nil && b != nil {
		n.AdoptFrom(b.plan, b.weights)
	}
	return l, err
}
