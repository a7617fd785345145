package layertest

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[faultySpec]("Faulty")

// faultySpec is y = w·x for one weight w, with one mistake.
type faultySpec struct {
	Fault        string `yaml:"fault" default:"none" doc:"which mistake"`
	layer.Common `yaml:",inline"`
}

func (s *faultySpec) Build(n *layer.Node) (layer.Layer, error) {
	if s.Fault == "build" {
		return nil, errors.New("as asked")
	}
	l := &faulty{fault: s.Fault, w: n.Param("w", layer.Shape{1}, initializers.Ones)}
	l.kept, l.work = n.Buffer(layer.Tape, n.In.Size(), 0), n.Buffer(layer.Work, n.In.Size(), 0)
	switch s.Fault {
	case "shape":
		n.Out = layer.Shape{n.In.Size(), 1}
	case "weights":
		n.Param("more", layer.Shape{1}, initializers.Ones)
	case "view":
		n.View = true
	case "in place":
		n.InPlace = true
	case "mask":
		n.Mask = layer.MakesMask
	case "frozen":
		l.w.Kind = layer.Trainable
	}
	return l, nil
}

type faulty struct {
	fault      string
	w          *layer.Param
	kept, work *layer.Buffer
	shared     []float32
}

func (l *faulty) Forward(f *layer.Frame) {
	w := f.W(l.w)[0]
	for i, v := range f.X {
		switch at := uint64(i); l.fault {
		case "kink":
			v = float32(int(v*1e4) % 7)
		case "stream":
			s, _ := f.Random()
			v *= float32(s.Uniform(at))
		case "rows":
			v += f.X[0]
		case "reads":
			v += 0 * f.Y[i]
		case "in place":
			v += f.X[len(f.X)-1-i]
		}
		f.Y[i] = w * v
	}
	switch l.fault {
	case "allocates":
		l.shared = make([]float32, len(f.X))
	case "keeps in work":
		copy(f.Buf(l.work), f.X)
	case "fails":
		f.Fail(errors.New("as asked"))
	case "mask":
		for i := range f.OutMask {
			f.OutMask[i] = 2
		}
	case "train only":
		if f.Train() {
			f.Y[0] *= 2
		}
	}
	copy(f.Buf(l.kept), f.X)
}

func (l *faulty) Backward(f *layer.Frame) {
	w, x := f.W(l.w)[0], f.Buf(l.kept)
	if l.fault == "keeps in work" {
		x = f.Buf(l.work)
	}
	if g := f.Grad(l.w); g != nil {
		if l.fault == "sets" {
			g[0] = 0
		}
		for i, d := range f.DY {
			g[0] += x[i] * d
		}
	}
	switch l.fault {
	case "gradient":
		w *= 1.02
	case "weight gradient":
		f.Grad(l.w)[0] *= 1.02
	}
	for i := range f.DX {
		f.DX[i] = w * f.DY[i]
	}
	if l.fault == "wants DX" {
		f.DX[0] *= 1
	}
}

// TestFaults sees that each mistake is found, and no other.
func TestFaults(t *testing.T) {
	for fault, want := range map[string]string{
		"none":            "",
		"build":           "as asked",
		"shape":           "output (None, 3, 1), want (None, 3)",
		"weights":         "2 weights, want 1",
		"gradient":        "dx: the slope is",
		"weight gradient": "dfaulty/w: the slope is",
		"sets":            "the gradient is set, not added to",
		"kink":            "no place without a kink",
		"stream":          "two parts in training: y",
		"rows":            "predicted in two parts: y",
		"reads":           "y: value 0 is NaN",
		"in place":        "in place at prediction: value",
		"view":            "a view at prediction: y",
		"mask":            "2 in the mask, want 0 or 1",
		"allocates":       "allocates",
		"keeps in work":   "beside another layer",
		"train only":      "in training: dx: the slope is",
		"frozen":          "frozen: 1 trainable",
		"fails":           "as asked",
		"wants DX":        "panic",
	} {
		if fault == "allocates" && raceDetector {
			continue // counted without it only
		}
		c := Case{Spec: fmt.Sprintf("Faulty(%q)", fault), In: layer.Shape{3}, Out: layer.Shape{3}, Weights: 1}
		if have := failures(t, c); want == "" && have != "" || !strings.Contains(have, want) {
			t.Errorf("%s: %q, want %q", fault, have, want)
		}
	}
}

// failures are the messages of a check.
func failures(t *testing.T, c Case) string {
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if p := recover(); p != nil {
				r.Errorf("panic: %v", p)
			}
		}()
		check(r, c)
	}()
	<-done
	return r.text
}

// recorder takes failures for itself.
type recorder struct {
	testing.TB
	mu   sync.Mutex // some checks run at once
	text string
}

func (r *recorder) Helper() {}

func (r *recorder) Error(args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.text += fmt.Sprintln(args...)
}

func (r *recorder) Errorf(format string, args ...any) { r.Error(fmt.Sprintf(format, args...)) }
func (r *recorder) Fatal(args ...any)                 { r.Error(args...); runtime.Goexit() }

func TestCaseNames(t *testing.T) {
	c := Case{Spec: &faultySpec{Fault: "none", Common: layer.Common{Trainable: true}}, In: layer.Shape{3}, Masked: true}
	if have, want := c.String(), "Faulty of (None, 3) masked"; have != want {
		t.Errorf("%s, want %s", have, want)
	}
	if c.Name() != "Faulty" || (Case{Spec: "Nothing"}).Name() != "" {
		t.Errorf("%q", c.Name())
	}
}
