package data

import (
	"testing"
)

// The sums are those of scikit-learn's arrays.
func TestNamed(t *testing.T) {
	for _, c := range []struct {
		name       string
		rows, cols int
		classes    []string
		perClass   []int
		sumX, sumY float64
	}{
		{"digits", 1797, 64, digitNames(10), []int{178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, 561718, 8070},
		{"iris", 150, 4, []string{"setosa", "versicolor", "virginica"}, []int{50, 50, 50}, 2078.7, 150},
		{"diabetes", 442, 10, nil, nil, 276404.2336, 67243},
		{"xor", 4, 2, []string{"0", "1"}, []int{2, 2}, 4, 2},
	} {
		d, err := Named(c.name)
		if err != nil {
			t.Fatal(err)
		}
		same(t, c.name, [][]int{{c.rows, c.cols}, {c.rows}}, [][]int{d.X.Shape, d.Y.Shape})
		same(t, c.name, c.classes, d.Classes)
		same(t, c.name, c.name, d.Name)
		if len(d.Features) != c.cols || d.Target == "" {
			t.Error(c.name, d.Features, d.Target)
		}
		if c.perClass != nil {
			counts := make([]int, len(c.classes))
			for _, class := range Labels(d.Y) {
				counts[class]++
			}
			same(t, c.name, c.perClass, counts)
		}
		for what, sums := range map[string][2]float64{"x": {sum(d.X), c.sumX}, "y": {sum(d.Y), c.sumY}} {
			if diff := sums[0] - sums[1]; diff > 1e-2 || diff < -1e-2 {
				t.Errorf("%s: the sum of %s is %v, not %v", c.name, what, sums[0], sums[1])
			}
		}
	}
	again, err := Named("xor")
	if err != nil {
		t.Fatal(err)
	}
	again.X.Data[0] = 5
	if fresh, err := Named("xor"); err != nil || fresh.X.Data[0] != 0 {
		t.Error("a set is not a fresh copy", err)
	}
	same(t, "names", []string{"diabetes", "digits", "iris", "xor"}, Names())
	_, err = Named("digit")
	wantError(t, err, `unknown data set "digit" (did you mean "digits"?); the built-in sets are "diabetes", "digits", "iris", "xor"`)
	_, err = Named("mnist")
	wantError(t, err, `unknown data set "mnist"; the built-in sets are`)
}

func sum(t *Tensor) float64 {
	total := 0.0
	for _, v := range t.Data {
		total += float64(v)
	}
	return total
}
