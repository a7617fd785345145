package losses_test

import (
	"slices"
	"testing"

	. "github.com/layercake-go/layercake/losses"
)

// Every gradient is what central differences of the values say.
func TestGradient(t *testing.T) {
	const step = 2e-3 // probabilities are too small for 1e-2
	each(t, func(t *testing.T, l *Loss, p, want []float32) {
		d := gradient(l.Grad, p, want)
		for i, x := range p {
			q := slices.Clone(p)
			q[i] = x + step
			up, high := values(l, q, want)[i/columns], q[i]
			q[i] = x - step
			down, low := values(l, q, want)[i/columns], q[i]
			slope := (float64(up) - float64(down)) / (float64(high) - float64(low))
			if !near(float64(d[i]), slope, 5e-3, 3e-4) {
				t.Errorf("[%d]: the gradient is %g, the slope %g", i, d[i], slope)
			}
		}
	})
}

// A row knows nothing of the others, and a gradient may take the place of p.
func TestRowsAreAlone(t *testing.T) {
	each(t, func(t *testing.T, l *Loss, p, want []float32) {
		v, d := values(l, p, want), gradient(l.Grad, p, want)
		k := l.Width(columns)
		for r := range v {
			row, w := p[r*columns:(r+1)*columns], want[r*k:(r+1)*k]
			if got := values(l, row, w); got[0] != v[r] {
				t.Errorf("row %d alone: %g, with others: %g", r, got[0], v[r])
			}
			if got := gradient(l.Grad, row, w); !slices.Equal(got, d[r*columns:(r+1)*columns]) {
				t.Errorf("gradient of row %d alone: %g, with others: %g", r, got, d[r*columns:(r+1)*columns])
			}
		}
		q := slices.Clone(p)
		if l.Grad(q, q, want, columns); !slices.Equal(q, d) {
			t.Errorf("in place: %g, want %g", q, d)
		}
	})
}

func TestAllocations(t *testing.T) {
	each(t, func(t *testing.T, l *Loss, p, want []float32) {
		v, d, q := make([]float32, samples), make([]float32, len(p)), slices.Clone(p)
		n := testing.AllocsPerRun(10, func() {
			l.Rows(v, p, want, columns)
			l.Grad(d, p, want, columns)
			if l.Weight != nil {
				l.Weight(v, want, columns)
			}
			for _, f := range l.Fused {
				f(v, q, d, q, want, columns)
				f(v, q, nil, q, want, columns)
			}
		})
		if n != 0 {
			t.Errorf("%g allocations", n)
		}
	})
}
