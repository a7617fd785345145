package optim_test

import (
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/optim"
)

// copied are variables that stay as they are.
func copied(vs []optim.Variable) []optim.Variable {
	vs = slices.Clone(vs)
	for i := range vs {
		vs[i].Data = slices.Clone(vs[i].Data)
	}
	return vs
}

// A run that is saved and restored goes on as if nothing had been.
func TestRestore(t *testing.T) {
	windows := []int{30, 70}
	for _, text := range append(everyRule, everySetting...) {
		o := get(t, text)
		for _, cut := range []int{0, 1, 5} {
			w := noise(100, 1)
			s := o.NewState(w, windows)
			train(s, w, 0, cut)
			saved, weights := copied(s.Variables()), slices.Clone(w)
			train(s, w, cut, 9)

			again := o.NewState(noise(100, 77), windows)
			if err := again.Restore(saved); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			train(again, weights, cut, 9)
			if d := cmp.Diff(w, weights); d != "" {
				t.Errorf("%s, restored after %d: the weights differ", text, cut)
			}
			if d := cmp.Diff(s.Variables(), again.Variables()); d != "" {
				t.Errorf("%s, restored after %d: %s", text, cut, d)
			}
			if s.Iterations() != again.Iterations() || s.LearningRate() != again.LearningRate() {
				t.Errorf("%s, restored after %d: %d steps", text, cut, again.Iterations())
			}
		}
	}
}

func TestRestoreErrors(t *testing.T) {
	w := noise(5, 1)
	s := get(t, "sgd(0.1, 0.9)").NewState(w, []int{2, 3})
	train(s, w, 0, 2)
	before := copied(s.Variables())
	for want, damage := range map[string]func(vs []optim.Variable) []optim.Variable{
		"want 4 variables of sgd, have 3":                           func(vs []optim.Variable) []optim.Variable { return vs[:3] },
		"want variable momentum of window 1, have norm of window 1": func(vs []optim.Variable) []optim.Variable { vs[3].Name = "norm"; return vs },
		"want variable momentum of window 0, have momentum":         func(vs []optim.Variable) []optim.Variable { vs[2].Of = -1; return vs },
		"momentum of window 1: want 3 values, have 2":               func(vs []optim.Variable) []optim.Variable { vs[3].Data = vs[3].Data[:2]; return vs },
		"iteration: want a number of steps, have -1":                func(vs []optim.Variable) []optim.Variable { vs[0].Int = -1; return vs },
		"learning_rate: want 1 values, have 0":                      func(vs []optim.Variable) []optim.Variable { vs[1].Data = nil; return vs },
		"learning_rate: want at least 0, have NaN":                  func(vs []optim.Variable) []optim.Variable { vs[1].Data[0] = float32(math.NaN()); return vs },
	} {
		err := s.Restore(damage(copied(before)))
		if err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
		if d := cmp.Diff(before, s.Variables()); d != "" {
			t.Errorf("%s: changed: %s", want, d)
		}
	}
}

