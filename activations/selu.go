package activations

// SELU is an ELU scaled so that layer after layer of it keeps mean 0 and variance
// 1 (with lecun_normal weights). Klambauer and others, "Self-Normalizing Neural
// Networks", 2017, whose two constants it has.
var SELU = func() *Activation {
	const scale, alpha = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717
	a := newELU("selu(x) = 1.0507·x if x > 0, else 1.7581·(exp(x) − 1)", scale, alpha)
	a.Name = "selu"
	return fixed(a)
}()
