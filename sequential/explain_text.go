package sequential

import (
	"fmt"
	"math"
	"strings"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/internal/kernel"
)

// String tells the explanation in plain text, 100 columns wide.
func (e *Explanation) String() string {
	var b strings.Builder
	switch {
	case e.Activation != nil && e.Activation.Name == "softmax":
		e.intro(&b)
		e.softmaxTable(&b)
		e.alone(&b)
	case e.Activation == nil && e.Bent:
		e.intro(&b)
		b.WriteString("Its outputs are made inside, with functions of its own; none is applied to them afterwards.\n")
		if e.Note != "" {
			b.WriteString("Inside: " + e.Note + "\n")
		}
		b.WriteString("\n")
		e.plainTable(&b)
		return b.String()
	case e.Activation == nil:
		e.intro(&b)
		fmt.Fprintf(&b, "It has no activation: each sum goes out as it is, %s.\n\n", "whatever the others are")
		e.plainTable(&b)
	default:
		e.intro(&b)
		e.plainTable(&b)
	}
	e.matrices(&b)
	e.close(&b)
	return b.String()
}

func (e *Explanation) intro(b *strings.Builder) {
	k, act := len(e.Z), "linear"
	switch {
	case e.Activation != nil:
		act = e.Activation.String()
	case e.Bent:
		act = "no plain sums"
	}
	fmt.Fprintf(b, "Layer %q: %s %d, %s.\n", e.Layer, e.Type, k, act)
	if e.Positions > 1 {
		fmt.Fprintf(b, "It has %s positions a sample; this is the first of them.\n", thousands(e.Positions))
		e.times(b)
	}
	b.WriteString("\n")
	if e.Fan > 0 {
		fmt.Fprintf(b, "First, %s. Each z is %s + 1 bias.\n", count(k, "plain sum"), count(e.Fan, "product"))
	}
	switch {
	case e.Activation == nil:
	case e.Activation.Scope == activations.Vectorwise:
		fmt.Fprintf(b, "Then %s, once, on the %s of them together:\n\n", act, word(k))
	case k == 1:
		fmt.Fprintf(b, "Then %s, on that one number:\n\n", act)
	default:
		fmt.Fprintf(b, "Then %s, on each of them alone:\n\n", act)
	}
}

// times says over which axis a vector-wise activation is, and how often.
func (e *Explanation) times(b *strings.Builder) {
	if a := e.Activation; a != nil && a.Scope == activations.Vectorwise {
		fmt.Fprintf(b, "%s is over the last axis of %v: %d together, %s times, at each position anew.\n", title(a.Name), e.Shape, len(e.Z), thousands(e.Positions))
	}
}

