package sequential

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/layer"
)

// built is a model's layers in their places, with weights.
type built struct {
	plan    *layer.Plan
	in      layer.Shape
	weights []float32  // the slab that Fit works on
	public  *publisher // whole steps of it, for everybody else
	seed    uint64

	// For Predict:
	x1, y1 int // values a sample
	room   int // rows of a frame: what is run at once
	cost   int // nanoseconds a row, about
	frames frames
	pieces sync.Pool
}

// A LayerError says which layer of a model is wrong.
type LayerError struct {
	Layer     string // its name
	Place, Of int    // the Place-th of Of layers, from 1
	Path      string // where it stands: layers[2], layers[2].layers[0]
	Err       error
}

func (e *LayerError) Error() string {
	return fmt.Sprintf("layer %q (%d of %d): %v", e.Layer, e.Place, e.Of, e.Err)
}

func (e *LayerError) Unwrap() error { return e.Err }

// layerError gives the error of a build its place in the model. The outermost
// layer of err is the model itself.
func (m *Model) layerError(err error) error {
	var model, e *layer.Error
	if !errors.As(err, &model) {
		return err
	}
	if !errors.As(model.Err, &e) {
		return fmt.Errorf("model %q: %w", m.Name, model.Err)
	}
	out := &LayerError{Layer: e.Node.Name, Place: e.Place(), Of: len(m.specs), Err: e.Err}
	out.Path = fmt.Sprintf("layers[%d]", e.Place()-1)
	for inner := e; errors.As(inner.Err, &inner); {
		out.Path += "." + inner.Node.Attr
		if inner.Node.Attr == "layers" {
			out.Path += fmt.Sprintf("[%d]", inner.Place()-1)
		}
	}
	return out
}

// BuildFor builds the layers for samples of the given shape, as Compile does
// where the model has an Input. Layers that were built before for the same
// input keep their weights.
func (m *Model) BuildFor(shape ...int) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, err := m.buildLocked(shape)
	return err
}

// ready returns the built model, built now for rows of shape in if it is not.
func (m *Model) ready(in layer.Shape) (*built, error) {
	if b := m.built.Load(); b != nil && !m.stale.Load() {
		return b, nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.input != nil {
		in = m.input
	}
	return m.buildLocked(in)
}

func (m *Model) buildLocked(in layer.Shape) (*built, error) {
	old := m.built.Load()
	if old != nil && !m.stale.Load() && slices.Equal(old.in, in) {
		return old, nil
	}
	if err := errors.Join(m.early...); err != nil {
		return nil, err
	}
	if in == nil {
		return nil, errors.New("the shape of the input is not known: add an Input first, or call BuildFor")
	}
	if err := checkInput(in); err != nil {
		return nil, err
	}
	plan, err := layer.NewPlan(m.fresh(), in, false)
	if err != nil {
		return nil, m.layerError(err)
	}
	if old != nil && old.public.shared && plan.KeepsAll(old.plan) {
		return m.install(plan, in, old.weights, old.public), nil // which nobody writes to
	}
	weights := make([]float32, plan.Weights)
	plan.Init(weights, m.seed)
	if old != nil {
		plan.Keep(weights, old.plan, old.weights)
	}
	return m.install(plan, in, weights, newPublisher(weights)), nil
}

// install makes layers with weights what the model is. Until it is trained there
// is one slab of them. Layers that have the slab of others have their publisher
// too, which alone knows who reads it.
func (m *Model) install(plan *layer.Plan, in layer.Shape, weights []float32, public *publisher) *built {
	b := &built{plan: plan, in: in, weights: weights, public: public, seed: m.seed}
	b.x1, b.y1, b.room = in.Size(), plan.Net.Out.Size(), frameRows(plan)
	b.cost = plan.Weights/productSpeed + 1
	b.frames.rest.New = func() any { return plan.NewFrame(b.room, false, b.seed) }
	b.pieces.New = func() any { return &pieces{b: b} }
	m.built.Store(b)
	m.stale.Store(false)
	return b
}

// own makes the working slab one that only the writer of weights has.
func (b *built) own() {
	if b.public.shared {
		b.weights, b.public.shared = slices.Clone(b.weights), false
	}
}

// checkInput refuses sizes that no sample has.
func checkInput(in layer.Shape) error {
	for _, d := range in {
		if d < 1 {
			return fmt.Errorf("Input%v: want sizes of at least 1, have %d", in, d)
		}
	}
	return nil
}

// fresh is the model as a Spec that does not start from its own old weights.
func (m *Model) fresh() layer.Spec { return &stack{Model: m} }

// stack builds a model's layers without adopting its weights: Keep does that,
// layer by layer.
type stack struct{ *Model }

func (s *stack) Build(n *layer.Node) (layer.Layer, error) {
	return (&layer.Chain{Layers: s.specs, Common: layer.Common{Trainable: true}}).Build(n)
}

// productSpeed is how many weights one thread multiplies in a nanosecond, about.
const productSpeed = 50

// frameRows is how many rows Predict runs at once: as many as fit a cache.
func frameRows(p *layer.Plan) int {
	const values = 1 << 16
	_, one := p.Sizes(1)
	_, two := p.Sizes(2)
	return min(max(values/max(two-one, 1), 1), 256)
}

// Plan is what the model was built to; nil before. It is for summaries and
// pictures, and must not be changed.
func (m *Model) Plan() *layer.Plan {
	if b := m.built.Load(); b != nil {
		return b.plan
	}
	return nil
}

// Nodes returns the built layers, in order; nil before the model is built.
func (m *Model) Nodes() []*layer.Node {
	if b := m.built.Load(); b != nil {
		return b.plan.Net.Inner
	}
	return nil
}

// Layer returns the built layer of that name.
func (m *Model) Layer(name string) (*layer.Node, error) {
	b, err := m.ready(nil)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, n := range b.plan.Net.Inner {
		if n.Name == name {
			return n, nil
		}
		names = append(names, n.Name)
	}
	return nil, fmt.Errorf("there is no layer %q%s", name, nearest.Hint(name, names))
}
