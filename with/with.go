// Package with holds the options of layers, optimizers, losses, metrics and all
// others that have parameters: one function for each key of theirs. They read as
// Keras's keyword arguments do:
//
//	Dense(100, "relu", with.UseBias(false), with.KernelRegularizer("l2(1e-4)"))
//	optim.Adam(with.LearningRate(0.01), with.Clipnorm(1))
//
// An option is the very key that YAML and Keras use: use_bias is UseBias, beta_1
// is Beta1. It is checked by whatever takes it, and a wrong one is reported as a
// wrong key in YAML is. Where an option takes any, a text in the grammar of calls
// does, such as "l2(1e-4)", or a value made in Go, such as regularizers.L2.
package with

import "github.com/layercake-go/layercake/internal/call"

//go:generate go test -run TestOptions . -update

// An Option is one named argument of a constructor.
type Option = call.Arg

// ints is a single number as itself, for keys that take one or several.
func ints(v []int) any {
	if len(v) == 1 {
		return v[0]
	}
	return v
}
