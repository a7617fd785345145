package layers

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
)

// interpolations say how much a position counts at a distance, which is 1 from
// one position to the next, and how far it reaches.
var interpolations = map[string]interpolation{
	"nearest":  {0, nil},
	"bilinear": {1, func(d float64) float64 { return 1 - d }},
	"bicubic":  {2, cubic},
	"lanczos3": {3, func(d float64) float64 { return lanczos(d, 3) }},
	"lanczos5": {5, func(d float64) float64 { return lanczos(d, 5) }},
}

type interpolation struct {
	reach  float64 // 0: the nearest position alone
	weight func(distance float64) float64
}

// cubic is Keys's, "Cubic Convolution Interpolation for Digital Image
// Processing", 1981.
func cubic(d float64) float64 {
	if d < 1 {
		return float64((float64(1.5*d)-2.5)*d*d) + 1
	}
	return float64((float64((2.5-float64(0.5*d))*d)-4)*d) + 2
}

// lanczos is sinc(d)·sinc(d/a).
func lanczos(d, a float64) float64 {
	if d < 1e-7 {
		return 1
	}
	x := math.Pi * d
	return a * kernel.Sin(x) * kernel.Sin(x/a) / (x * x)
}

// A part is a position of the input and its share in one of the output.
type part struct {
	at    int
	share float64
}

// mixtures says what each of size·n positions is made of. Positions are the
// middles of cells, and the shares in each add up to 1, at the edges too.
func mixtures(n, size int, how interpolation) [][]part {
	all := make([][]part, n*size)
	for i := range all {
		middle := (float64(i)+0.5)/float64(size) - 0.5
		if how.reach == 0 {
			all[i] = []part{{i / size, 1}}
			continue
		}
		sum := 0.0
		for k := max(0, int(math.Ceil(middle-how.reach))); k < n && float64(k) < middle+how.reach; k++ {
			w := how.weight(math.Abs(middle - float64(k)))
			all[i] = append(all[i], part{k, w})
			sum += w
		}
		for k := range all[i] {
			all[i][k].share /= sum
		}
	}
	return all
}
