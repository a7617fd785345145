package plot

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Jacobian is two activations side by side, each as the matrix that tells
// which output moves when one input is nudged, and what really happens when
// it is.
type Jacobian struct {
	Title    string // "" for a question
	Subtitle string // "" for how to read a matrix
	Left     Matrix
	Right    Matrix
	Nudged   int     // the input that is outlined, and nudged in Trials
	Step     float64 // what the trials add to it
	Trials   []Trial // up to three; nil to leave them out
}

// Matrix is the Jacobian of one activation at one vector z.
type Matrix struct {
	Name       string      // "softmax"
	Formula    string      // "∂softmax(z) / ∂z = diag(p) − p pᵀ"; "" for none
	Output     string      // the letter of its outputs; "" for y
	Vectorwise bool        // it acts on the whole vector at once
	Values     [][]float64 // Values[i][k] = ∂yᵢ / ∂zₖ, n × n
}

// Trial is what an activation gives before and after one input moved.
type Trial struct {
	Name          string
	Vectorwise    bool
	Before, After []float64 // n each
}

// JacobianSVG writes the picture as SVG. It fails where the matrices are not
// square, of one size and finite, and where w does.
func JacobianSVG(w io.Writer, j *Jacobian) error {
	p, err := jacobianPage(j)
	if err != nil {
		return err
	}
	return p.writeSVG(w)
}

// JacobianPNG writes the picture as PNG.
func JacobianPNG(w io.Writer, j *Jacobian, opt PNG) error {
	p, err := jacobianPage(j)
	if err != nil {
		return err
	}
	return p.writePNG(w, opt)
}

// mostInputs bounds a Jacobian, whose size is the square.
const mostInputs = 4096

func (j *Jacobian) check() error {
	if j == nil {
		return errors.New("plot: no Jacobian (nil)")
	}
	n := len(j.Left.Values)
	if n < 1 || n > mostInputs {
		return fmt.Errorf("plot: a Jacobian of %s: want 1 to %d", of(n, "row"), mostInputs)
	}
	for _, m := range []*Matrix{&j.Left, &j.Right} {
		if err := m.check(n); err != nil {
			return fmt.Errorf("plot: the Jacobian of %s: %w", clean(m.Name), err)
		}
	}
	if j.Nudged < 0 || j.Nudged >= n {
		return fmt.Errorf("plot: nudged input %d of a Jacobian of %s", j.Nudged, of(n, "input"))
	}
	if len(j.Trials) > 3 {
		return fmt.Errorf("plot: %d trials beside a Jacobian: want at most 3", len(j.Trials))
	}
	for _, t := range j.Trials {
		if len(t.Before) != n || len(t.After) != n {
			return fmt.Errorf("plot: trial of %s has %d and %d numbers: want %d", clean(t.Name), len(t.Before), len(t.After), n)
		}
		for i := range n {
			if finite(t.Before[i]) != t.Before[i] || finite(t.After[i]) != t.After[i] {
				return fmt.Errorf("plot: trial of %s: output %d goes from %v to %v", clean(t.Name), i, t.Before[i], t.After[i])
			}
		}
	}
	return nil
}

func (m *Matrix) check(n int) error {
	if len(m.Values) != n {
		return fmt.Errorf("%s: want %d", of(len(m.Values), "row"), n)
	}
	for i, row := range m.Values {
		if len(row) != n {
			return fmt.Errorf("row %d has %s: want %d", i, of(len(row), "column"), n)
		}
		for k, v := range row {
			if finite(v) != v {
				return fmt.Errorf("row %d, column %d is %v", i, k, v)
			}
		}
	}
	return nil
}

// A heatPage is a Jacobian picture in the making.
type heatPage struct {
	page
	j     *Jacobian
	shown []int // the inputs drawn, in order
	cell  float64
}

func jacobianPage(j *Jacobian) (*page, error) {
	if err := j.check(); err != nil {
		return nil, err
	}
	n := len(j.Left.Values)
	h := &heatPage{j: j, shown: shownInputs(n, j.Nudged)}
	h.cell = min(60, float64(heatSide/len(h.shown)))
	h.w = pageWidth
	h.title = clean(j.Title)
	if h.title == "" {
		h.title = "Who moves when one number moves?"
	}
	h.desc = j.describe()
	h.write(panelX+2, 34, 18, left, ink, true, elide(h.title, panelWidth-4, 18, true))
	h.write(panelX+2, 55, 13, left, muted, false, elide(h.subline(), panelWidth-4, 13, false))
	y := h.matrix(&j.Left, panelX)
	y = max(y, h.matrix(&j.Right, panelX+panelWidth-heatPanel))
	for _, x := range []float64{panelX, panelX + panelWidth - heatPanel} {
		h.panel(x, 74, heatPanel, y-74)
	}
	y = h.legend(y + 22)
	if len(j.Trials) > 0 {
		y = h.trials(y + 44)
	}
	h.h = y + 18
	return &h.page, nil
}

func (h *heatPage) subline() string {
	if h.j.Subtitle != "" {
		return h.j.Subtitle
	}
	n := len(h.j.Left.Values)
	s := "The same numbers z under " + clean(h.j.Left.Name) + " and under " + clean(h.j.Right.Name) + ". Row: an output. Column: the z that is nudged."
	if len(h.shown) < n {
		s += " " + count(len(h.shown)) + " of " + count(n) + " shown."
	}
	return s
}

// shownInputs are the inputs that are drawn: up to 30 all, else the first
// and last 15, with the nudged one in place of the nearest.
func shownInputs(n, nudged int) []int {
	const most = 30
	var s []int
	for i := range n {
		if n <= most || i < most/2 || i >= n-most/2 {
			s = append(s, i)
		}
	}
	if n > most && nudged >= most/2 && nudged < n-most/2 {
		s[most/2-1] = nudged
	}
	return s
}

// describe tells the picture to those who hear it.
func (j *Jacobian) describe() string {
	s := "Two heat-maps."
	for _, m := range []*Matrix{&j.Left, &j.Right} {
		s += " The Jacobian of " + clean(m.Name) + ": " + strings.Join(m.findings(), " ")
	}
	for i := range j.Trials {
		t := &j.Trials[i]
		s += " " + clean(t.Name) + ": " + t.moved() + ", " + t.totals() + "."
	}
	return s
}
