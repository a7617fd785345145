package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// textForm is for people: aligned columns.
type textForm struct{}

func (f textForm) head(a *answers) error {
	cells := []string{pad("row", -f.rowWidth(a))}
	if a.positions > 1 {
		cells = append(cells, pad("position", -8))
	}
	if a.classify {
		cells = append(cells, pad(f.title(a, "class"), f.labelWidth(a)), pad(a.score, -11))
	} else {
		for i, name := range a.names {
			if a.outputs == 1 {
				name = f.title(a, a.names[i])
			}
			cells = append(cells, pad(name, -f.valueWidth(name)))
		}
	}
	return f.line(a, cells)
}

func (f textForm) answer(a *answers, at place, label string, p float32, values []float32) error {
	cells := []string{pad(fmt.Sprint(at.row), -f.rowWidth(a))}
	if a.positions > 1 {
		cells = append(cells, pad(fmt.Sprint(at.position), -8))
	}
	if a.classify {
		cells = append(cells, pad(label, f.labelWidth(a)), pad(fmt.Sprintf("%.4f", p), -11))
	} else {
		for i, v := range values {
			name := a.names[i]
			if a.outputs == 1 {
				name = f.title(a, name)
			}
			cells = append(cells, pad(short(v), -f.valueWidth(name)))
		}
	}
	return f.line(a, cells)
}

func (textForm) line(a *answers, cells []string) error {
	_, err := fmt.Fprintf(a.out, " %s\n", strings.TrimRight(strings.Join(cells, "  "), " "))
	return err
}

func (textForm) title(a *answers, otherwise string) string {
	if a.target != "" {
		return a.target
	}
	return otherwise
}

func (textForm) rowWidth(a *answers) int { return max(3, len(fmt.Sprint(a.count-1))) }

func (f textForm) labelWidth(a *answers) int {
	w := utf8.RuneCountInString(f.title(a, "class"))
	for _, name := range a.names {
		w = max(w, utf8.RuneCountInString(name))
	}
	return w
}

func (textForm) valueWidth(name string) int { return max(12, utf8.RuneCountInString(name)) }

// pad fills s up to w runes: on the right, or on the left if w is negative.
func pad(s string, w int) string {
	fill := strings.Repeat(" ", max(max(w, -w)-utf8.RuneCountInString(s), 0))
	if w < 0 {
		return fill + s
	}
	return s + fill
}
