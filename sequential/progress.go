package sequential

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/optim"
)

// progress is how far a training has come, as it was when its weights were last
// published: what Save writes while Fit goes on, and what Fit goes on from after
// Load.
type progress struct {
	sync.Mutex
	steps     uint64
	epochs    int
	iteration int
	slots     []snapshot.Array // of the optimizer; nil before the first step
}

// publish lets everybody else see the weights as they are now, and Save how far
// the training has come.
func (j *job) publish() {
	j.saved.Lock()
	defer j.saved.Unlock()
	j.built.public.put(j.built.weights)
	p := &j.saved
	p.steps, p.epochs = j.steps, j.epochs
	p.slots, p.iteration = record(p.slots, j.state, j.built.plan)
}

// record copies what the optimizer remembers into slots.
func record(slots []snapshot.Array, s *optim.State, plan *layer.Plan) (_ []snapshot.Array, iteration int) {
	shapes := variableShapes(plan)
	k := 0
	for i, v := range s.Variables() {
		if v.Data == nil {
			iteration = v.Int
			continue
		}
		if k == len(slots) {
			slots = append(slots, snapshot.Array{Name: fmt.Sprintf("optimizer/%d/%s", i, v.Name), Shape: []int{}})
		}
		if v.Of >= 0 {
			slots[k].Shape = shapes[v.Of]
		}
		slots[k].Data = append(slots[k].Data[:0], v.Data...)
		k++
	}
	return slots, iteration
}

// variableShapes are the shapes of what the optimizer moves.
func variableShapes(plan *layer.Plan) (shapes []layer.Shape) {
	for _, p := range plan.Params {
		if p.Kind == layer.Trainable {
			shapes = append(shapes, p.Shape)
		}
	}
	return shapes
}

// resume makes the memory of a training that has not begun in this program.
func (j *job) resume() error {
	if j.state != nil {
		return nil
	}
	j.restart()
	j.saved.Lock()
	defer j.saved.Unlock()
	slots := j.saved.slots
	if slots == nil {
		return nil
	}
	vars := j.state.Variables()
	for i, v := range vars {
		if v.Data == nil {
			vars[i].Int = j.saved.iteration
		} else {
			vars[i].Data, slots = slots[0].Data, slots[1:]
		}
	}
	return j.state.Restore(vars)
}

// restore takes what a file says of a training. Nothing is read that this
// optimizer has no use for.
func (p *progress) restore(opt *optim.Optimizer, plan *layer.Plan, c *snapshot.Compile, slots []snapshot.Array) error {
	if o, err := optim.Get(c.Optimizer); err == nil && o.Name != opt.Name {
		return fmt.Errorf("the file has what %s remembers, the model is compiled with %s", o.Name, opt.Name)
	}
	shapes := variableShapes(plan)
	want := opt.NewState(nil, make([]int, len(shapes))).Variables()[1:] // without the iteration
	if len(slots) != len(want) {
		return fmt.Errorf("want %d variables of %s, have %d", len(want), opt.Name, len(slots))
	}
	if c.Iteration < 0 || c.Iteration > math.MaxInt32 {
		return fmt.Errorf("want a number of steps, have %d", c.Iteration)
	}
	for i, v := range want {
		size := 1
		if v.Of >= 0 {
			size = shapes[v.Of].Size()
		}
		if have := slots[i].Len(); have != size {
			return fmt.Errorf("%s: want %d values for %s, have %d", slots[i].Name, size, v.Name, have)
		}
	}
	var list []snapshot.Array
	for i, v := range want {
		values, err := slots[i].Values()
		if err != nil {
			return err
		}
		a := snapshot.Array{Name: fmt.Sprintf("optimizer/%d/%s", i+1, v.Name), Shape: []int{}, Data: values}
		if v.Of >= 0 {
			a.Shape = shapes[v.Of]
		} else if v.Name == "learning_rate" && !(values[0] >= 0) {
			return errors.New("the learning rate is no number of at least 0")
		}
		list = append(list, a)
	}
	p.Lock()
	defer p.Unlock()
	p.slots, p.iteration = list, c.Iteration
	return nil
}

// forget lets the next Fit begin with an optimizer that remembers nothing.
func (p *progress) forget() {
	p.Lock()
	defer p.Unlock()
	p.slots, p.iteration = nil, 0
}

// into adds the progress of j, whose weights are w, to a snapshot.
func (p *progress) into(s *snapshot.Snapshot, j *job, w []float32) {
	p.Lock()
	defer p.Unlock()
	slots, iteration := p.slots, p.iteration
	if slots == nil {
		slots, iteration = record(nil, j.newState(w), j.built.plan)
	}
	s.Compile.Steps, s.Compile.Epochs, s.Compile.Iteration = p.steps, p.epochs, iteration
	for _, a := range slots {
		a.Data = slices.Clone(a.Data)
		s.Slots = append(s.Slots, a)
	}
}

// size is the number of values that the optimizer remembered when the training
// was last published; 0 before the first step.
func (p *progress) size() int {
	p.Lock()
	defer p.Unlock()
	if p.steps == 0 {
		return 0
	}
	n := 1 // the iteration
	for _, a := range p.slots {
		n += len(a.Data)
	}
	return n
}
