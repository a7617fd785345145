package plot

import (
	"errors"
	"io"
	"math"
	"strings"
	"testing"
)

// change is iris with something done to it.
func change(f func(n *Network)) *Network {
	n := run(iris(), 1)
	f(n)
	return n
}

func TestNetworkErrors(t *testing.T) {
	for _, c := range []struct {
		want string
		n    *Network
	}{
		{"no network", nil},
		{"no layers", &Network{}},
		{"has no shape", change(func(n *Network) { n.Input.Shape = nil })},
		{"axis 1 has size 0", change(func(n *Network) { n.Input.Shape = []int{0} })},
		{"axis 1 has size -1", change(func(n *Network) { n.Input.Shape = []int{-1} })},
		{"too large", change(func(n *Network) { n.Input.Shape = []int{1 << 40, 1 << 40} })},
		{"has 9 axes", change(func(n *Network) { n.Input.Shape = make([]int, 9) })},
		{`layer "output" (2 of 2): has no shape`, change(func(n *Network) { n.Layers[1].Shape = nil })},
		{`layer "hidden" (1 of 2): shape [-7]: axis 1`, change(func(n *Network) { n.Layers[0].Shape = []int{-7} })},
		{"has -1 params", change(func(n *Network) { n.Layers[0].Params = -1 })},
		{"has -1 products", change(func(n *Network) { n.Layers[0].Fan = -1 })},
		{"vector-wise but has no activation", change(func(n *Network) { n.Layers[1].Activation = "" })},
		{"must be vector-wise", change(func(n *Network) { n.Layers[1].Vectorwise = false })},
		{"2 class names for 3 outputs", change(func(n *Network) { n.Classes = n.Classes[:2] })},
		{"the sample has 2 z: want 3", change(func(n *Network) { n.Layers[1].Z = n.Layers[1].Z[:2] })},
		{"the sample has 17 y: want 16", change(func(n *Network) { n.Layers[0].Y = make([]float32, 17) })},
		{"the sample has 5 numbers: the input wants 4", change(func(n *Network) { n.Sample.X = make([]float32, 5) })},
		{"no picture of 3 × 1", change(func(n *Network) { n.Sample.Rows, n.Sample.Cols = 3, 1 })},
		{"0 rows and 1 columns", change(func(n *Network) { n.Sample.Cols = 1 })},
		{"the sample has 5 values for an output of shape [16]", change(func(n *Network) { n.Layers[0].Values = make([]float32, 5) })},
		{"there is nothing to show", change(func(n *Network) { n.Layers[0].Inside = []Inside{{}} })},
		{"gate has 5 values: want 2 steps × 3 units", change(func(n *Network) {
			n.Layers[0].Inside = []Inside{{Heats: []Heat{{Name: "gate", Steps: 2, Units: 3, Values: make([]float32, 5)}}}}
		})},
		{"501 layers", &Network{Input: Input{Shape: []int{1}}, Layers: make([]Layer, 501)}},
	} {
		expect(t, c.want, NetworkSVG(io.Discard, c.n), NetworkPNG(io.Discard, c.n, PNG{}))
	}
}

