package activations

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/internal/kernel"
)

// TestInProduct: a product's own activation has the bits of Apply.
func TestInProduct(t *testing.T) {
	with := 0
	for _, text := range append(Names(), "leaky_relu(0.5)", "relu(negative_slope=0.25)", "relu(max_value=3)") {
		a, err := Get(text)
		if err != nil {
			continue // it wants parameters
		}
		act, ok := a.InProduct()
		if !ok {
			continue
		}
		with++
		sums := []float32{-7, -0.5, 0, 0.25, 5.9, 6, 6.1, 100}
		want, got := make([]float32, len(sums)), make([]float32, len(sums))
		a.Apply(want, sums, len(sums))
		one := kernel.Operand{Data: []float32{1}, LD: 1}
		kernel.Product(1, len(sums), 1, one, kernel.Operand{Data: sums, LD: len(sums)}, false, got, len(sums), kernel.Epilogue{Act: act})
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: Apply differs from the product (-apply +product):\n%s", text, d)
		}
	}
	if with < 6 {
		t.Errorf("%d activations go into a product, want at least linear, relu, two of its kind, relu6 and leaky_relu", with)
	}
}

// TestInProductOfAnother: a copy with a function of its own is not mistaken for
// what it was copied from.
func TestInProductOfAnother(t *testing.T) {
	mine := *ReLU
	if _, ok := mine.InProduct(); !ok {
		t.Error("a plain copy of relu does not go into a product any more")
	}
	mine.Apply = func(y, x []float32, _ int) { copy(y, x) }
	if _, ok := mine.InProduct(); ok {
		t.Error("a copy with another Apply is still taken for relu")
	}
	var none *Activation
	if _, ok := none.InProduct(); ok {
		t.Error("no activation goes into a product")
	}
}
