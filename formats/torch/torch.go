// Package torch moves weights between PyTorch and models: a state dict, saved as
// .safetensors or .npz, holds arrays by names such as "0.weight" and says
// nothing of the layers that they belong to. The model says that; this package
// finds which array is whose, turns each into Keras's form (a Linear layer's
// weight is the transpose of a Dense layer's kernel; gates of recurrent layers
// have another order) and back again.
//
// Nothing is ever unpickled: .pt and .pth files are not read.
package torch

import (
	"fmt"
	"slices"
	"strings"
)

// An Array is one entry of a state dict.
type Array struct {
	Name  string // module and attribute: "net.0.weight"
	Shape []int
	Data  []float32 // row-major
}

// A StateDict is the arrays of a module and of all modules in it.
type StateDict struct {
	Arrays []Array
	// Ordered says that the arrays come in the order of their modules. A
	// .safetensors file does not keep it.
	Ordered bool
}

// An Error says which array does not fit which layer, and why.
type Error struct {
	Array string // its name in the state dict; "" if the layer lacks one
	Layer string // the layer's path; "" if no layer wants the array
	Msg   string
}

// Error implements error.
func (e *Error) Error() string {
	switch {
	case e.Array != "" && e.Layer != "":
		return fmt.Sprintf("array %q for layer %q: %s", clip(e.Array), e.Layer, e.Msg)
	case e.Array != "":
		return fmt.Sprintf("array %q: %s", clip(e.Array), e.Msg)
	case e.Layer != "":
		return fmt.Sprintf("layer %q: %s", e.Layer, e.Msg)
	}
	return "state dict: " + e.Msg
}

// clip keeps a hostile name from filling the screen.
func clip(s string) string {
	if len(s) > 80 {
		return s[:80] + "…"
	}
	return s
}

// size is the number of values of a shape.
func size(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

// listed writes the first few of a list.
func listed(list []string) string {
	const most = 12
	if len(list) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), len(list)-most)
	}
	return strings.Join(list, ", ")
}

// same reports whether two shapes are equal but for axes of size 1.
func same(a, b []int) bool {
	one := func(n int) bool { return n == 1 }
	return slices.Equal(slices.DeleteFunc(slices.Clone(a), one), slices.DeleteFunc(slices.Clone(b), one))
}
