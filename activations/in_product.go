package activations

import (
	"reflect"

	"github.com/layercake-go/layercake/internal/kernel"
)

// inProduct says that act is the same as a's Apply.
func (a *Activation) inProduct(act kernel.Act) *Activation {
	a.act, a.actIs = act, reflect.ValueOf(a.Apply).Pointer()
	return a
}

// InProduct is what a matrix product can do to its own elements in place of
// Apply. It is false where there is no such thing, and for a copy of an
// activation that was given another Apply.
func (a *Activation) InProduct() (kernel.Act, bool) {
	if a == nil || a.actIs == 0 || a.actIs != reflect.ValueOf(a.Apply).Pointer() {
		return kernel.Act{}, false
	}
	return a.act, true
}
