package plot

import (
	"fmt"
	"math"
	"testing"

	"golang.org/x/image/font/sfnt"
	"pgregory.net/rapid"
)

// frame is where the ink of a text lies.
type frame struct{ x0, y0, x1, y1 float64 }

func (t *text) frame() frame {
	w := t.width()
	x := t.x
	switch t.anchor {
	case middle:
		x -= w / 2
	case right:
		x -= w
	}
	return frame{x, t.y - 0.74*t.size, x + w, t.y + 0.16*t.size}
}

func (t *text) String() string {
	s := ""
	for _, p := range t.spans {
		s += p.s
	}
	return fmt.Sprintf("%q at (%.1f, %.1f)", s, t.x, t.y)
}

func (a frame) overlaps(b frame) bool {
	return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

// findFaults lists what is wrong with a layout: texts outside the page or
// over each other, signs the fonts lack, coordinates that are no numbers.
func findFaults(p *page) (faults []string) {
	var texts []*text
	for _, m := range p.marks() {
		for _, v := range lengths(m) {
			if math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) > 1e6 {
				faults = append(faults, fmt.Sprintf("a length of %v in %#v", v, m))
			}
		}
		if t, ok := m.(*text); ok {
			texts = append(texts, t)
		}
	}
	for i, t := range texts {
		f := t.frame()
		if f.x0 < 8 || f.y0 < 8 || f.x1 > p.w-8 || f.y1 > p.h-8 {
			faults = append(faults, fmt.Sprintf("%v leaves the page", t))
		}
		if t.size < 9 {
			faults = append(faults, fmt.Sprintf("%v is only %v px high", t, t.size))
		}
		for _, u := range texts[:i] {
			if f.overlaps(u.frame()) {
				faults = append(faults, fmt.Sprintf("%v lies over %v", t, u))
			}
		}
	}
	return faults
}

// lengths are all coordinates and sizes of a mark.
func lengths(m mark) []float64 {
	switch m := m.(type) {
	case *box:
		return []float64{m.x, m.y, m.w, m.h, m.r}
	case *disc:
		return []float64{m.x, m.y, m.r}
	case *path:
		var all []float64
		for _, s := range m.steps {
			all = append(all, s.x, s.y)
		}
		return all
	case *text:
		return []float64{m.x, m.y, m.size}
	}
	panic("unknown mark")
}

// boxesOf are all boxes of one role.
func boxesOf(p *page, role string) (all []*box) {
	for _, m := range p.marks() {
		if b, ok := m.(*box); ok && b.role == role {
			all = append(all, b)
		}
	}
	return all
}

// arrowsAt counts the arrows that end on, and that begin on, a horizontal
// line between x0 and x1.
func arrowsAt(p *page, x0, x1, y float64) (in, out int) {
	near := func(a, b float64) bool { return math.Abs(a-b) < 0.01 }
	for _, m := range p.marks() {
		a, ok := m.(*path)
		if !ok || a.role != "arrow" || a.steps[0].x < x0 || a.steps[0].x > x1 {
			continue
		}
		if near(a.steps[0].y, y) {
			out++
		}
		if near(a.steps[1].y+5, y) {
			in++
		}
	}
	return in, out
}

func TestNoFaults(t *testing.T) {
	for _, s := range specs(t) {
		p, err := networkPage(s.n)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		for _, f := range findFaults(p) {
			t.Errorf("%s: %s", s.name, f)
		}
	}
	for _, n := range []int{1, 2, 3, 4, 7, 10, 11, 12, 13, 20, 30, 31, 100} {
		for _, k := range []int{0, n / 2, n - 1} {
			p, err := jacobianPage(jacobianOf(wave(n, 2), k))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range findFaults(p) {
				t.Errorf("Jacobian of %d, input %d: %s", n, k, f)
			}
		}
	}
	for _, n := range []int{1, 2, 3, 7, 40, 300, 12345} {
		p, err := curvesPage(training(n))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findFaults(p) {
			t.Errorf("%d epochs: %s", n, f)
		}
	}
}

// One tile is one call of a function.
func TestTiles(t *testing.T) {
	for _, s := range specs(t) {
		wide, small := 0, 0
		for i := range s.n.Layers {
			l := &s.n.Layers[i]
			places, units := 1, min(l.units(), 8)
			if l.rank() > 1 {
				places, units = len(newGroups(l.Shape).at), 3
				if l.units() <= 4 {
					units = l.units()
				}
			} else if l.units() <= 10 {
				units = l.units()
			} else if last := s.n.Layers[len(s.n.Layers)-1]; s.n.Sample != nil && l.units() == last.units() {
				if k := largest(last.Y); k >= 4 && k < l.units()-4 {
					units = 9
				}
			}
			switch {
			case l.Vectorwise:
				wide += places
			case l.Activation != "":
				small += places * units
			}
		}
		p, err := networkPage(s.n)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(boxesOf(p, "all")); got != wide {
			t.Errorf("%s: %d wide tiles, want %d", s.name, got, wide)
		}
		if got := len(boxesOf(p, "each")); got != small {
			t.Errorf("%s: %d small tiles, want %d", s.name, got, small)
		}
	}
}

