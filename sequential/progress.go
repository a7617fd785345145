package sequential

import (
	"fmt"
	"slices"
	"sync"

	"github.com/layercake-go/layercake/internal/snapshot"
)

// progress is how far a training has come, as it was when its weights were last
// published: what Save writes while Fit goes on.
type progress struct {
	sync.Mutex
	steps     uint64
	epochs    int
	iteration int
	slots     []snapshot.Array
}

// publish lets everybody else see the weights as they are now, and Save how far
// the training has come.
func (j *job) publish() {
	j.saved.Lock()
	defer j.saved.Unlock()
	j.built.public.put(j.built.weights)
	p := &j.saved
	p.steps, p.epochs = j.steps, j.epochs
	k := 0
	for i, v := range j.state.Variables() {
		if v.Data == nil {
			p.iteration = v.Int
			continue
		}
		if k == len(p.slots) {
			p.slots = append(p.slots, snapshot.Array{Name: fmt.Sprintf("optimizer/%d/%s", i, v.Name), Shape: []int{len(v.Data)}})
		}
		p.slots[k].Data = append(p.slots[k].Data[:0], v.Data...)
		k++
	}
}

// into adds the progress to a snapshot.
func (p *progress) into(s *snapshot.Snapshot) {
	s.Compile.Steps, s.Compile.Epochs, s.Compile.Iteration = p.steps, p.epochs, p.iteration
	for _, a := range p.slots {
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