// softmaxTable shows each step from z to p, with the sums under the columns.
func (e *Explanation) softmaxTable(b *strings.Builder) {
	top := float64(kernel.Max(e.Z))
	total, sumZ, sumShift, sumP := 0.0, 0.0, 0.0, 0.0
	for i, z := range e.Z {
		total += kernel.Exp(float64(z) - top)
		sumZ += float64(z)
		sumShift += float64(z) - top
		sumP += float64(e.P[i])
	}
	w := e.nameWidth()
	rule := fmt.Sprintf(" %s  ─────────  ────────  ───────  ────────────────────  ────────\n", strings.Repeat("─", w))
	fmt.Fprintf(b, " %*s  %9s  %8s  %7s  %20s  %8s\n%s", w, "class", "z", "z - max", "exp", "share = exp / Σ  ", "p", rule)
	for i, z := range e.Z {
		shift := float64(z) - top
		ex := kernel.Exp(shift)
		mark := ""
		if i == e.Largest {
			mark = "  ◀ largest"
		}
		line := fmt.Sprintf(" %*s  %9.3f  %8.3f  %7.3f  %20s  %8.3f  %s%s", w, e.name(i), z, shift, ex, fmt.Sprintf("%.3f / %.3f", ex, total), e.P[i], bar(float64(e.P[i])), mark)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	fmt.Fprintf(b, "%s %*s  %9.3f  %8.3f  %7.3f  %20s  %8.3f\n", rule, w, "sum", sumZ, sumShift, total, fmt.Sprintf("%.3f / %.3f", total, total), sumP)
	fmt.Fprintf(b, " %*s  %9s  %8s  this is Σ, shared by all %-6d  always 1\n\n", w, "", "any sum", "any sum", len(e.Z))
}

func (e *Explanation) plainTable(b *strings.Builder) {
	w := e.nameWidth()
	rule := fmt.Sprintf(" %s  ─────────  ─────────\n", strings.Repeat("─", w))
	fmt.Fprintf(b, " %*s  %9s  %9s\n%s", w, "output", "z", "y", rule)
	sum := 0.0
	for i, z := range e.Z {
		sum += float64(e.P[i])
		fmt.Fprintf(b, " %*s  %9.3f  %9.3f\n", w, e.name(i), z, e.P[i])
	}
	if len(e.Z) > 1 {
		fmt.Fprintf(b, "%s %*s  %9s  %9.3f   any sum\n", rule, w, "sum", "", sum)
	}
	b.WriteString("\n")
}

func (e *Explanation) nameWidth() int {
	w := 6
	for i := range e.Classes {
		w = max(w, len([]rune(e.name(i))))
	}
	return w
}

func (e *Explanation) name(i int) string { return clip(e.Classes[i], 24) }

// bar is p as a bar of up to 20 cells, in eighths.
func bar(p float64) string {
	eighths := int(math.Round(min(max(p, 0), 1) * 20 * 8))
	parts := []string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"}
	return strings.Repeat("█", eighths/8) + parts[eighths%8]
}

// alone shows what softmax on each node would have given.
func (e *Explanation) alone(b *strings.Builder) {
	b.WriteString("What softmax on each node alone would give: exp(z) / exp(z), that is\n  ")
	shown := min(len(e.Z), most)
	one := []float32{0}
	sum := 0.0
	for i, z := range e.Z {
		e.Activation.Apply(one, []float32{z}, 1)
		if sum += float64(one[0]); i < shown {
			fmt.Fprintf(b, " %.3f ", one[0])
		}
	}
	if shown < len(e.Z) {
		b.WriteString(" … ")
	}
	fmt.Fprintf(b, "    sum %.3f\n\n", sum)
}

// matrices shows which output depends on which sum, beside an element-wise layer.
func (e *Explanation) matrices(b *strings.Builder) {
	b.WriteString("Which output (row) moves when one z (column) is raised a little?\n\n")
	right := matrix(e.Effect, e.scope(), e.effectTitle())
	var left []string
	if e.HiddenEffect != nil {
		left = matrix(e.HiddenEffect, activations.Elementwise, fmt.Sprintf("%s (%s): each unit alone", e.HiddenName, e.Hidden))
	}
	width := 0
	for _, l := range left {
		width = max(width, len([]rune(l)))
	}
	for i := range max(len(left), len(right)) {
		l, r := "", ""
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		pad := strings.Repeat(" ", width-len([]rune(l)))
		b.WriteString(strings.TrimRight("  "+l+pad+"   "+r, " ") + "\n")
	}
	b.WriteString("\n · exactly 0, whatever z is    0 exactly 0 here    + goes up    - goes down\n")
	b.WriteString(" size of the change: ░ under 0.01   ▒ from 0.01   ▓ from 0.05   █ from 0.15\n\n")
}

func (e *Explanation) scope() activations.Scope {
	if e.Activation == nil {
		return activations.Elementwise
	}
	return e.Activation.Scope
}

func (e *Explanation) effectTitle() string {
	name := "linear"
	if e.Activation != nil {
		name = e.Activation.Name
	}
	if e.scope() == activations.Elementwise {
		return name + ": each unit alone"
	}
	return fmt.Sprintf("%s: all %d together", name, len(e.Z))
}

// matrix draws the first rows and columns of an effect.
func matrix(m [][]float32, scope activations.Scope, title string) []string {
	k := min(len(m), most)
	if len(m) > k {
		title += fmt.Sprintf(" (the first %d)", k)
	}
	head := "      "
	for j := range k {
		head += fmt.Sprintf(" %2s", fmt.Sprintf("z%d", j))
	}
	lines := []string{title, head}
	for i := range k {
		line := fmt.Sprintf("%6s", fmt.Sprintf("out%d", i))
		for j := range k {
			line += " " + cell(m[i][j], i == j || scope == activations.Vectorwise)
		}
		lines = append(lines, line)
	}
	return lines
}

func cell(v float32, possible bool) string {
	switch a := math.Abs(float64(v)); {
	case !possible:
		return " ·"
	case v == 0:
		return " 0"
	default:
		sign, size := "+", "█"
		if v < 0 {
			sign = "-"
		}
		for _, s := range []struct {
			below float64
			mark  string
		}{{0.01, "░"}, {0.05, "▒"}, {0.15, "▓"}} {
			if a < s.below {
				size = s.mark
				break
			}
		}
		return sign + size
	}
}

func (e *Explanation) close(b *strings.Builder) {
	k := len(e.Z)
	switch {
	case e.Activation != nil && e.Activation.Simplex:
		fmt.Fprintf(b, "How can the %s outputs add up to 1?\n", word(k))
		fmt.Fprintf(b, " 1. %s is not applied to a node. The %s nodes only add; their %s sums form one vector z.\n", title(e.Activation.Name), word(k), word(k))
		if e.Activation.Name == "softmax" {
			fmt.Fprintf(b, " 2. Softmax takes the whole vector and divides every exp(z) by the same total of all %s.\n", word(k))
		} else {
			fmt.Fprintf(b, " 2. %s takes the whole vector and divides it into shares.\n", title(e.Activation.Name))
		}
		fmt.Fprintf(b, " 3. %s shares of one total add up to 1. %s has no such total: it sees one number at a time.\n", title(word(k)), title(e.other()))
	case e.scope() == activations.Elementwise && k > 1:
		fmt.Fprintf(b, "The %d outputs need not add up to 1: each is made from its own z alone. For shares of one whole, mark the layer softmax.\n", k)
	}
}

// other names an element-wise function to compare with.
func (e *Explanation) other() string {
	if e.HiddenName != "" {
		return e.HiddenName
	}
	return "relu"
}

// word writes small numbers as words, to begin a sentence with.
func word(n int) string {
	words := []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n < len(words) {
		return words[n]
	}
	return thousands(n)
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%s %ss", thousands(n), noun)
}
