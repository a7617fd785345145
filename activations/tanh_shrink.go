package activations

import "github.com/layercake-go/layercake/internal/kernel"

// TanhShrink takes from x what tanh has of it: nearly nothing is left near 0. Its
// slope is tanh². It comes from PyTorch.
var TanhShrink = fixed(elementwise(Activation{Name: "tanh_shrink", Formula: "tanh_shrink(x) = x − tanh(x)", Saves: Input},
	func(x float64) float64 { return x - kernel.Tanh(x) },
	func(x float64) float64 {
		t := kernel.Tanh(x)
		return t * t
	}))
