package optim_test

import (
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/optim"
)

var update = flag.Bool("update", false, "write the golden files anew")

// everyRule has each rule and each branch of its arithmetic.
var everyRule = []string{
	"sgd(0.05)", "sgd(0.05, 0.9)", "sgd(0.05, 0.9, true)",
	"adam(0.05)", "adam(0.05, amsgrad=true)", "adamw(0.05)",
	"rmsprop(0.02)", "rmsprop(0.02, momentum=0.5, centered=true)",
	"adagrad(0.5)", "adadelta(1.0, epsilon=1e-3)", "adamax(0.05)", "nadam(0.05)", "lion(0.01)",
	"ftrl(0.5)", "ftrl(0.5, -0.4, 0.1, 1e-3, 1e-4, 1e-4, 0.1)",
}

// everySetting has what all optimizers share.
var everySetting = []string{
	"sgd(clipnorm=0.5)", "sgd(clipvalue=0.5)", "sgd(global_clipnorm=0.5)", "adam(weight_decay=0.01)",
	"sgd(use_ema=true, ema_momentum=0.9, ema_overwrite_frequency=3)", "sgd(gradient_accumulation_steps=3)",
	"sgd(loss_scale_factor=8)", "sgd(learning_rate=cosine_decay_restarts(0.1, 3, 1.5, 0.9))",
}

func get(t testing.TB, text string) *optim.Optimizer {
	t.Helper()
	o, err := optim.Get(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return o
}

// noise is n numbers in [-1, 1), always the same for a seed.
func noise(n int, seed uint32) []float32 {
	x := make([]float32, n)
	for i := range x {
		seed = seed*1664525 + 1013904223
		x[i] = float32(int32(seed)) / (1 << 31)
	}
	return x
}

// train takes some steps with gradients of noise.
func train(s *optim.State, w []float32, from, to int) {
	for step := from; step < to; step++ {
		s.Step(w, noise(len(w), uint32(step)))
	}
}

func TestConverges(t *testing.T) {
	for _, text := range everyRule {
		w, target := noise(40, 1), noise(40, 2)
		g := make([]float32, len(w))
		s := get(t, text).NewState(w, []int{len(w)})
		loss := func() (sum float64) {
			for i, v := range w {
				g[i] = v - target[i]
				sum += float64(g[i] * g[i])
			}
			return sum
		}
		start := loss()
		for range 2000 {
			loss()
			s.Step(w, g)
		}
		if end := loss(); !(end < 1e-3*start) {
			t.Errorf("%s: %g after %g", text, end, start)
		}
	}
}

// A rule must not see where its pieces begin and end.
func TestPieces(t *testing.T) {
	const n, cut = 37, 13
	for _, text := range everyRule {
		rule := get(t, text).Rule
		whole, w := noise(n, 1), noise(n, 1)
		init := func() (slots [][]float32, kept []float32) {
			for _, group := range rule.Slots {
				for range group {
					slots = append(slots, make([]float32, n))
				}
			}
			kept = make([]float32, len(rule.Kept))
			if rule.Init != nil {
				rule.Init(slots, kept, w)
			}
			return slots, kept
		}
		a, kept := init()
		b, _ := init()
		s := &optim.Scalars{LR: 0.1, Kept: kept}
		for s.T = 1; s.T < 5; s.T++ {
			if rule.Begin != nil {
				rule.Begin(s)
			}
			g := noise(n, uint32(s.T))
			rule.Step(w[:cut], g[:cut], sliced(b, 0, cut), s)
			rule.Step(w[cut:], g[cut:], sliced(b, cut, n), s)
			rule.Step(whole, noise(n, uint32(s.T)), a, s)
		}
		if d := cmp.Diff(whole, w); d != "" {
			t.Errorf("%s: %s", text, d)
		}
		if d := cmp.Diff(a, b); d != "" {
			t.Errorf("%s: slots: %s", text, d)
		}
	}
}

func sliced(slabs [][]float32, lo, hi int) (out [][]float32) {
	for _, s := range slabs {
		out = append(out, s[lo:hi])
	}
	return out
}

// Neither do windows matter, long or short, but to clipnorm.
func TestWindows(t *testing.T) {
	const n = 10000
	for _, text := range append(everyRule, everySetting[1:]...) {
		o := get(t, text)
		whole, w := noise(n, 1), noise(n, 1)
		train(o.NewState(whole, []int{n}), whole, 0, 4)
		train(o.NewState(w, []int{1, 4096, 0, 5000, 903}), w, 0, 4)
		if d := cmp.Diff(whole, w); d != "" {
			t.Errorf("%s: the weights differ", text)
		}
	}
}

func TestStepAllocatesNothing(t *testing.T) {
	for _, text := range append(everyRule, everySetting...) {
		w, g := noise(5000, 1), noise(5000, 2)
		s := get(t, text).NewState(w, []int{100, 4900})
		if n := testing.AllocsPerRun(7, func() { s.Step(w, g) }); n != 0 {
			t.Errorf("%s: %v allocations", text, n)
		}
	}
}

func TestNaN(t *testing.T) {
	nan := float32(math.NaN())
	for _, text := range append(everyRule, everySetting...) {
		w := noise(6, 1)
		s := get(t, text).NewState(w, []int{3, 3})
		for range 4 {
			s.Step(w, []float32{1, nan, 1, 1, 1, 1})
		}
		if w[1] == w[1] && !strings.Contains(text, "accumulation") {
			t.Errorf("%s: a NaN in the gradient is lost: %v", text, w)
		}
		if (w[0] != w[0]) != strings.Contains(text, "clipnorm") {
			t.Errorf("%s: a NaN in the gradient spreads: %v", text, w)
		}
	}
}

// The same bits on every machine: hashes of the weights after some steps.
func TestBits(t *testing.T) {
	const path = "testdata/bits.txt"
	var got strings.Builder
	for _, text := range append(everyRule, everySetting...) {
		w := noise(500, 1)
		train(get(t, text).NewState(w, []int{200, 300}), w, 0, 30)
		h := fnv.New64a()
		for _, v := range w {
			fmt.Fprintf(h, "%08x", math.Float32bits(v))
		}
		fmt.Fprintf(&got, "%016x %s\n", h.Sum64(), text)
	}
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got.String()); d != "" {
		t.Error(d)
	}
}

func BenchmarkStep(b *testing.B) {
	for _, text := range append(everyRule, "adam(weight_decay=0.01)") {
		b.Run(text, func(b *testing.B) {
			w, g := noise(1<<20, 1), noise(1<<20, 2)
			s := get(b, text).NewState(w, []int{len(w)})
			b.SetBytes(int64(4 * len(w)))
			for b.Loop() {
				s.Step(w, g)
			}
		})
	}
}

// TestThreads: the weights do not depend on how many threads move them.
func TestThreads(t *testing.T) {
	const n = 300_000
	was := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(was)
	for _, text := range everyRule {
		alone, together := noise(n, 1), noise(n, 1)
		runtime.GOMAXPROCS(1)
		train(get(t, text).NewState(alone, []int{n}), alone, 0, 3)
		runtime.GOMAXPROCS(4)
		train(get(t, text).NewState(together, []int{n}), together, 0, 3)
		if !slices.Equal(alone, together) {
			t.Errorf("%s: the weights differ", text)
		}
	}
}
