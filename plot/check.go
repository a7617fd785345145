package plot

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// What a picture can reasonably hold.
const (
	mostLayers = 500
	mostRank   = 8
)

// check tells why n cannot be drawn.
func (n *Network) check() error {
	switch {
	case n == nil:
		return errors.New("plot: no network (nil)")
	case len(n.Layers) == 0:
		return errors.New("plot: the network has no layers: want at least one")
	case len(n.Layers) > mostLayers:
		return fmt.Errorf("plot: the network has %d layers: want at most %d", len(n.Layers), mostLayers)
	}
	if err := checkShape(n.Input.Shape); err != nil {
		return fmt.Errorf("plot: input %q: %w", clean(n.Input.Name), err)
	}
	for i := range n.Layers {
		if err := n.Layers[i].check(n.Sample != nil); err != nil {
			return fmt.Errorf("plot: layer %q (%d of %d): %w", clean(n.Layers[i].Name), i+1, len(n.Layers), err)
		}
	}
	last := n.Layers[len(n.Layers)-1].units()
	if c := len(n.Classes); c != 0 && c != last && !(c == 2 && last == 1) {
		return fmt.Errorf("plot: %d class names for %s", c, of(last, "output"))
	}
	return n.checkSample()
}

// checkShape wants known sizes, but for the length of an axis before the last.
func checkShape(s []int) error {
	if len(s) == 0 {
		return errors.New("has no shape")
	}
	if len(s) > mostRank {
		return fmt.Errorf("has %d axes: want at most %d", len(s), mostRank)
	}
	total := 1.0
	for i, n := range s {
		if n == 0 || n < -1 || (n == -1 && i == len(s)-1) {
			return fmt.Errorf("shape %v: axis %d has size %d", s, i+1, n)
		}
		total *= math.Abs(float64(n))
	}
	if total > 1<<52 {
		return fmt.Errorf("shape %v is too large", s)
	}
	return nil
}

func (l *Layer) check(sampled bool) error {
	if err := checkShape(l.Shape); err != nil {
		return err
	}
	switch {
	case l.Params < 0:
		return fmt.Errorf("has %d params", l.Params)
	case l.Fan < 0:
		return fmt.Errorf("has %d products in each z", l.Fan)
	case (l.Vectorwise || l.SumsToOne) && l.Activation == "":
		return errors.New("is vector-wise but has no activation")
	case l.SumsToOne && !l.Vectorwise:
		return fmt.Errorf("outputs of %s add up to 1, so it must be vector-wise", clean(l.Activation))
	}
	if !sampled {
		return nil
	}
	for _, v := range []struct {
		name string
		v    []float32
	}{{"z", l.Z}, {"y", l.Y}} {
		if len(v.v) != 0 && len(v.v) != l.units() {
			return fmt.Errorf("the sample has %d %s: want %d", len(v.v), v.name, l.units())
		}
	}
	if n := len(l.Values); n != 0 && n != size(l.Shape) {
		return fmt.Errorf("the sample has %s for an output of shape %v", of(n, "value"), l.Shape)
	}
	for _, in := range l.Inside {
		if err := in.check(); err != nil {
			return err
		}
	}
	return nil
}

func (in *Inside) check() error {
	if len(in.Heats) == 0 {
		return fmt.Errorf("inside %q there is nothing to show: want at least one heat-map", clean(in.Name))
	}
	for i := range in.Heats {
		h := &in.Heats[i]
		if h.Steps < 1 || h.Units < 1 || h.Steps > len(h.Values) || h.Units > len(h.Values) || len(h.Values) != h.Steps*h.Units {
			return fmt.Errorf("%s has %s: want %d steps × %d units", clean(h.Name), of(len(h.Values), "value"), h.Steps, h.Units)
		}
	}
	return nil
}

func (n *Network) checkSample() error {
	s := n.Sample
	if s == nil {
		return nil
	}
	if want := size(n.Input.Shape); len(s.X) != 0 && want > 0 && len(s.X) != want {
		return fmt.Errorf("plot: the sample has %s: the input wants %d", of(len(s.X), "number"), want)
	}
	if s.Rows < 0 || s.Cols < 0 || (s.Rows > 0) != (s.Cols > 0) {
		return fmt.Errorf("plot: the sample's picture has %d rows and %d columns", s.Rows, s.Cols)
	}
	if s.Rows > 0 && (s.Rows > len(s.X) || s.Cols > len(s.X) || len(s.X)%(s.Rows*s.Cols) != 0) {
		return fmt.Errorf("plot: %s are no picture of %d × %d", of(len(s.X), "number"), s.Rows, s.Cols)
	}
	return nil
}

// size is how many numbers a shape holds; −1 if an axis is of unknown length.
func size(s []int) int {
	n := 1
	for _, d := range s {
		if d < 0 {
			return -1
		}
		n *= d
	}
	return n
}

// labels are the names of the outputs; nil if there are none.
func (n *Network) labels() []string {
	if len(n.Classes) == 2 && n.Layers[len(n.Layers)-1].units() == 1 {
		return []string{"p(" + clean(n.Classes[1]) + ")"}
	}
	return n.Classes
}

// function is the name of the layer's activation without its arguments.
func (l *Layer) function() string {
	name, _, _ := strings.Cut(clean(l.Activation), "(")
	return name
}
