package main

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A grid is a table that was drawn with rules, taken apart.
type grid struct {
	rows  [][]string // the first is the head
	width []int
	right []bool // columns whose cells stand on the right
}

// fitTable draws a table again in fewer columns, if it has more.
func fitTable(lines []string, columns int) []string {
	if utf8.RuneCountInString(lines[0]) <= columns {
		return lines
	}
	g := readGrid(lines)
	g.dropTrainable()
	g.shrink(columns)
	return g.draw()
}

func readGrid(lines []string) *grid {
	g := &grid{}
	for _, line := range lines {
		bar := "│"
		if strings.HasPrefix(line, "┃") {
			bar = "┃"
		} else if !strings.HasPrefix(line, bar) {
			continue
		}
		cells := strings.Split(strings.Trim(line, bar), bar)
		if g.rows == nil {
			g.width, g.right = make([]int, len(cells)), make([]bool, len(cells))
		}
		for i, c := range cells {
			g.right[i] = g.right[i] || strings.HasPrefix(c, "  ")
			cells[i] = strings.TrimSpace(c)
			g.width[i] = max(g.width[i], utf8.RuneCountInString(cells[i]))
		}
		g.rows = append(g.rows, cells)
	}
	return g
}

// dropTrainable leaves out the column that says which layers learn, where all
// that can do so.
func (g *grid) dropTrainable() {
	k := slices.Index(g.rows[0], "Trainable")
	if k < 0 || slices.ContainsFunc(g.rows, func(r []string) bool { return r[k] == "no" }) {
		return
	}
	for i := range g.rows {
		g.rows[i] = slices.Delete(g.rows[i], k, k+1)
	}
	g.width, g.right = slices.Delete(g.width, k, k+1), slices.Delete(g.right, k, k+1)
}

// shrink takes from the widest column, one at a time, down to its longest word.
func (g *grid) shrink(columns int) {
	least := make([]int, len(g.width))
	for _, row := range g.rows {
		for i, cell := range row {
			for _, word := range words(cell) {
				least[i] = max(least[i], utf8.RuneCountInString(word))
			}
		}
	}
	total := 1
	for _, w := range g.width {
		total += w + 3
	}
	for ; total > columns; total-- {
		widest := -1
		for i, w := range g.width {
			if w > least[i] && (widest < 0 || w >= g.width[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		g.width[widest]--
	}
}

func (g *grid) draw() (lines []string) {
	lines = append(lines, g.rule("┏", "━", "┳", "┓"))
	lines = append(lines, g.row("┃", g.rows[0])...)
	lines = append(lines, g.rule("┡", "━", "╇", "┩"))
	for i, cells := range g.rows[1:] {
		if i > 0 {
			lines = append(lines, g.rule("├", "─", "┼", "┤"))
		}
		lines = append(lines, g.row("│", cells)...)
	}
	return append(lines, g.rule("└", "─", "┴", "┘"))
}

func (g *grid) rule(left, line, mid, right string) string {
	parts := make([]string, len(g.width))
	for i, w := range g.width {
		parts[i] = strings.Repeat(line, w+2)
	}
	return left + strings.Join(parts, mid) + right
}

// row draws cells, of which some take several lines.
func (g *grid) row(bar string, cells []string) []string {
	broken := make([][]string, len(cells))
	high := 1
	for i, cell := range cells {
		broken[i] = wrap(cell, g.width[i])
		high = max(high, len(broken[i]))
	}
	lines := make([]string, high)
	for n := range lines {
		for i := range cells {
			text, w := "", g.width[i]
			if n < len(broken[i]) {
				text = broken[i][n]
			}
			if g.right[i] {
				w = -w
			}
			lines[n] += bar + " " + pad(text, w) + " "
		}
		lines[n] += bar
	}
	return lines
}
