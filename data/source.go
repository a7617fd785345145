package data

import "github.com/layercake-go/layercake/internal/kernel"

// Source gives rows to learn from, wherever they lie.
type Source interface {
	// Len returns the number of rows.
	Len() int
	// Shapes returns the shape of one row of x and of y: [28 28], and an empty
	// one where a row is one number. A nil y means that there are no targets.
	Shapes() (x, y []int)
	// Batch copies the given rows one after the other into x and y, which must
	// have their exact sizes; y is empty where there are no targets. It must be
	// safe to call from several goroutines.
	Batch(x, y []float32, indices []int) error
}

// Memory returns a source over tensors. A nil y means that there are no targets.
// Tensors of different length are an error that names both. Batch allocates
// nothing.
func Memory(x, y *Tensor) (Source, error) {
	if err := checkPair(x, y); err != nil {
		return nil, err
	}
	m := &memory{x: x, y: y, xSize: x.RowSize()}
	if y != nil {
		m.ySize = y.RowSize()
	}
	return m, nil
}

// InMemory reports whether s is one of Memory's: a batch of it takes no longer
// than copying it, and may be copied before its turn.
func InMemory(s Source) bool {
	_, ok := s.(*memory)
	return ok
}

// checkPair checks x, y (which may be nil) and that they have as many rows.
func checkPair(x, y *Tensor) error {
	if x == nil {
		return problem("x is nil")
	}
	if err := x.check(); err != nil {
		return err
	}
	if y == nil {
		return nil
	}
	if err := y.check(); err != nil {
		return err
	}
	if x.Rows() != y.Rows() {
		return problem("x has %d rows, y has %d", x.Rows(), y.Rows())
	}
	return nil
}

type memory struct {
	x, y         *Tensor
	xSize, ySize int
}

func (m *memory) Len() int { return m.x.Rows() }

func (m *memory) Shapes() (x, y []int) {
	if m.y == nil {
		return m.x.Shape[1:], nil
	}
	return m.x.Shape[1:], m.y.Shape[1:]
}

func (m *memory) Batch(x, y []float32, indices []int) error {
	if len(x) != len(indices)*m.xSize || len(y) != len(indices)*m.ySize {
		return problem("%d rows need %d values of x and %d of y, had room for %d and %d",
			len(indices), len(indices)*m.xSize, len(indices)*m.ySize, len(x), len(y))
	}
	for _, from := range indices {
		if from < 0 || from >= m.x.Rows() {
			return problem("there is no row %d; the rows are 0 to %d", from, m.x.Rows()-1)
		}
	}
	kernel.Gather(x, m.x.Data, m.xSize, indices)
	if m.ySize > 0 {
		kernel.Gather(y, m.y.Data, m.ySize, indices)
	}
	return nil
}