// Every number goes into a tile, and out of a wide one.
func TestArrows(t *testing.T) {
	for _, s := range specs(t) {
		p, err := networkPage(s.n)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range boxesOf(p, "each") {
			if in, _ := arrowsAt(p, b.x, b.x+b.w, b.y); in != 1 {
				t.Errorf("%s: %d arrows into the small tile at (%v, %v), want 1", s.name, in, b.x, b.y)
			}
		}
		for _, b := range boxesOf(p, "all") {
			in, _ := arrowsAt(p, b.x, b.x+b.w, b.y)
			_, out := arrowsAt(p, b.x, b.x+b.w, b.y+b.h)
			if in != out || in == 0 {
				t.Errorf("%s: %d arrows into and %d out of the wide tile at (%v, %v)", s.name, in, out, b.x, b.y)
			}
		}
	}
	for units, want := range map[int]int{2: 2, 3: 3, 10: 10, 11: 11, 1000: 11} {
		p, err := networkPage(mlp("in", []int{5, units}, "softmax"))
		if err != nil {
			t.Fatal(err)
		}
		b := boxesOf(p, "all")[0]
		if in, _ := arrowsAt(p, b.x, b.x+b.w, b.y); in != want {
			t.Errorf("%d units: %d arrows into the tile, want %d", units, in, want)
		}
	}
}

func TestPredictedIsShown(t *testing.T) {
	n := mlp("in", []int{5, 40}, "softmax")
	l := &n.Layers[0]
	l.Z = make([]float32, 40)
	for _, k := range []int{0, 3, 4, 17, 35, 36, 39} {
		clear(l.Z)
		l.Z[k] = 3
		l.Y = softmax(l.Z)
		n.Sample = &Sample{}
		d := &drawing{n: n}
		d.outputs()
		found := false
		hidden := 0
		r := d.rowOf(0, 40)
		for _, u := range r.units {
			found = found || u.i == k
		}
		for _, g := range r.gaps {
			hidden += g.count
		}
		if !found || len(r.units)+hidden != 40 {
			t.Errorf("predicted %d: shown %v, %d hidden", k, r.units, hidden)
		}
	}
}

// Any network that passes the check is drawn without faults.
func TestRandomNetworks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := randomNetwork(t)
		p, err := networkPage(n)
		if err != nil {
			t.Fatalf("%v", err)
		}
		for _, f := range findFaults(p) {
			t.Errorf("%s", f)
		}
	})
}

func randomNetwork(t *rapid.T) *Network {
	name := rapid.SampledFrom([]string{"", "a", "dense_1", "a name of thirty letters or so", "W W W W W W W W W W W W W W W W W W W W"})
	units := rapid.SampledFrom([]int{1, 2, 3, 4, 5, 9, 10, 11, 12, 1000, 12345})
	axes := rapid.SampledFrom([][]int{{}, {}, {}, {1}, {2}, {3}, {4}, {-1}, {28, 28}, {30, 40}})
	function := rapid.SampledFrom([]string{"", "relu", "tanh", "softmax", "softmax", "log_softmax", "sparsemax", "leaky_relu(negative_slope=0.2)", "a_function_without_a_curve(with=arguments)"})
	n := &Network{Title: name.Draw(t, "title"), Input: Input{Name: name.Draw(t, "input"), Shape: append(append([]int(nil), axes.Draw(t, "axes")...), units.Draw(t, "units")), Note: name.Draw(t, "note")}}
	for range rapid.IntRange(1, 7).Draw(t, "layers") {
		l := Layer{Name: name.Draw(t, "name"), Type: name.Draw(t, "type"), Note: name.Draw(t, "note")}
		l.Shape = append(append([]int(nil), axes.Draw(t, "axes")...), units.Draw(t, "units"))
		l.Params = rapid.IntRange(0, 1e9).Draw(t, "params")
		l.Fan = rapid.SampledFrom([]int{0, 0, 1, 784}).Draw(t, "fan")
		l.Recurrent, l.Window = rapid.Bool().Draw(t, "recurrent"), rapid.Bool().Draw(t, "window")
		n.Layers = append(n.Layers, with(l, function.Draw(t, "activation")))
	}
	if rapid.Bool().Draw(t, "sampled") {
		n = run(n, rapid.Float64Range(0, 9).Draw(t, "seed"))
		scale := rapid.SampledFrom([]float32{1, 1, 1e-6, 50, 1e9, float32(math.Inf(1)), float32(math.NaN())}).Draw(t, "scale")
		for i := range n.Layers {
			for k := range n.Layers[i].Z {
				n.Layers[i].Z[k] *= scale
			}
		}
	}
	if n.Sample != nil {
		for i := range n.Layers {
			n.Layers[i].fillIn(rapid.SampledFrom([]string{"", "maps", "inside"}).Draw(t, "seen"), name.Draw(t, "inside"))
		}
	}
	last := &n.Layers[len(n.Layers)-1]
	if k := last.units(); k < 20 && rapid.Bool().Draw(t, "classes") {
		for range k {
			n.Classes = append(n.Classes, name.Draw(t, "class"))
		}
	}
	return n
}

// Every sign that the pictures write of themselves has a glyph.
func TestGlyphs(t *testing.T) {
	var buf sfnt.Buffer
	for _, bold := range []bool{false, true} {
		for _, r := range "₀₁₂₃₄₅₆₇₈₉₋Σ∂÷−×→·…–ᵀ“”ᵢⱼ∞≥°" {
			if g, err := face(bold).GlyphIndex(&buf, r); err != nil || g == 0 {
				t.Errorf("bold %v: no glyph for %c", bold, r)
			}
		}
	}
	if regular, b := width("softmax", 16, false), width("softmax", 16, true); regular < 50 || b <= regular {
		t.Errorf("softmax at 16 px is %v wide, bold %v", regular, b)
	}
}
