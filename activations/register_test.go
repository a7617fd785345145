package activations_test

import (
	"math"
	"testing"

	. "github.com/layercake-go/layercake/activations"
)

func TestRegister(t *testing.T) {
	apply := func(y, x []float32, _ int) { copy(y, x) }
	grad := func(dx, dy, _, _ []float32, _ int) { copy(dx, dy) }
	for what, a := range map[string]*Activation{
		"nothing":       nil,
		"no name":       {Apply: apply, Grad: grad},
		"no gradient":   {Name: "flat", Apply: apply},
		"no function":   {Name: "flat", Grad: grad},
		"a taken name":  {Name: "ReLU", Apply: apply, Grad: grad},
		"a taken alias": {Name: "swish", Apply: apply, Grad: grad},
	} {
		if err := Register(a); err == nil {
			t.Errorf("%s is registered", what)
		}
	}
	mine := &Activation{Name: "mine", Apply: apply, Grad: grad}
	if Registered(mine) || !IsCustom(mine) || IsCustom(ReLU) {
		t.Error("before Register")
	}
	if err := Register(mine); err != nil || !Registered(mine) || !IsCustom(mine) {
		t.Error(err)
	}
	if err := Register(mine); err == nil {
		t.Error("registered twice")
	}
	if a, err := Get(mine); a != mine || err != nil {
		t.Errorf("Get of a value is %v, %v", a, err)
	}
	if _, err := Get(math.Pi); err == nil {
		t.Error("a number is an activation")
	}
}
