package losses

import "github.com/layercake-go/layercake/internal/kernel"

var _ = define("SparseCategoricalCrossentropy", newSparse)

type sparse struct {
	FromLogits  bool    `yaml:"from_logits" default:"false" doc:"predictions are scores, from before softmax"`
	IgnoreClass *int    `yaml:"ignore_class" default:"None" doc:"rows of this class do not count"`
	Reduction   *string `yaml:"reduction" default:"sum_over_batch_size" doc:"how a batch of losses becomes one number"`
	Axis        int     `yaml:"axis" default:"-1" doc:"the axis of the classes: -1, the last"`
}

// SparseCategoricalCrossentropy is CategoricalCrossentropy for targets that are
// the numbers of the classes, from 0. It takes from_logits, ignore_class,
// reduction and axis, which must be -1.
//
// Rows of the class ignore_class, which may be outside the range, as -1 is, have
// loss and gradient 0; Weight leaves them out of the mean too, as if they were
// masked. Rows of other classes that do not exist have loss and gradient 0 as
// well, as in Keras, but stay in the mean; Check refuses them.
func SparseCategoricalCrossentropy(more ...any) *Loss {
	return construct("SparseCategoricalCrossentropy", more)
}

func newSparse(p *sparse) (*Loss, error) {
	if err := lastAxis(p.Axis); err != nil {
		return nil, err
	}
	var c picked
	if p.IgnoreClass != nil {
		c = picked{float32(*p.IgnoreClass), true}
	}
	linear := ofScores(c.scoreRows, c.scoreGrad)
	l := &Loss{
		Formula: "v = −log p[t], p divided by Σ p and held within 1e-7 and 1 − 1e-7",
		Link:    "softmax",
		Integer: true,
		Width:   one,
		Rows:    c.rows,
		Grad:    c.grad,
		Fused:   map[string]Fusion{"linear": linear, "softmax": c.softmax},
	}
	if c.ignores {
		l.Weight = c.weight
	}
	if p.FromLogits {
		l.Formula = "v = log Σⱼ exp(zⱼ) − z[t]"
		l.FromLogits, l.Rows, l.Grad = true, c.scoreRows, c.scoreGrad
		l.Fused = map[string]Fusion{"linear": linear}
	}
	return plain{p.Reduction}.reduced(l)
}

// picked looks at the share of one class of each row.
type picked struct {
	ignored float32
	ignores bool
}

// class is the number that t stands for, or -1 if there is none.
func (c picked) class(t float32, n int) int {
	if c.ignores && t == c.ignored || !(t > -1 && t < float32(n)) {
		return -1
	}
	return int(t)
}

func (c picked) weight(w, t []float32, _ int) {
	for r, x := range t {
		if x == c.ignored {
			w[r] = 0
		}
	}
}

func (c picked) rows(v, p, t []float32, n int) {
	for r := range v {
		v[r] = 0
		if k := c.class(t[r], n); k >= 0 {
			row := p[r*n : (r+1)*n]
			y, _ := probability(float64(row[k]) / kernel.Sum(row))
			v[r] = float32(-kernel.Log(y))
		}
	}
}

func (c picked) grad(d, p, t []float32, n int) {
	for r, x := range t {
		row, out := p[r*n:(r+1)*n], d[r*n:(r+1)*n]
		k := c.class(x, n)
		if k < 0 {
			clear(out)
			continue
		}
		whole := kernel.Sum(row)
		y := float64(row[k]) / whole
		clipped, slope := probability(y)
		g := -slope / clipped
		rest := float32(-g * y / whole)
		for i := range out {
			out[i] = rest
		}
		out[k] = float32(g * (1 - y) / whole)
	}
}

func (c picked) scoreRows(v, z, t []float32, n int) {
	for r := range v {
		v[r] = 0
		if k := c.class(t[r], n); k >= 0 {
			row := z[r*n : (r+1)*n]
			v[r] = float32(kernel.LogSumExp(row) - float64(row[k]))
		}
	}
}

// softmax is the Fusion. Before the kernel, v keeps the scores of the right
// classes, since p may be z.
func (c picked) softmax(v, p, d, z, t []float32, n int) {
	for r := range v {
		if k := c.class(t[r], n); k >= 0 {
			v[r] = z[r*n+k]
		}
	}
	var sums [2 * sumsRows]float64
	for lo := 0; lo < len(v); lo += sumsRows {
		hi := min(lo+sumsRows, len(v))
		kernel.SoftmaxSums(p[lo*n:hi*n], z[lo*n:hi*n], sums[:2*(hi-lo)], n)
		for r := lo; r < hi; r++ {
			if c.class(t[r], n) < 0 {
				v[r] = 0
				continue
			}
			top, sum := sums[2*(r-lo)], sums[2*(r-lo)+1]
			v[r] = float32(kernel.Log(sum) + (top - float64(v[r])))
		}
	}
	if d != nil {
		c.softmaxGrad(d, p, t, n)
	}
}

// sumsRows is how many rows' sums are kept at a time.
const sumsRows = 32

// softmaxGrad is p, less 1 at the right class.
func (c picked) softmaxGrad(d, p, t []float32, n int) {
	copy(d, p)
	for r, x := range t {
		row := d[r*n : (r+1)*n]
		if k := c.class(x, n); k >= 0 {
			row[k]--
		} else {
			clear(row)
		}
	}
}

func (c picked) scoreGrad(d, z, t []float32, n int) {
	kernel.Softmax(d, z, n)
	c.softmaxGrad(d, d, t, n)
}
