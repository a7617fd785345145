package metrics

import "github.com/layercake-go/layercake/internal/call"

var _ = fixed("Accuracy", Metric{
	Higher: true,
	New:    averaged(share(func(p, t float32) bool { return p == t })),
}, "exact_accuracy", "acc")

// ExactAccuracy is Keras's class Accuracy: how many predictions equal their
// targets. It is for predictions that are answers already, not probabilities.
// It takes name.
func ExactAccuracy(more ...any) *Metric { return construct("Accuracy", more) }

// Accuracy is what "accuracy" means in Compile, by the loss and what it reads: n
// outputs of the activation link ("softmax", "sigmoid" or "" for others), against
// the numbers of classes if integer is set. With logits the outputs are scores,
// from before link.
//
//	one output, or link sigmoid   binary_accuracy, from ½ on; of scores, from 0 on
//	numbers of classes            sparse_categorical_accuracy
//	else                          categorical_accuracy
//
// Keras looks at shapes alone, and so takes several sigmoids for one choice
// among classes; here each is a question of its own.
func Accuracy(link string, integer bool, n int, logits bool) *Metric {
	switch {
	case n == 1 || link == "sigmoid":
		threshold := 0.5
		if logits {
			threshold = 0
		}
		return BinaryAccuracy(call.Arg{Name: "threshold", Value: threshold})
	case integer:
		return SparseCategoricalAccuracy()
	}
	return CategoricalAccuracy()
}

// share measures rows by the share of values that are right.
func share(right func(p, t float32) bool) func(v, p, t []float32, n int) {
	return func(v, p, t []float32, n int) {
		for r := range v {
			count := 0
			for i := r * n; i < (r+1)*n; i++ {
				if right(p[i], t[i]) {
					count++
				}
			}
			v[r] = float32(count) / float32(n)
		}
	}
}

// matches measures rows by one truth each.
func matches(right func(p []float32, t []float32) bool, width func(n int) int) func(v, p, t []float32, n int) {
	return func(v, p, t []float32, n int) {
		k := width(n)
		for r := range v {
			v[r] = 0
			if right(p[r*n:(r+1)*n], t[r*k:(r+1)*k]) {
				v[r] = 1
			}
		}
	}
}

// largest is the place of the largest of x, the first of equals.
func largest(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}