func expect(t *testing.T, want string, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "plot: ") {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func TestJacobianErrors(t *testing.T) {
	with := func(f func(j *Jacobian)) *Jacobian {
		j := jacobianOf(wave(4, 1), 2)
		f(j)
		return j
	}
	for _, c := range []struct {
		want string
		j    *Jacobian
	}{
		{"no Jacobian", nil},
		{"0 rows", &Jacobian{}},
		{"relu: row 1 has 3 columns: want 4", with(func(j *Jacobian) { j.Left.Values[1] = j.Left.Values[1][1:] })},
		{"softmax: 3 rows: want 4", with(func(j *Jacobian) { j.Right.Values = j.Right.Values[1:] })},
		{"row 2, column 3 is NaN", with(func(j *Jacobian) { j.Right.Values[2][3] = math.NaN() })},
		{"nudged input 4", with(func(j *Jacobian) { j.Nudged = 4 })},
		{"nudged input -1", with(func(j *Jacobian) { j.Nudged = -1 })},
		{"4 trials", with(func(j *Jacobian) { j.Trials = make([]Trial, 4) })},
		{"3 and 4 numbers: want 4", with(func(j *Jacobian) { j.Trials[0].Before = j.Trials[0].Before[1:] })},
		{"output 0 goes from +Inf", with(func(j *Jacobian) { j.Trials[0].Before[0] = math.Inf(1) })},
	} {
		expect(t, c.want, JacobianSVG(io.Discard, c.j), JacobianPNG(io.Discard, c.j, PNG{}))
	}
}

func TestHistoryErrors(t *testing.T) {
	for _, c := range []struct {
		want string
		h    History
	}{
		{"no series", nil},
		{`series "loss" (1 of 1) has 0 epochs`, History{{Name: "loss"}}},
		{`two series "a"`, History{{"a", []float64{1}}, {"a", []float64{1}}}},
		{"65 series", make(History, 65)},
	} {
		expect(t, c.want, CurvesSVG(io.Discard, c.h), CurvesPNG(io.Discard, c.h, PNG{}))
	}
}

// Odd but possible numbers make a picture all the same.
func TestOddHistories(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for name, v := range map[string][]float64{
		"nothing": {nan, inf, -inf}, "one": {3}, "zeros": {0, 0, 0}, "huge": {1e308, -1e308, 5}, "large": {1e99, -1e99},
		"tiny": {1e-300, 2e-300}, "equal": {5, 5}, "holes": {nan, 1, nan, 2, 3, nan}, "close": {1, 1 + 1e-15},
	} {
		p, err := curvesPage(History{{"loss", v}, {"val_other", v}})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, f := range findFaults(p) {
			t.Errorf("%s: %s", name, f)
		}
	}
}

func TestBest(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		h     History
		epoch int
		by    string
	}{
		{History{{"loss", []float64{3, 1, 2}}}, 1, "loss"},
		{History{{"loss", []float64{3, 1, 2}}, {"val_loss", []float64{3, 2, 1}}}, 2, "val_loss"},
		{History{{"loss", []float64{nan, 4}}, {"val_loss", []float64{nan, nan}}}, 1, "loss"},
		{History{{"accuracy", []float64{1}}}, -1, ""},
	} {
		if epoch, by := c.h.best(); epoch != c.epoch || by != c.by {
			t.Errorf("%v: best %d by %q, want %d by %q", c.h, epoch, by, c.epoch, c.by)
		}
	}
}

// A writer that fails after so many bytes.
type failing int

var errFull = errors.New("full")

