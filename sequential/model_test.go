package sequential_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

var update = flag.Bool("update", false, "write the files of known answers anew")

// digits is the real set, scaled to 0…1.
func digits(t testing.TB) *data.Dataset {
	t.Helper()
	d, err := data.Named("digits")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// deep is a model with something of everything that learns.
func deep(t testing.TB) *sequential.Model {
	t.Helper()
	m := sequential.New(Input(64))
	m.SetSeed(7)
	m.Add(Rescaling(1.0 / 16))
	m.Add(Dense(32, "relu", layer.Option{Name: "kernel_regularizer", Value: "l2(1e-4)"}))
	m.Add(BatchNormalization())
	m.Add(Dropout(0.2))
	m.Add(Dense(16, "gelu", layer.Option{Name: "kernel_constraint", Value: "max_norm(3)"}))
	m.Add(LayerNormalization())
	m.Add(Dense(10, "softmax"))
	if err := m.Compile("adam(learning_rate=3e-3, clipnorm=1)", "sparse_categorical_crossentropy", "accuracy", "categorical_crossentropy"); err != nil {
		t.Fatal(err)
	}
	return m
}

func hash(t testing.TB, m *sequential.Model) string {
	t.Helper()
	list, err := m.Weights()
	if err != nil {
		t.Fatal(err)
	}
	h := sha256.New()
	for _, w := range list {
		binary.Write(h, binary.LittleEndian, w.Data)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// TestBits holds a training to bits that are the same at any GOMAXPROCS and on
// every processor with vector kernels; plain Go has its own.
func TestBits(t *testing.T) {
	d := digits(t)
	few := d.Take(seq(300))
	var got string
	for _, procs := range []int{1, 2} {
		old := runtime.GOMAXPROCS(procs)
		m := deep(t)
		h, err := m.Fit(few.X, few.Y, sequential.Epochs(2), sequential.ValidationSplit(.2))
		runtime.GOMAXPROCS(old)
		if err != nil {
			t.Fatal(err)
		}
		now := fmt.Sprintf("%s %x", hash(t, m), math.Float64bits(h.Last("val_loss")))
		if got != "" && got != now {
			t.Error("other bits at another GOMAXPROCS")
		}
		got = now
	}
	file := "testdata/bits_fma.txt"
	if kernel.Set() == "generic" {
		file = "testdata/bits.txt"
	}
	if *update {
		os.WriteFile(file, []byte(got+"\n"), 0o644)
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(string(want)) != got {
		t.Errorf("%s/%s: weights %s, want %s", runtime.GOOS, runtime.GOARCH, got, want)
	}
}

func seq(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}

// TestSeeds: the seed changes the weights, and nothing else does.
func TestSeeds(t *testing.T) {
	hashes := map[string]int{}
	for _, seed := range []uint64{0, 0, 1} {
		m := sequential.New(Input(4), Dense(8, "relu"), Dense(2, "softmax"))
		m.SetSeed(seed)
		if err := m.BuildFor(4); err != nil {
			t.Fatal(err)
		}
		hashes[hash(t, m)]++
	}
	if len(hashes) != 2 {
		t.Errorf("%d different models of seeds 0, 0 and 1, want 2", len(hashes))
	}
}

func TestLearns(t *testing.T) {
	d := digits(t)
	rest, part := data.Split(d.X.Rows(), data.Labels(d.Y), .2, 0)
	m := deep(t)
	h, err := m.Fit(d.Take(rest).X, d.Take(rest).Y, sequential.Epochs(6))
	if err != nil {
		t.Fatal(err)
	}
	if first, last := h.Values["loss"][0], h.Last("loss"); !(last < first/2) {
		t.Errorf("loss %g to %g", first, last)
	}
	test := d.Take(part)
	s, err := m.Evaluate(test.X, test.Y)
	if err != nil || s.Get("accuracy") < .93 {
		t.Errorf("%v, %v", s, err)
	}
	classes, err := m.PredictClasses(test.X)
	if err != nil {
		t.Fatal(err)
	}
	hits := 0
	for i, k := range classes {
		if float32(k) == test.Y.Data[i] {
			hits++
		}
	}
	if got := float64(hits) / float64(len(classes)); math.Abs(got-s.Get("accuracy")) > 1e-9 {
		t.Errorf("%g of the predicted classes are right, Evaluate says %g", got, s.Get("accuracy"))
	}
	p, _ := m.Predict(test.X)
	for i := range p.Rows() {
		sum := 0.0
		for _, v := range p.Row(i) {
			sum += float64(v)
		}
		if math.Abs(sum-1) > 1e-6 {
			t.Fatalf("row %d: softmax adds up to %g", i, sum)
		}
	}
}

func TestNoAllocations(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector makes sync.Pool forget at random; the run without it checks this")
	}
	m, d := deep(t), digits(t)
	few := d.Take(seq(320))
	stepsAllocateNothing(t, m, few)
	x, y := few.X.Data, make([]float32, 320*10)
	if n := testing.AllocsPerRun(20, func() { m.PredictTo(y, x) }); n != 0 {
		t.Errorf("%g allocations in PredictTo", n)
	}
	if n := testing.AllocsPerRun(20, func() { m.PredictTo(y[:10], x[:64]) }); n != 0 {
		t.Errorf("%g allocations in PredictTo of one sample", n)
	}
}

// TestNoAllocationsOfLayers: steps of pictures and sequences allocate nothing
// either.
func TestNoAllocationsOfLayers(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector makes sync.Pool forget at random; the run without it checks this")
	}
	few := digits(t).Take(seq(320))
	for name, layers := range map[string][]layer.Spec{
		"pictures":  {Reshape([]int{8, 8, 1}), Conv2D(8, 3, "relu"), MaxPooling2D(2), SeparableConv2D(8, 2), AveragePooling2D(2), Flatten()},
		"sequences": {Reshape([]int{8, 8}), Conv1D(8, 3, "relu"), LSTM(12, with.ReturnSequences(true)), GRU(12)},
	} {
		t.Run(name, func(t *testing.T) {
			m := sequential.New(Input(64))
			for _, l := range append(layers, Dense(10, "softmax")) {
				m.Add(l)
			}
			if err := m.Compile("adam", "sparse_categorical_crossentropy"); err != nil {
				t.Fatal(err)
			}
			stepsAllocateNothing(t, m, few)
		})
	}
}

// stepsAllocateNothing trains m. The runtime may allocate now and then, so it is
// the middle one of all steps that counts.
func stepsAllocateNothing(t *testing.T, m *sequential.Model, d *data.Dataset) {
	t.Helper()
	var counts []uint64
	var before runtime.MemStats
	watch := sequential.CallbackFunc(func(e sequential.Event, tr *sequential.Training) error {
		if e == sequential.BatchEnd {
			var s runtime.MemStats
			runtime.ReadMemStats(&s)
			if tr.Batch > 0 && tr.Epoch > 0 {
				counts = append(counts, s.Mallocs-before.Mallocs)
			}
			runtime.ReadMemStats(&before)
		}
		return nil
	})
	if _, err := m.Fit(d.X, d.Y, sequential.Epochs(3), sequential.Callbacks(watch)); err != nil {
		t.Fatal(err)
	}
	if slices.Sort(counts); counts[len(counts)/2] != 0 {
		t.Errorf("%d allocations in the middle one of %d steps", counts[len(counts)/2], len(counts))
	}
}

// TestConcurrent: everything that only asks may run while Fit does, also where
// Fit builds the layers and learns the names of the classes.
func TestConcurrent(t *testing.T) {
	d := digits(t).Take(seq(96))
	t.Run("built", func(t *testing.T) { concurrent(t, deep(t), d, d.Y) })
	names := make([]string, 96)
	for i, class := range data.Labels(d.Y) {
		names[i] = "number " + string(rune('0'+class))
	}
	m := sequential.New(Normalization(), Dense(10, "softmax"))
	if err := m.Compile("adam", "sparse_categorical_crossentropy", "accuracy"); err != nil {
		t.Fatal(err)
	}
	t.Run("built by Fit", func(t *testing.T) { concurrent(t, m, d, names) })
}

func concurrent(t *testing.T, m *sequential.Model, few *data.Dataset, y any) {
	built := m.Nodes() != nil
	var wg sync.WaitGroup
	done := make(chan struct{})
	ask := func(f func() error) {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					if err := f(); err != nil && built {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	dst := make([]float32, 10)
	ask(func() error { _, err := m.Predict(few.X); return err })
	ask(func() error { return m.PredictTo(dst, few.X.Data[:64]) })
	ask(func() error { _, err := m.Logits(few.X); return err })
	ask(func() error { _, err := m.Evaluate(few.X, few.Y); return err })
	ask(func() error { _, err := m.Explain(few.X); return err })
	ask(func() error { _, err := m.PredictClasses(few.X); return err })
	ask(func() error { _, err := m.Activations(few.X); return err })
	path := filepath.Join(t.TempDir(), "m.safetensors")
	ask(func() error { return m.Save(path) })
	ask(func() error { _, err := m.Weights(); return err })
	ask(func() error { m.Summary(); m.Notes(); m.Classes(); m.MetricNames(); return nil })
	if _, err := m.Fit(few.X, y, sequential.Epochs(4)); err != nil {
		t.Error(err)
	}
	close(done)
	wg.Wait()
}

func TestCancel(t *testing.T) {
	m, d := deep(t), digits(t)
	ctx, cancel := context.WithCancel(t.Context())
	stop := sequential.CallbackFunc(func(e sequential.Event, tr *sequential.Training) error {
		if e == sequential.BatchEnd && tr.Epoch == 1 && tr.Batch == 2 {
			cancel()
		}
		return nil
	})
	h, err := m.FitContext(ctx, d.X, d.Y, sequential.Epochs(5), sequential.Callbacks(stop))
	if !errors.Is(err, context.Canceled) || h == nil || h.Epochs != 1 || len(h.Values["loss"]) != 1 {
		t.Errorf("%+v, %v", h, err)
	}
	if _, err := m.Predict(d.X); err != nil {
		t.Error(err)
	}
}

// TestLastGoodWeights: a loss that is no number ends the training, and the
// weights of the last good epoch are there.
func TestLastGoodWeights(t *testing.T) {
	m := sequential.New(Input(2), Dense(1))
	if err := m.Compile("sgd(learning_rate=1e30)", "mse"); err != nil {
		t.Fatal(err)
	}
	before := hash(t, m)
	_, err := m.Fit([][]float32{{1, 2}, {3, 4}}, []float32{1, 2}, sequential.BatchSize(1))
	if err == nil || !strings.Contains(err.Error(), "last good epoch") {
		t.Errorf("%v", err)
	}
	if hash(t, m) != before {
		t.Error("other weights")
	}
}

// TestTransfer: Build keeps what it can.
func TestTransfer(t *testing.T) {
	m := sequential.New(Input(4), Dense(8, "relu"), Dense(3, "softmax"))
	if err := m.Compile("adam", "sparse_categorical_crossentropy"); err != nil {
		t.Fatal(err)
	}
	x := [][]float32{{1, 2, 3, 4}, {4, 3, 2, 1}}
	if _, err := m.Fit(x, []int{0, 2}, sequential.Epochs(3)); err != nil {
		t.Fatal(err)
	}
	body, _ := m.Weights()
	m.Pop()
	m.Add(Dense(5, "softmax"))
	if err := m.Freeze("dense"); err != nil {
		t.Fatal(err)
	}
	if err := m.Compile("adam", "sparse_categorical_crossentropy"); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Fit(x, []int{4, 1}, sequential.Epochs(3)); err != nil {
		t.Fatal(err)
	}
	now, _ := m.Weights()
	if !slices.Equal(body[0].Data, now[0].Data) || !slices.Equal(body[1].Data, now[1].Data) {
		t.Error("the frozen body has other weights")
	}
	if len(now[3].Data) != 5 {
		t.Errorf("the new head has %d units", len(now[3].Data))
	}
	if err := m.Freeze("dens"); err == nil || !strings.Contains(err.Error(), `did you mean "dense"`) {
		t.Errorf("%v", err)
	}
	if err := m.Unfreeze("dense"); err != nil {
		t.Error(err)
	}
}

// TestNested: a model is a layer, and brings its weights.
func TestNested(t *testing.T) {
	inner := sequential.New(Input(4), Dense(8, "relu"), Dense(4, "softmax"))
	if err := inner.Compile("adam", "mse"); err != nil {
		t.Fatal(err)
	}
	outer := sequential.New(Input(4), inner)
	if err := outer.Compile("adam", "categorical_crossentropy"); err != nil {
		t.Fatal(err)
	}
	x := [][]float32{{1, 2, 3, 4}, {-1, 0, 1, 2}}
	a, _ := inner.Predict(x)
	b, err := outer.Predict(x)
	if err != nil || !slices.Equal(a.Data, b.Data) {
		t.Errorf("inner %v, outer %v, %v", a, b, err)
	}
	path := filepath.Join(t.TempDir(), "nested.safetensors")
	if err := outer.Save(path); err != nil {
		t.Fatal(err)
	}
	c, err := sequential.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if y, err := c.Predict(x); err != nil || !slices.Equal(y.Data, a.Data) {
		t.Errorf("loaded %v, %v", y, err)
	}
}

func TestTwice(t *testing.T) {
	d := Dense(3, "relu")
	m := sequential.New(Input(3), d, d)
	if err := m.BuildFor(3); err != nil {
		t.Fatal(err)
	}
	w, _ := m.Weights()
	if len(w) != 4 || w[2].Path != "dense_1/kernel" || slices.Equal(w[0].Data, w[2].Data) {
		t.Errorf("%+v", w)
	}
}

func TestNoInput(t *testing.T) {
	m := sequential.New(Dense(4, "relu"), Dense(1))
	if err := m.Compile("sgd", "mse"); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Fit([][]float32{{1, 2, 3}, {4, 5, 6}}, []float32{1, 2}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(m.Nodes()[0].In, layer.Shape{3}) {
		t.Errorf("built for %v", m.Nodes()[0].In)
	}
	if _, err := m.Predict([][]float32{{1, 2}}); err == nil {
		t.Error("another width passed")
	}
}

func TestLogits(t *testing.T) {
	m := deep(t)
	x := digits(t).X.Slice(0, 3)
	z, err := m.Logits(x)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := m.Predict(x)
	for i := range p.Rows() {
		sum := 0.0
		for _, v := range z.Row(i) {
			sum += math.Exp(float64(v))
		}
		for k, v := range z.Row(i) {
			if want := math.Exp(float64(v)) / sum; math.Abs(want-float64(p.Row(i)[k])) > 1e-6 {
				t.Errorf("softmax of the logits is %g, Predict says %g", want, p.Row(i)[k])
			}
		}
	}
}

func TestSaveLoad(t *testing.T) {
	m, d := deep(t), digits(t)
	m.SetName("digits")
	m.SetClasses("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
	few := d.Take(seq(200))
	if _, err := m.Fit(few.X, few.Y, sequential.Epochs(2)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "digits.safetensors")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	again, err := sequential.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := m.PredictLabels(few.X)
	b, err := again.PredictLabels(few.X)
	if err != nil || !slices.Equal(a, b) || hash(t, m) != hash(t, again) || again.Title() != "digits" || again.Seed() != m.Seed() {
		t.Errorf("%v", err)
	}
	// Training goes on as if it had never stopped.
	if _, err := m.Fit(few.X, few.Y); err != nil {
		t.Fatal(err)
	}
	if _, err := again.Fit(few.X, few.Y); err != nil {
		t.Fatal(err)
	}
	if hash(t, m) != hash(t, again) {
		t.Error("the loaded model goes on otherwise")
	}
	text, _ := os.ReadFile(path)
	if r, err := sequential.Read(bytes.NewReader(text)); err != nil || r.Title() != "digits" {
		t.Errorf("Read: %v", err)
	}
	if r, err := sequential.LoadFS(os.DirFS(filepath.Dir(path)), "digits.safetensors"); err != nil || r.Title() != "digits" {
		t.Errorf("LoadFS: %v", err)
	}
	for cut := 0; cut < len(text); cut += max(1, len(text)/200) {
		if _, err := sequential.Read(bytes.NewReader(text[:cut])); err == nil {
			t.Fatalf("a file cut at %d of %d bytes was loaded", cut, len(text))
		}
	}
}

func TestSaveRefuses(t *testing.T) {
	m := sequential.New(Input(2), Dense(1))
	if err := m.Compile("sgd", "mse"); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, want := range map[string]string{
		"m.kears":               `did you mean ".keras"?`,
		"m.txt":                 "known are .h5, .json, .keras, .safetensors, .weights.h5",
		"no/such/m.safetensors": "no such file",
	} {
		if err := m.Save(filepath.Join(dir, name)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestPython reads a saved model with Python's safetensors, where .ci/run has
// set that up.
func TestPython(t *testing.T) {
	python := os.Getenv("LAYERCAKE_PYTHON")
	if python == "" {
		t.Log("not run: LAYERCAKE_PYTHON names no Python with safetensors")
		return
	}
	m := sequential.New(Input(3), Dense(2, "softmax"))
	if err := m.Compile("adam", "categorical_crossentropy"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "m.safetensors")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, "-c", `
import json, sys, numpy
from safetensors import safe_open
with safe_open(sys.argv[1], "np") as f:
    print(json.loads(f.metadata()["layercake"])["layers"])
    print(f.get_tensor("dense/kernel").shape, f.get_tensor("dense/kernel").sum())
`, path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	w, _ := m.Weights()
	var sum float32
	for _, v := range w[0].Data {
		sum += v
	}
	if !strings.Contains(string(out), "Dense(2, softmax") || !strings.Contains(string(out), "(3, 2)") {
		t.Errorf("%s, sum %g", out, sum)
	}
}

// TestSplit: validation rows are not trained on, stratified, and the last ones
// without shuffling.
func TestSplit(t *testing.T) {
	seen := map[float32]bool{}
	src := &spy{n: 20, seen: seen}
	m := sequential.New(Input(1), Dense(1))
	if err := m.Compile("sgd(0.0)", "mse"); err != nil {
		t.Fatal(err)
	}
	h, err := m.FitSource(t.Context(), src, sequential.ValidationSplit(.25), sequential.Shuffle(false), sequential.BatchSize(5))
	if err != nil || math.IsNaN(h.Last("val_loss")) {
		t.Fatal(err)
	}
	if want := []int{15, 16, 17, 18, 19}; !slices.Equal(src.last, want) {
		t.Errorf("validation rows %v, want %v", src.last, want)
	}
}

// spy is a source that remembers what it was last asked for.
type spy struct {
	n    int
	seen map[float32]bool
	last []int
}

func (s *spy) Len() int             { return s.n }
func (s *spy) Shapes() (x, y []int) { return []int{1}, []int{1} }
func (s *spy) Batch(x, y []float32, indices []int) error {
	s.last = slices.Clone(indices)
	for i, k := range indices {
		x[i], y[i] = float32(k), float32(k)
	}
	return nil
}

func TestSummaryBeforeBuild(t *testing.T) {
	if s := sequential.New(Dense(3)).Summary(); !strings.Contains(s, "not built yet: the shape of the input is not known") {
		t.Error(s)
	}
	if s := sequential.New().Summary(); !strings.Contains(s, "not built yet") {
		t.Error(s)
	}
}

var raceEnabled bool

// A single output means class 1 above one half, or above 0 if it is a score.
func TestThreshold(t *testing.T) {
	for _, c := range []struct {
		last []layer.Spec
		want int
	}{
		{[]layer.Spec{Dense(1)}, 1},
		{[]layer.Spec{Dense(1, "linear")}, 1},
		{[]layer.Spec{Dense(1), Flatten()}, 1},
		{[]layer.Spec{Dense(1), Activation("sigmoid")}, 1},
		{[]layer.Spec{Dense(1, "sigmoid"), Flatten()}, 1},
		{[]layer.Spec{Dense(1, "hard_sigmoid")}, 1},
		{[]layer.Spec{Dense(1, "tanh")}, 1},
		{[]layer.Spec{Dense(1, "sigmoid", layer.Option{Name: "use_bias", Value: true}), Rescaling(0.5)}, 0},
	} {
		m := sequential.New(c.last...)
		if err := m.BuildFor(1); err != nil {
			t.Fatal(err)
		}
		if err := m.SetWeights([]sequential.Weight{{Shape: []int{1, 1}, Data: []float32{.1}}, {Shape: []int{1}, Data: []float32{0}}}); err != nil {
			t.Fatal(err)
		}
		k, err := m.PredictClasses([]float64{1})
		if err != nil || k[0] != c.want {
			t.Errorf("%v: %v, %v, want %d", c.last, k, err, c.want)
		}
	}
}
