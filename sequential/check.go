package sequential

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/losses"
)

// allowable are the combinations that Allow lets pass.
var allowable = []string{"softmax_with_binary_crossentropy", "sigmoid_with_categorical_crossentropy"}

// check finds what does not fit together, before a step is made.
type check struct {
	*job
	model  *Model
	net    *layer.Node
	errs   []error
	notes  []string
	fusion losses.Fusion
	logits bool // predictions are scores, before softmax or sigmoid
}

func (c *check) run() error {
	for i, n := range c.net.Inner {
		c.layer(n, i)
	}
	c.output()
	return errors.Join(c.errs...)
}

func (c *check) note(format string, args ...any) {
	c.notes = append(c.notes, fmt.Sprintf(format, args...))
}

// fail says that layer number i cannot be meant.
func (c *check) fail(i int, format string, args ...any) {
	c.errs = append(c.errs, &LayerError{c.net.Inner[i].Name, i + 1, len(c.net.Inner), fmt.Sprintf("layers[%d]", i), fmt.Errorf(format, args...)})
}

// layer checks the activations of one layer and of those inside it.
func (c *check) layer(whole *layer.Node, i int) {
	last := whole.Source()
	whole.Walk(func(n *layer.Node) {
		a, name, out := n.Activation, n.Name, n.Out
		if n == last { // one of all steps, where n sees one step
			name, out = whole.Name, whole.Out
		}
		if a == nil || a.Scope != activations.Vectorwise {
			return
		}
		if n.Out.Last() == 1 {
			c.fail(i, "%s over a single unit is always %g; use sigmoid for one probability", a, alone(a))
			return
		}
		if p := source(c.net, i-1); n.Layer != nil && passes(n) && p != nil && p.Activation != nil && p.Activation.Simplex && a.Simplex {
			c.fail(i, "%s after the %s of layer %q: one of them is too many", a, p.Activation, p.Name)
		}
		if out.Vectors() > 1 {
			c.note("layer %q: %s over the last axis, %d numbers together, %d times a sample; for one %s over all %d put a Flatten before it.",
				name, a.Name, out.Last(), out.Vectors(), a.Name, out.Size())
		}
		if i < len(c.net.Inner)-1 && a.Simplex && n.Params != nil {
			c.note("layer %q: %s in a hidden layer makes its %d units share one whole; relu is the common choice.", name, a.Name, n.Out.Last())
		}
	})
}

// alone is what a vector-wise function gives for one number.
func alone(a *activations.Activation) float32 {
	y := []float32{3}
	a.Apply(y, y, 1)
	return y[0]
}

// passes reports whether n puts out its input, but for its activation and for
// noise: no sums and no functions of its own.
func passes(n *layer.Node) bool { return len(n.Params) == 0 && len(n.Inner) == 0 && !n.Bent }

// source is the layer of net at or before number i that makes the values: one
// with sums or with an activation.
func source(net *layer.Node, i int) *layer.Node {
	for ; i >= 0; i-- {
		n := net.Inner[i].Source()
		if n.Activation != nil || !passes(n) {
			return n
		}
	}
	return nil
}

// output checks the last activation against the loss, and fuses them where both
// allow it.
func (c *check) output() {
	last := len(c.net.Inner) - 1
	src := source(c.net, last)
	name, act := "linear", (*activations.Activation)(nil)
	if src != nil && src.Activation != nil {
		act = src.Activation
		name = act.Name
	}
	n := c.net.Out.Last()
	l := c.loss
	if l.Reduction == "none" {
		c.errs = append(c.errs, &SectionError{"loss", fmt.Errorf("reduction=none leaves one loss for each sample; training needs one number: use sum_over_batch_size or sum")})
	}
	if l.Fits != nil {
		if err := l.Fits(n); err != nil {
			c.errs = append(c.errs, &SectionError{"loss", err})
			return
		}
	}
	if l.Link != "" && l.FromLogits && name != "linear" {
		c.fail(last, "%s has from_logits=true and wants plain scores, but the output has been through %s already; leave out one of them", l.Name, name)
		return
	}
	c.logits = l.FromLogits
	if src != nil && src.Bent && l.Link != "" && !l.FromLogits {
		c.fail(last, "%s reads probabilities, and %s does not make them; put a Dense with %s after it", l.Name, layer.TypeName(src.Spec), l.Link)
		return
	}
	if l.Link == "softmax" && n < 2 {
		c.fail(last, "%s needs at least 2 outputs, one for each class, and has %d; for two classes on one output use sigmoid and binary_crossentropy", l.Name, n)
		return
	}
	if !l.FromLogits && l.Link != "" && !c.fits(last, act, name, n) {
		return
	}
	c.fuse(act, name)
	if act != nil && act.Simplex && l.Link == "" {
		c.note("%s after %s: it works, but its gradient fades where the answer is surely wrong; categorical_crossentropy is the common choice.", l.Name, name)
	}
}

// fits reports whether the outputs of act are what a cross-entropy reads.
func (c *check) fits(last int, act *activations.Activation, name string, n int) bool {
	link := c.loss.Link
	unit := act != nil && inUnit(act)
	switch {
	case name == "linear" || act == nil:
		return true
	case link == "softmax" && act.Simplex, link == "sigmoid" && unit:
		return true
	case link == "sigmoid" && act.Simplex:
		return c.unless("softmax_with_binary_crossentropy", last,
			"%s with %s: the %d outputs share one whole, but this loss asks each of them a question of its own; use categorical_crossentropy, or sigmoid if several may be true", name, c.loss.Name, n)
	case link == "softmax" && unit:
		return c.unless("sigmoid_with_categorical_crossentropy", last,
			"%s with %s: the %d outputs do not add up to 1, but this loss reads them as shares of one whole; use softmax, or binary_crossentropy if several may be true", name, c.loss.Name, n)
	case !builtin(act):
		c.note("%s reads the outputs of %s as probabilities; are they?", c.loss.Name, name)
		return true
	}
	c.fail(last, "%s reads probabilities, and %s does not make them; use %s as the last activation", c.loss.Name, name, link)
	return false
}

// inUnit reports whether a puts out numbers from 0 to 1, each one alone.
func inUnit(a *activations.Activation) bool {
	return strings.HasSuffix(a.Name, "sigmoid") && a.Name != "log_sigmoid"
}

// builtin reports whether we know what a does.
func builtin(a *activations.Activation) bool { return !activations.IsCustom(a) }

func (c *check) unless(allow string, last int, format string, args ...any) bool {
	if slices.Contains(c.allow, allow) {
		return true
	}
	c.fail(last, format+fmt.Sprintf(" (to keep it: sequential.Allow(%q), in YAML compile.allow)", allow), args...)
	return false
}

// fuse joins the last activation and the loss where the loss knows how. The
// activation must be the last thing that happens, and a linear output must come
// straight from sums.
func (c *check) fuse(act *activations.Activation, name string) {
	f, ok := c.loss.Fused[name]
	if !ok || c.loss.FromLogits {
		return
	}
	if act == nil || name == "linear" {
		c.fusion, c.logits = f, true
		c.note("loss: the output is linear, so %s takes it as scores (logits) and applies %s itself, exactly; Predict returns scores.", c.loss.Name, c.loss.Link)
		return
	}
	if e := c.net.End(); e != nil && e.Activation == act && e.Out.Last() == c.net.Out.Last() {
		c.fusion = f
		c.note("loss: %s and %s run as one, with the exact gradient p − t on the sums; Predict still returns probabilities.", name, c.loss.Name)
	}
}