func (f *failing) Write(p []byte) (int, error) {
	if *f -= failing(len(p)); *f < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWriteErrors(t *testing.T) {
	for _, p := range pictures(t)[:1] {
		for _, n := range []failing{0, 5000} {
			a, b := n, n
			if err := p.svg(&a); !errors.Is(err, errFull) {
				t.Errorf("SVG: %v", err)
			}
			if err := p.png(&b, PNG{Scale: 1}); !errors.Is(err, errFull) {
				t.Errorf("PNG: %v", err)
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{count(0), "0"}, {count(999), "999"}, {count(1000), "1,000"}, {count(78500), "78,500"}, {count(1234567), "1,234,567"}, {count(-1000), "-1,000"},
		{of(1, "unit"), "1 unit"}, {of(2000, "unit"), "2,000 units"}, {word(10), "ten"}, {word(13), "13"}, {all(2), "both"}, {all(10), "all 10"}, {allOf(10), "all ten"},
		{sub("z", 1029), "z₁₀₂₉"}, {decimal(-0.001, 2), "0.00"}, {decimal(-1.5, 1), "−1.5"}, {decimal(math.Inf(-1), 2), "−∞"}, {decimal(math.NaN(), 2), "NaN"},
		{brief(1.234, 2), "1.23"}, {brief(12.34, 2), "12.3"}, {brief(-123.4, 2), "−123"}, {brief(99999, 2), "99999"}, {brief(123456, 2), "1.2e5"}, {brief(-1.23e-9, 2), "0.00"}, {brief(9.996, 2), "10.0"},
		{tiny(0.25), "0.250"}, {tiny(0.00003), "3e−5"}, {tiny(0), "0.000"}, {tiny(1e-20), "1e−20"},
		{derivative(0.25), ".25"}, {derivative(-0.01), "−.01"}, {derivative(-0.001), "−"}, {derivative(0.001), "+"}, {derivative(1), "1"}, {derivative(0), "0"}, {derivative(10), "10.0"},
		{shape([]int{-1, 3}), "(None, None, 3)"}, {nudge(1), "1"}, {nudge(0.5), "0.50"}, {position([]int{28, 28}, 783), "(27, 27)"}, {position([]int{7}, 6), "t = 6"},
		{tickLabel(0.25, 2), "0.25"}, {tickLabel(2e7, -7), "2e7"}, {tickLabel(-3e-9, 9), "−3e−9"},
		{clean(" a\n\tb  c "), "a b c"}, {elide("abcdefghij", 40, 12, false), "abc…"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// The figures of a softmax drawn step by step are those of its sums.
func TestRunSoftmax(t *testing.T) {
	r := runSoftmax([]float32{1, 3, 2}, []float32{0.25, 0.5, 0.25})
	want := 1 + math.Exp(-1) + math.Exp(-2)
	if r.largest != 3 || math.Abs(r.total-want) > 1e-12 || r.e[1] != 1 || math.Abs(r.e[0]-math.Exp(-2)) > 1e-15 || r.p[1] != 0.5 {
		t.Errorf("%+v", r)
	}
	if s := sumLine([]float64{0.016, 0.078, 0.4, 0.506}); s != "0.016 + 0.078 + … + 0.506 = 1.000" {
		t.Error(s)
	}
}

func TestFindings(t *testing.T) {
	for _, c := range []struct {
		want string
		v    [][]float64
	}{
		{"at most its own output moves", [][]float64{{1, 0}, {0, 0}}},
		{"Raise one z and both outputs move: its own gains, the other loses, and the column total is 0.", [][]float64{{.2, -.2}, {-.2, .2}}},
		{"all three outputs move: its own gains, the other two lose.", [][]float64{{2, -1, -1}, {-3, 2, -1}, {-1, -1, 3}}},
		{"Raise one z and outputs other than its own move too. The column total is 0: their sum stays.", [][]float64{{.5, -.5, 0}, {-.5, .5, 0}, {0, 0, 0}}},
		{"Raise one z and both outputs move. Their sum moves with them.", [][]float64{{1, 2}, {3, 4}}},
	} {
		m := Matrix{Values: c.v}
		if got := strings.Join(m.findings(), " "); !strings.Contains(got, c.want) {
			t.Errorf("%v: %q, want %q", c.v, got, c.want)
		}
	}
}

func TestPicture(t *testing.T) {
	for _, c := range []struct {
		shape      []int
		rows, cols int
	}{{[]int{784}, 28, 28}, {[]int{64}, 8, 8}, {[]int{100}, 0, 0}, {[]int{28, 28}, 28, 28}, {[]int{7, 16}, 0, 0}, {[]int{20, 30, 3}, 20, 30}, {[]int{20, 30, 5}, 0, 0}} {
		if r, w := guessSize(c.shape); r != c.rows || w != c.cols {
			t.Errorf("%v: %d × %d, want %d × %d", c.shape, r, w, c.rows, c.cols)
		}
	}
	p := newPicture(&Input{Shape: []int{4}}, &Sample{X: []float32{0, 1, 2, 4}, Rows: 2, Cols: 2})
	if p.cell != 42 || p.v[1] != 0.25 || p.v[3] != 1 {
		t.Errorf("%+v", p)
	}
	big := newPicture(&Input{Shape: []int{224, 224, 3}}, &Sample{X: wave(224*224*3, 1)})
	if big.h != 38 || big.w != 38 || big.cell != 2 || len(big.v) != 38*38 {
		t.Errorf("%d × %d cells of %v", big.h, big.w, big.cell)
	}
}

// TestUnknownSize: a sample for an input whose number of steps is not known is
// drawn without a picture of it.
func TestUnknownSize(t *testing.T) {
	for _, shape := range [][]int{{-1, 4}, {2, -1, 4}} {
		n := change(func(n *Network) {
			n.Input.Shape = shape
			n.Sample.X = make([]float32, 16)
			n.Sample.Rows, n.Sample.Cols = 0, 0
		})
		if err := NetworkSVG(io.Discard, n); err != nil {
			t.Errorf("%v: %v", shape, err)
		}
	}
}
