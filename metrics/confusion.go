package metrics

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/internal/registry"
)

// lowest is what predictions are read as that are not among the top k.
const lowest = -1e10

// counts are the weights of what was predicted, right (true) or wrong (false).
type counts struct{ tp, fp, tn, fn float64 }

// confusion sets up a measure of the counts at each of some thresholds.
type confusion struct {
	thresholds
	order []int // where in limits each threshold stands that the user gave
	topK  int   // 0: all
	class int   // -1: all
	of    func(c counts) float64
}

func newConfusion(given []float64, topK, class *int, of func(c counts) float64) (*Metric, error) {
	c := confusion{class: -1, of: of}
	if topK != nil {
		if c.topK = *topK; c.topK < 1 {
			return nil, registry.Bad("top_k", "want at least 1, have %d", c.topK)
		}
	}
	if class != nil {
		if c.class = *class; c.class < 0 {
			return nil, registry.Bad("class_id", "want at least 0, have %d", c.class)
		}
	}
	switch {
	case given != nil && len(given) == 0:
		return nil, registry.Bad("thresholds", "want at least one")
	case given == nil && c.topK > 0:
		given = []float64{lowest}
	case given == nil:
		given = []float64{0.5}
	default:
		if err := inUnit(given); err != nil {
			return nil, err
		}
	}
	c.limit(given)
	return &Metric{New: c.state, Fits: c.fits}, nil
}

// limit puts the thresholds in order.
func (c *confusion) limit(given []float64) {
	c.even = evenly(given)
	places := make([]int, len(given))
	for i := range given {
		places[i] = i
	}
	slices.SortFunc(places, func(i, j int) int { return cmp.Compare(given[i], given[j]) })
	c.order = make([]int, len(given))
	for i, place := range places {
		c.limits = append(c.limits, float32(given[place]))
		c.order[place] = i
	}
}

func (c confusion) fits(n int) error {
	switch {
	case c.topK > n:
		return fmt.Errorf("top_k: want at most %d, the number of outputs, have %d", n, c.topK)
	case c.class >= n:
		return fmt.Errorf("class_id: want 0 to %d, have %d", n-1, c.class)
	}
	return nil
}

func (c confusion) state(n int) State {
	k := len(c.limits)
	return &matrix{
		confusion: c, n: n, top: make([]int, 0, min(c.topK, n)), row: make([]float32, n),
		yes: make([]float64, k+1), no: make([]float64, k+1), result: make([]float64, k),
	}
}

// matrix counts how many thresholds predictions are above: yes for positive
// targets, which are those that are not 0, and no for the others.
type matrix struct {
	confusion
	n       int
	top     []int
	row     []float32
	yes, no []float64 // by the number of thresholds
	result  []float64 // at each threshold, in the user's order
}

func (m *matrix) Reset() {
	clear(m.yes)
	clear(m.no)
}

func (m *matrix) Update(p, t, w []float32) {
	for r := 0; (r+1)*m.n <= len(p); r++ {
		weight := 1.0
		if w != nil {
			weight = float64(w[r])
		}
		row, want := p[r*m.n:(r+1)*m.n], t[r*m.n:(r+1)*m.n]
		if m.topK > 0 {
			row = m.filter(row)
		}
		if m.class >= 0 {
			row, want = row[m.class:m.class+1], want[m.class:m.class+1]
		}
		for i, x := range row {
			if want[i] != 0 {
				m.yes[m.above(x)] += weight
			} else {
				m.no[m.above(x)] += weight
			}
		}
	}
}

// filter keeps the largest k of a row, of equals the first ones.
func (m *matrix) filter(row []float32) []float32 {
	top := m.top[:0]
	for i, x := range row {
		at := len(top)
		for at > 0 && x > row[top[at-1]] {
			at--
		}
		if len(top) < m.topK {
			top = append(top, i)
		}
		if at < len(top) {
			copy(top[at+1:], top[at:])
			top[at] = i
		}
	}
	for i := range m.row {
		m.row[i] = lowest
	}
	for _, i := range top {
		m.row[i] = row[i]
	}
	return m.row
}

func (m *matrix) Result() []float64 {
	for i, at := range m.order {
		var c counts
		for k := range m.yes {
			if k > at {
				c.tp, c.fp = c.tp+m.yes[k], c.fp+m.no[k]
			} else {
				c.fn, c.tn = c.fn+m.yes[k], c.tn+m.no[k]
			}
		}
		m.result[i] = m.of(c)
	}
	return m.result
}
