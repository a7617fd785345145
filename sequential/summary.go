package sequential

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/layer"
)

// Summary is a table of the layers in Keras's form, with what Keras leaves out:
// the activation of each layer, and what it acts on. Notes stand below it.
func (m *Model) Summary() string {
	b := m.built.Load()
	if b == nil || m.stale.Load() {
		var err error
		if b, err = m.ready(nil); err != nil {
			return fmt.Sprintf("Model: %q\n not built yet: %v\n", m.Name, err)
		}
	}
	s := &summary{}
	s.table("Layer (type)", "Output Shape", "Param #", "Trainable", "Activation", "Acts on")
	for _, n := range b.plan.Net.Inner {
		s.layer(n)
	}
	var out strings.Builder
	fmt.Fprintf(&out, "Model: %q\n", m.Name)
	s.render(&out)
	m.counts(&out, b.plan)
	if len(s.below) > 0 {
		out.WriteString("\n Acts on: the numbers that one call of the activation sees.\n")
	}
	for _, line := range s.below {
		fmt.Fprintf(&out, " %s\n", line)
	}
	for i, line := range s.notes {
		fmt.Fprintf(&out, " %s %s\n", superscript(i+1), line)
	}
	if notes := m.Notes(); len(notes) > 0 {
		out.WriteString("\n Notes\n")
		for _, line := range notes {
			fmt.Fprintf(&out, " - %s\n", line)
		}
	}
	return out.String()
}

// summary gathers rows and what is said below them.
type summary struct {
	rows  [][]string
	below []string
	notes []string
}

func (s *summary) table(cells ...string) { s.rows = append(s.rows, cells) }

func (s *summary) layer(n *layer.Node) {
	label := n.Label
	if label == "" {
		label = layer.TypeName(n.Spec)
	}
	params, learn := 0, 0
	n.Walk(func(c *layer.Node) {
		for _, p := range c.Params {
			params += p.Shape.Size()
			if p.Kind == layer.Trainable {
				learn += p.Shape.Size()
			}
		}
	})
	trainable := "-"
	if params > 0 {
		trainable = map[bool]string{true: "yes", false: "no"}[learn > 0]
	}
	act, on := "-", n.ActsOn
	last := n.Source()
	switch {
	case last.Activation != nil:
		act, on = last.Activation.String(), actsOn(last.Activation, n.Out)
		s.explain(n.Name, last.Activation, n.Out)
	case on == "" && last.Fan > 0:
		act, on = "linear", "each unit alone"
	case on == "":
		on = "-"
	}
	if n.Note != "" {
		on += " " + s.footnote(n.Note)
	}
	s.table(clip(n.Name+" ("+label+")", 40), n.Out.String(), thousands(params), trainable, clip(act, 34), on)
}

// actsOn says what one call of an activation sees of an output.
func actsOn(a *activations.Activation, out layer.Shape) string {
	if a.Scope == activations.Elementwise {
		return "each unit alone"
	}
	if v := out.Vectors(); v > 1 {
		return fmt.Sprintf("%d together, %s times", out.Last(), thousands(v))
	}
	text := fmt.Sprintf("all %s units together", thousands(out.Last()))
	if a.Simplex {
		text += ", Σ = 1"
	}
	return text
}

// explain says below the table what a vector-wise activation does.
func (s *summary) explain(name string, a *activations.Activation, out layer.Shape) {
	k, v := out.Last(), out.Vectors()
	switch {
	case a.Scope == activations.Elementwise:
	case v == 1 && a.Simplex:
		s.below = append(s.below, fmt.Sprintf("%s: the %d sums form one vector; %s is applied to it once; its %d outputs add up to 1.", name, k, a.Name, k))
	case v == 1:
		s.below = append(s.below, fmt.Sprintf("%s: the %d sums form one vector; %s is applied to it once.", name, k, a.Name))
	default:
		s.below = append(s.below, fmt.Sprintf("%s: %s over the last axis: one %s for each of the %s positions, %d numbers each.", name, a.Name, a.Name, thousands(v), k))
		if a.Simplex {
			pad := strings.Repeat(" ", utf8.RuneCountInString(name)+2)
			s.below = append(s.below, fmt.Sprintf("%s%s totals of 1 for every sample, not one total of 1 over all %s numbers.", pad, thousands(v), thousands(v*k)))
		}
	}
}

func (s *summary) footnote(text string) string {
	for i, t := range s.notes {
		if t == text {
			return superscript(i + 1)
		}
	}
	s.notes = append(s.notes, text)
	return superscript(len(s.notes))
}

func superscript(n int) string {
	digits := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	var b strings.Builder
	for _, d := range fmt.Sprint(n) {
		b.WriteRune(digits[d-'0'])
	}
	return b.String()
}

// render draws the rows as Keras does: a heavy head, light rules.
func (s *summary) render(out *strings.Builder) {
	width := make([]int, len(s.rows[0]))
	for _, row := range s.rows {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	rule := func(left, line, mid, right string) {
		parts := make([]string, len(width))
		for i, w := range width {
			parts[i] = strings.Repeat(line, w+2)
		}
		out.WriteString(left + strings.Join(parts, mid) + right + "\n")
	}
	row := func(bar string, cells []string) {
		for i, cell := range cells {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
			if i == 2 {
				cell, pad = pad+cell, ""
			}
			out.WriteString(bar + " " + cell + pad + " ")
		}
		out.WriteString(bar + "\n")
	}
	rule("┏", "━", "┳", "┓")
	row("┃", s.rows[0])
	rule("┡", "━", "╇", "┩")
	for i, cells := range s.rows[1:] {
		if i > 0 {
			rule("├", "─", "┼", "┤")
		}
		row("│", cells)
	}
	rule("└", "─", "┴", "┘")
}

// counts says how many parameters there are, and how much memory they take.
func (m *Model) counts(out *strings.Builder, p *layer.Plan) {
	line := func(what string, n int) {
		fmt.Fprintf(out, " %s: %s (%s)\n", what, thousands(n), byteSize(4*n))
	}
	line("Total params", p.Weights)
	line("Trainable params", p.Trainable)
	line("Non-trainable params", p.Weights-p.Trainable)
	if j := m.job.Load(); j != nil {
		if n := j.saved.size(); n > 0 {
			line("Optimizer params", n)
		}
	}
}

func byteSize(n int) string {
	v := float64(n)
	for _, unit := range []string{"B", "KB", "MB", "GB"} {
		if v < 1024 || unit == "GB" {
			return fmt.Sprintf("%.2f %s", v, unit)
		}
		v /= 1024
	}
	return ""
}

// thousands writes 78500 as 78,500.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// clip cuts a text at n runes, as Keras does with long names.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}
