package plot

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
)

// History is what training wrote down, a series for each metric, in the
// order of the picture: "loss", "accuracy", "val_loss", "val_accuracy" …
type History []Series

// Series is one metric: a number for each epoch, NaN where there is none.
// Validation's series are those whose names begin with "val_".
type Series struct {
	Name   string
	Values []float64
}

// CurvesSVG writes the training curves as SVG: one chart for each metric,
// its training and validation series together. The best epoch, the one of
// the lowest val_loss (or loss, where there is none), is marked in each.
func CurvesSVG(w io.Writer, h History) error {
	p, err := curvesPage(h)
	if err != nil {
		return err
	}
	return p.writeSVG(w)
}

// CurvesPNG writes the training curves as PNG.
func CurvesPNG(w io.Writer, h History, opt PNG) error {
	p, err := curvesPage(h)
	if err != nil {
		return err
	}
	return p.writePNG(w, opt)
}

// What a picture can reasonably hold.
const (
	mostSeries = 64
	mostEpochs = 1 << 20
)

func (h History) check() error {
	if len(h) == 0 {
		return errors.New("plot: the history has no series: want at least one")
	}
	if len(h) > mostSeries {
		return fmt.Errorf("plot: the history has %d series: want at most %d", len(h), mostSeries)
	}
	seen := map[string]bool{}
	for i, s := range h {
		if seen[s.Name] {
			return fmt.Errorf("plot: the history has two series %q", clean(s.Name))
		}
		seen[s.Name] = true
		if len(s.Values) == 0 || len(s.Values) > mostEpochs {
			return fmt.Errorf("plot: series %q (%d of %d) has %s: want 1 to %d", clean(s.Name), i+1, len(h), of(len(s.Values), "epoch"), mostEpochs)
		}
	}
	return nil
}

// A chart is one metric: its training series, its validation series.
type chart struct {
	name       string
	train, val []float64
}

// charts pairs the series, in the order of their first.
func (h History) charts() []*chart {
	var all []*chart
	for _, s := range h {
		name, val := strings.CutPrefix(s.Name, "val_")
		var c *chart
		for _, old := range all {
			if old.name == name {
				c = old
			}
		}
		if c == nil {
			c = &chart{name: name}
			all = append(all, c)
		}
		if val {
			c.val = s.Values
		} else {
			c.train = s.Values
		}
	}
	return all
}

// best is the epoch of the lowest val_loss, or loss, counted from 0, and the
// series that said so; −1 if neither has a number.
func (h History) best() (epoch int, by string) {
	for _, name := range [...]string{"val_loss", "loss"} {
		epoch = -1
		for _, s := range h {
			if s.Name != name {
				continue
			}
			for i, v := range s.Values {
				if drawable(v) && (epoch < 0 || v < s.Values[epoch]) {
					epoch = i
				}
			}
		}
		if epoch >= 0 {
			return epoch, name
		}
	}
	return -1, ""
}

// epochs is the length of the longest series.
func (h History) epochs() int {
	n := 0
	for _, s := range h {
		n = max(n, len(s.Values))
	}
	return n
}

// drawable tells whether v can be a point of a curve.
func drawable(v float64) bool { return math.Abs(v) < 1e100 }

func curvesPage(h History) (*page, error) {
	if err := h.check(); err != nil {
		return nil, err
	}
	charts, n := h.charts(), h.epochs()
	best, by := h.best()
	p := &page{w: pageWidth, title: "Training, " + of(n, "epoch")}
	sub := ""
	if best >= 0 {
		sub = "Best epoch: " + count(best+1) + ", the one of the lowest " + by + "."
	}
	p.desc = sub + " Line charts of"
	for i, c := range charts {
		p.desc += [...]string{" ", ", "}[min(i, 1)] + clean(c.name)
	}
	p.desc = strings.TrimSpace(p.desc) + "."
	p.write(panelX+2, 34, 18, left, ink, true, p.title)
	p.write(panelX+2, 55, 13, left, muted, false, sub)
	const gap, high = 16, 300
	w := float64(panelWidth)
	if len(charts) > 1 {
		w = (panelWidth - gap) / 2
	}
	y := 74.0
	for i, c := range charts {
		x := float64(panelX)
		if i%2 == 1 {
			x += w + gap
		} else if i > 0 {
			y += high + gap
		}
		p.panel(x, y, w, high)
		if err := c.draw(p, x, y, w, high, n, best); err != nil {
			return nil, err
		}
	}
	p.h = y + high + 16
	return p, nil
}
