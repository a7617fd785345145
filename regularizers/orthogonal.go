package regularizers

import (
	"fmt"
	"math"

	"github.com/layercake-go/layercake/internal/registry"
)

type orthogonal struct {
	Factor float64 `yaml:"factor" default:"0.01" doc:"factor of the mean"`
	Mode   string  `yaml:"mode" default:"rows" doc:"rows or columns: which should be orthogonal"`
}

// OrthogonalRegularizer is factor times the mean of |cos| over all pairs of rows
// (or columns) of a matrix: 0 if they are orthogonal to each other. Brock and
// others, "Neural Photo Editing with Introspective Adversarial Networks", 2017.
// It allocates, where L1 and L2 do not.
var OrthogonalRegularizer = define("OrthogonalRegularizer", func(p *orthogonal) (*Regularizer, error) {
	if err := registry.OneOf("mode", p.Mode, []string{"rows", "columns"}); err != nil {
		return nil, err
	}
	return &Regularizer{
		Formula: "factor·mean of |uᵢ·uⱼ|, i < j, over rows or columns u of length 1",
		Check:   needsMatrix,
		Value: func(w []float32, shape []int) float64 {
			v := directions(w, shape, p.Mode == "columns")
			return p.Factor * v.meanCosine(nil)
		},
		Grad: func(d, w []float32, shape []int, c float32) {
			v := directions(w, shape, p.Mode == "columns")
			slopes := make([]float64, len(v.units))
			v.meanCosine(slopes)
			v.addGrad(d, slopes, float64(c)*p.Factor)
		},
	}, registry.AtLeast("factor", p.Factor, 0)
})

func needsMatrix(shape []int) error {
	if len(shape) != 2 {
		return fmt.Errorf("orthogonal_regularizer is for matrices, with 2 axes, have shape %v", shape)
	}
	return nil
}

// epsilon is the length below which Keras does not scale a vector up to 1.
const epsilon = 1e-7

// vectors are count rows or columns of a matrix, scaled to length 1.
type vectors struct {
	count, size  int
	next, within int       // steps in the matrix to the next vector, and inside one
	units        []float64 // vector after vector
	scales       []float64 // what each was multiplied by
}

func directions(w []float32, shape []int, columns bool) vectors {
	width := max(1, shape[len(shape)-1])
	v := vectors{count: len(w) / width, size: width, next: width, within: 1}
	if columns {
		v = vectors{count: width, size: len(w) / width, next: 1, within: width}
	}
	v.units, v.scales = make([]float64, len(w)), make([]float64, v.count)
	for i := range v.count {
		u, squares := v.unit(i), 0.0
		for k := range u {
			u[k] = float64(w[i*v.next+k*v.within])
			squares += float64(u[k] * u[k])
		}
		v.scales[i] = min(1/math.Sqrt(squares), 1/epsilon)
		for k := range u {
			u[k] *= v.scales[i]
		}
	}
	return v
}

func (v vectors) unit(i int) []float64 { return v.units[i*v.size:][:v.size] }

// meanCosine is the mean of |uᵢ·uⱼ| over all pairs. It adds its derivatives by
// the u to slopes, unless that is nil.
func (v vectors) meanCosine(slopes []float64) float64 {
	pairs := float64(v.count) * float64(v.count-1) / 2
	sum := 0.0
	for i := range v.count {
		for j := range i {
			a, b := v.unit(i), v.unit(j)
			cosine := dot(a, b)
			sum += math.Abs(cosine)
			if slopes != nil {
				sign := math.Copysign(1/pairs, cosine)
				axpy(slopes[i*v.size:][:v.size], sign, b)
				axpy(slopes[j*v.size:][:v.size], sign, a)
			}
		}
	}
	return sum / max(pairs, 1)
}

// addGrad adds c times the derivatives by the matrix to d: those by u, without
// their part along u, which scaling to length 1 takes away.
func (v vectors) addGrad(d []float32, slopes []float64, c float64) {
	for i := range v.count {
		u, s := v.unit(i), slopes[i*v.size:][:v.size]
		if v.scales[i] < 1/epsilon {
			axpy(s, -dot(u, s), u)
		}
		for k := range u {
			d[i*v.next+k*v.within] += float32(c * v.scales[i] * s[k])
		}
	}
}

func dot(a, b []float64) (sum float64) {
	for i, x := range a {
		sum += float64(x * b[i])
	}
	return sum
}

func axpy(y []float64, a float64, x []float64) {
	for i, v := range x {
		y[i] += float64(a * v)
	}
}
