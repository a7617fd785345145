package kernel

// Softplus is log(1 + e^x), with an error below 2 ulp; its left tail is e^x and
// its right tail x.
func Softplus(x float64) float64 {
	if x > 0 {
		return x + Log1p(Exp(-x))
	}
	return Log1p(Exp(x))
}