func TestSetLearningRate(t *testing.T) {
	w := []float32{1}
	s := get(t, "sgd").NewState(w, []int{1})
	if err := s.SetLearningRate(0.5); err != nil {
		t.Fatal(err)
	}
	if s.Step(w, []float32{1}); w[0] != 0.5 || s.LearningRate() != 0.5 {
		t.Errorf("%v, rate %g", w, s.LearningRate())
	}
	for _, rate := range []float64{-1, math.NaN(), math.Inf(1)} {
		if err := s.SetLearningRate(rate); err == nil {
			t.Errorf("%g passed", rate)
		}
	}
	s = get(t, "sgd(inverse_time_decay(0.1, 10, 1))").NewState(w, []int{1})
	err := s.SetLearningRate(0.5)
	if want := "the learning rate follows inverse_time_decay(0.1, 10, 1.0) and cannot be set; give the optimizer a number to set it later"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestFinish(t *testing.T) {
	w := []float32{1}
	s := get(t, "sgd(0.5, use_ema=true, ema_momentum=0.5)").NewState(w, []int{1})
	if s.Finish(w); w[0] != 1 {
		t.Errorf("an average of no steps: %v", w)
	}
	s.Step(w, []float32{1}) // 0.5, the average too
	s.Step(w, []float32{1}) // 0; the average is 0.25
	if s.Finish(w); w[0] != 0.25 {
		t.Errorf("%v", w)
	}
	s = get(t, "sgd(0.5)").NewState(w, []int{1})
	s.Step(w, []float32{1})
	if s.Finish(w); w[0] != -0.25 {
		t.Errorf("without an average: %v", w)
	}
}

func TestAccumulation(t *testing.T) {
	w := []float32{1}
	s := get(t, "sgd(1.0, gradient_accumulation_steps=2)").NewState(w, []int{1})
	for step, want := range []struct {
		w          float32
		iterations int
	}{{1, 0}, {-1, 1}, {-1, 1}, {-3, 2}} {
		s.Step(w, []float32{float32(1 + step%2*2)}) // means of 1 and 3
		if w[0] != want.w || s.Iterations() != want.iterations {
			t.Errorf("step %d: %v after %d iterations, want %v", step, w, s.Iterations(), want)
		}
	}
}

func TestExcludeFromWeightDecay(t *testing.T) {
	w := []float32{1, 1, 1}
	s := get(t, "sgd(1.0, weight_decay=0.5)").NewState(w, []int{1, 1, 1})
	if err := s.ExcludeFromWeightDecay(1); err != nil {
		t.Fatal(err)
	}
	s.Step(w, []float32{0, 0, 0})
	if d := cmp.Diff([]float32{0.5, 1, 0.5}, w); d != "" {
		t.Error(d)
	}
	for _, i := range []int{-1, 3} {
		if err := s.ExcludeFromWeightDecay(i); err == nil {
			t.Errorf("window %d passed", i)
		}
	}
}

// A rate of 0, where cosine decays end, must not make weights NaN.
func TestNoLearning(t *testing.T) {
	for _, text := range everyRule {
		w := noise(50, 1)
		s := get(t, text).NewState(w, []int{50})
		train(s, w, 0, 3)
		if err := s.SetLearningRate(0); err != nil {
			t.Fatal(err)
		}
		train(s, w, 3, 5)
		if slices.ContainsFunc(w, func(v float32) bool { return v != v }) {
			t.Errorf("%s: %v", text, w)
		}
	}
}

// One optimizer may train many models at once.
func TestManyModels(t *testing.T) {
	for _, text := range append(everyRule, everySetting...) {
		o := get(t, text)
		var w [4][]float32
		var wg sync.WaitGroup
		for i := range w {
			w[i] = noise(100, 1)
			wg.Go(func() { train(o.NewState(w[i], []int{100}), w[i], 0, 20) })
		}
		wg.Wait()
		for i := range w {
			if !slices.Equal(w[i], w[0]) {
				t.Errorf("%s: model %d differs", text, i)
			}
		}
	}
}

func TestEmpty(t *testing.T) {
	for _, text := range append(everyRule, everySetting...) {
		s := get(t, text).NewState(nil, nil)
		s.Step(nil, nil)
		if s.Finish(nil); len(s.Variables()) > 3 {
			t.Errorf("%s: %v", text, s.Variables())
		}
	}
}

// A caller that mixes up its slabs must hear of it at once.
func TestMisuse(t *testing.T) {
	w := []float32{1, 2, 3}
	for name, misuse := range map[string]func(){
		"windows":   func() { optim.SGD().NewState(w, []int{1, 1}) },
		"gradients": func() { optim.SGD().NewState(w, []int{3}).Step(w, w[:2]) },
		"optimizer": func() { optim.SGD(-1).NewState(w, []int{3}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			misuse()
		}()
	}
}
