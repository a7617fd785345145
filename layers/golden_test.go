package layers_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/golden"
	"github.com/layercake-go/layercake/layer"
)

// keras is one case of Keras: a layer with weights, what it puts out, and the
// gradients for a given DY. The batch axis is part of every shape.
type keras struct {
	Cls      string
	Kwargs   golden.Args
	X, Y     golden.Array
	DY, DX   golden.Array
	DWeights []golden.Array
	Weights  []struct {
		Name      string
		Trainable bool
		Value     golden.Array
	}
	Mask    golden.Array
	OutMask golden.Array `json:"out_mask"`
	Losses  []float64
	Train   *struct {
		Y, DY, DX golden.Array
		DWeights  []golden.Array
		After     []struct{ Value golden.Array } `json:"non_trainable_after"`
	}
	AdaptData  golden.Array `json:"adapt_data"`
	Statistics *statistics
}

var unmet = golden.Unmet{
	"Activation/sparsemax": "Keras adds partial sums into its threshold: its shares do not add up to 1",
	"Softmax/mask":         "a mask of Keras's Softmax has one value for each number; here a mask has one for each vector, as all other layers want it",
}

func TestGolden(t *testing.T) {
	golden.Check(t, "testdata/layers.jsonl", unmet, func(t testing.TB, raw json.RawMessage) {
		var c keras
		golden.Decode(t, raw, &c)
		if c.Statistics != nil {
			c.Statistics.check(t, parse(t, &c))
			return
		}
		k := newKeras(t, &c)
		k.predict()
		k.backward(false, c.Y, c.DY, c.DX, c.DWeights)
		if m := c.Train; m != nil {
			k.backward(true, m.Y, m.DY, m.DX, m.DWeights)
			k.after(m.After)
		}
		k.losses()
	})
}

// run is a case in our hands.
type run struct {
	*keras
	t       testing.TB
	plan    *layer.Plan
	rows    int
	w       []float32
	changes []float32
}

func parse(t testing.TB, c *keras) layer.Spec {
	s, err := layer.Parse(call.Call{Name: c.Cls, Args: c.Kwargs})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func newKeras(t testing.TB, c *keras) *run {
	in := layer.Shape(c.X.Shape[1:])
	if c.Mask.Data != nil && len(c.Mask.Data) != c.X.Shape[0]*in.Vectors() {
		t.Fatalf("a mask %v for an input %v: ours has one value for each vector", c.Mask.Shape, c.X.Shape)
	}
	plan, err := layer.NewPlan(parse(t, c), in, c.Mask.Data != nil)
	if err != nil {
		t.Fatal(err)
	}
	r := &run{keras: c, t: t, plan: plan, rows: c.X.Shape[0], w: make([]float32, plan.Weights)}
	r.load()
	return r
}

// load takes Keras's weights, or learns them as Keras did.
func (r *run) load() {
	if len(r.plan.Params) != len(r.Weights) {
		r.t.Fatalf("%d arrays of weights, want %d", len(r.plan.Params), len(r.Weights))
	}
	r.plan.Init(r.w, 0)
	if r.AdaptData.Data != nil {
		a := r.plan.Net.Adapt()
		a.See(r.AdaptData.Data)
		a.Done(func(p *layer.Param) []float32 { return layer.Window(r.w, p) })
	}
	for i, p := range r.plan.Params {
		want, w := r.Weights[i], layer.Window(r.w, p)
		if p.Name != want.Name || !slices.Equal(p.Shape, layer.Shape(want.Value.Shape)) {
			r.t.Errorf("weight %d is %s %v, want %s %v", i, p.Name, p.Shape, want.Name, want.Value.Shape)
		}
		switch {
		case r.AdaptData.Data == nil:
			copy(w, want.Value.Data)
		case p == r.plan.Net.Adapted:
			// Keras leaves its count at 0; ours says that the layer was adapted.
			golden.Near(r.t, p.Name, w, golden.Array{Data: []float32{float32(r.AdaptData.Shape[0])}})
		default:
			golden.Near(r.t, p.Name, w, want.Value)
		}
	}
}

func (r *run) frame(backward bool) *layer.Frame {
	f := r.plan.NewFrame(r.rows, backward, 0)
	r.changes = make([]float32, r.plan.Trainable+r.plan.State)
	f.Bind(r.w, r.changes)
	f.Poison()
	return f
}

func (r *run) predict() {
	if !slices.Equal(r.plan.Net.Out, layer.Shape(r.Y.Shape[1:])) {
		r.t.Fatalf("output %v, want %v", r.plan.Net.Out, r.Y.Shape)
	}
	y := make([]float32, len(r.Y.Data))
	mask := r.plan.Predict(r.frame(false), r.rows, r.X.Data, y, r.Mask.Data)
	golden.Near(r.t, "y", y, r.Y)
	golden.Near(r.t, "out_mask", mask, r.OutMask)
}

func (r *run) backward(train bool, wantY, dy, wantDX golden.Array, wantDW []golden.Array) {
	if dy.Data == nil {
		return // Keras's preprocessing layers have none
	}
	f := r.frame(true)
	f.Run().Train = train
	y, d, _, _ := r.plan.Train(f, r.rows, r.X.Data, r.Mask.Data)
	golden.Near(r.t, "y", y, wantY)
	copy(d, dy.Data)
	dx := make([]float32, len(r.X.Data))
	r.plan.Backward(f, dx, d)
	golden.Near(r.t, "dx", dx, wantDX)
	for _, p := range r.plan.Params {
		if p.Kind == layer.Trainable {
			if len(wantDW) == 0 {
				r.t.Fatalf("no gradient of %s", p.Name)
			}
			golden.Near(r.t, "d"+p.Name, layer.Window(r.changes, p), wantDW[0])
			wantDW = wantDW[1:]
		}
	}
	if len(wantDW) > 0 {
		r.t.Errorf("%d gradients more", len(wantDW))
	}
}

// after compares what a step in training makes of the moving averages.
func (r *run) after(want []struct{ Value golden.Array }) {
	for _, p := range r.plan.Params {
		if p.Kind == layer.State {
			golden.Near(r.t, p.Name+" after a step", layer.Window(r.changes, p), want[0].Value)
			want = want[1:]
		}
	}
	if len(want) > 0 {
		r.t.Errorf("%d moving averages more", len(want))
	}
}

// losses compares the sum of all penalties.
func (r *run) losses() {
	want := 0.0
	for _, v := range r.Losses {
		want += v
	}
	f := r.frame(true)
	f.Run().Penalize = true
	r.plan.Train(f, r.rows, r.X.Data, r.Mask.Data)
	r.plan.Penalize(f)
	if have := f.Run().Loss; !golden.Tight.Equal(have, want) {
		r.t.Errorf("penalties %v, want %v", have, want)
	}
}
