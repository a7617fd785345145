package plot

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"golang.org/x/image/font/opentype"
	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	gonumtext "gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/recorder"
)

// chartFont is what gonum/plot measures with.
var chartFont = font.Font{Typeface: "DejaVu", Size: 11}

var chartFonts = sync.OnceValue(func() *font.Cache {
	f, err := opentype.Parse(dejavusans.TTF)
	if err != nil {
		panic("plot: embedded font: " + err.Error())
	}
	return font.NewCache(font.Collection{{Font: font.Font{Typeface: chartFont.Typeface}, Face: f}})
})

// A place is where on a page gonum's canvas lies: its left edge, and its
// foot, from which gonum's y goes up.
type place struct {
	page    *page
	x, foot float64
}

func (p *place) at(pt vg.Point) (x, y float64) { return p.x + float64(pt.X), p.foot - float64(pt.Y) }

// A writer is gonum's text handler: it measures like its plain one, and
// writes straight onto the page, with the anchor kept.
type writer struct {
	gonumtext.Plain
	*place
}

func newWriter(p *place) writer { return writer{gonumtext.Plain{Fonts: chartFonts()}, p} }

// Draw implements gonum's text handler for level text of one line. Its
// alignments are −1 … 0 times the text's size, leftward and downward.
func (w writer) Draw(_ vg.Canvas, s string, style gonumtext.Style, pt vg.Point) {
	x, y := w.at(pt)
	a := left
	switch style.XAlign {
	case gonumtext.XCenter:
		a = middle
	case gonumtext.XRight:
		a = right
	}
	// gonum counts the room below the line; figures are 0.73 of the size
	// high and use none.
	size := float64(style.Font.Size)
	if style.YAlign != gonumtext.YBottom {
		y += float64(0.24*size) - float64(0.73*size*float64(style.YAlign))
	}
	if style.YAlign == gonumtext.YTop {
		y += 3 // off the axis
	}
	fill, ok := style.Color.(paint)
	if !ok {
		fill = ink
	}
	w.page.write(x, y, size, a, fill, false, s)
}

// replay draws what gonum drew. An action that no chart needs is an error,
// so that nothing is left out unseen.
func (p *place) replay(actions []recorder.Action) error {
	st := style{width: 1}
	var stack []style
	for _, action := range actions {
		switch a := action.(type) {
		case *recorder.SetColor:
			c, ok := a.Color.(paint)
			if !ok {
				c = ink
			}
			st.line = c
		case *recorder.SetLineWidth:
			st.width = float64(a.Width)
		case *recorder.SetLineDash:
			st.dashed = len(a.Dashes) > 0
		case *recorder.Push:
			stack = append(stack, st)
		case *recorder.Pop:
			st, stack = stack[len(stack)-1], stack[:len(stack)-1]
		case *recorder.Stroke:
			st := st
			st.role, st.round = "curve", st.width > 1
			if err := p.path(a.Path, st); err != nil {
				return err
			}
		case *recorder.Fill:
			if err := p.path(a.Path, style{role: "dot", fill: st.line}); err != nil {
				return err
			}
		default:
			return fmt.Errorf("plot: a chart cannot show %T", action)
		}
	}
	return nil
}

// path adds a path of lines, or a dot.
func (p *place) path(from vg.Path, st style) error {
	to := &path{style: st}
	for _, c := range from {
		x, y := p.at(c.Pos)
		switch c.Type {
		case vg.MoveComp:
			to.steps = append(to.steps, step{'M', x, y})
		case vg.LineComp:
			to.bend(x, y)
		case vg.CloseComp:
			to.steps = append(to.steps, step{op: 'Z'})
		case vg.ArcComp:
			p.page.add(&disc{x, y, float64(c.Radius), st})
			return nil
		default:
			return fmt.Errorf("plot: a chart cannot show path component %d", c.Type)
		}
	}
	if st.line != none && st.width > 0 || st.fill != none {
		p.page.add(to)
	}
	return nil
}

// ticks places marks at round numbers, at most so many.
type ticks struct {
	most  int
	whole bool // at whole numbers only
}

// Ticks implements gonum's Ticker.
func (t ticks) Ticks(lo, hi float64) []gonum.Tick {
	step, decimals := t.step(hi - lo)
	var all []gonum.Tick
	for k := math.Ceil(lo / step); len(all) <= t.most && k*step <= hi; k++ {
		all = append(all, gonum.Tick{Value: k * step, Label: tickLabel(k*step, decimals)})
	}
	return all
}

// step is the least of 1, 2, 5, 10 … or 0.5, 0.2, 0.1 … that cuts the range
// into fewer parts than there may be marks, and how many decimals it has.
func (t ticks) step(size float64) (step float64, decimals int) {
	power := 1.0
	for !t.whole && power > 1e-300 && size/power < float64(t.most) {
		power /= 10
		decimals++
	}
	for {
		for _, m := range [...]float64{1, 2, 5} {
			if size/(m*power) < float64(t.most) {
				return m * power, max(decimals, 0)
			}
		}
		power *= 10
		decimals--
	}
}

// tickLabel writes a round number.
func tickLabel(v float64, decimals int) string {
	if abs(v) < 1e6 && decimals <= 5 {
		return decimal(v, decimals)
	}
	s := strings.Replace(strconv.FormatFloat(v, 'g', 3, 64), "e+0", "e", 1)
	s = strings.Replace(strings.Replace(s, "e-0", "e-", 1), "e+", "e", 1)
	return strings.ReplaceAll(s, "-", "−")
}
