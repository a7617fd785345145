package sequential

import (
	"fmt"
	"slices"
	"sync"
)

// remarks are the notes of a training, written while others may read them.
type remarks struct {
	mu    sync.Mutex
	lines []string
}

func (r *remarks) add(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, fmt.Sprintf(format, args...))
}

func (r *remarks) clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = nil
}

func (r *remarks) list() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.lines)
}
