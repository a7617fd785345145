package main

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// reflow fits text to lines of that many columns, where it is wider: prose is
// broken between words, below where it began; tables have their cells broken.
// Lines with columns of their own are left as they are.
func reflow(text string, columns int) string {
	var out []string
	var box []string
	for _, line := range strings.Split(text, "\n") {
		if strings.ContainsAny(line, "┃│┏┡├└") {
			box = append(box, line)
			if strings.HasPrefix(line, "└") {
				out, box = append(out, fitTable(box, columns)...), nil
			}
			continue
		}
		out = append(out, fitProse(line, columns)...)
	}
	return strings.Join(append(out, box...), "\n")
}

// start is what lines below a broken one are indented by: spaces, and a bullet,
// a number or the name of a layer.
var start = regexp.MustCompile(`^ *(?:- |\d+\. |[⁰¹²³⁴⁵⁶⁷⁸⁹]+ )?(?:\w+: )?`)

func fitProse(line string, columns int) []string {
	head := start.FindString(line)
	if utf8.RuneCountInString(line) <= columns || strings.Contains(strings.TrimSpace(line), "  ") {
		return []string{line}
	}
	indent := strings.Repeat(" ", min(utf8.RuneCountInString(head), columns/2))
	lines := wrap(line[len(head):], columns-len(indent))
	for i := range lines {
		lines[i] = indent + lines[i]
	}
	lines[0] = head + strings.TrimLeft(lines[0], " ")
	return lines
}

// wrap breaks text into lines of at most width characters, where words allow.
func wrap(text string, width int) (lines []string) {
	line := ""
	for _, word := range words(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(lines, line)
}

// words are what stays on one line; "Σ = 1" is one.
func words(text string) (list []string) {
	glue := false
	for _, word := range strings.Fields(text) {
		if n := len(list); n > 0 && (glue || word == "=") {
			list[n-1] += " " + word
		} else {
			list = append(list, word)
		}
		glue = word == "="
	}
	return list
}
