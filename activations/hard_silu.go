package activations

// HardSiLU is silu with straight lines for the sigmoid; hard_swish is the same.
// Howard and others, "Searching for MobileNetV3", 2019.
var HardSiLU = fixed(elementwise(Activation{Name: "hard_silu", Formula: "hard_silu(x) = x·min(max(x/6 + 1/2, 0), 1)", Saves: Input},
	func(x float64) float64 { return x * hardSigmoid(x) },
	func(x float64) float64 { return hardSigmoid(x) + float64(x*inside(x, -3, 3))/6 }),
	"hard_swish")
