package configs

import (
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
)

// split reports a plain value that is only the beginning of a call, which YAML
// has cut at a comma inside [ ] or { }: Dense(10 of [Dense(10, relu)].
func (r *reader) split(n *yaml.Node, path string) bool {
	if n.Kind != yaml.ScalarNode || n.Style != 0 || r.flow == 0 || balance(n.Value) == 0 {
		return false
	}
	text, ok := r.whole(n)
	switch {
	case !ok:
		r.fail(nodePos(n), path, "the parentheses do not match in %s", clip(n.Value))
	case text[0] == '(':
		r.fail(nodePos(n), path, "YAML splits this at the comma; write [%s]", clip(text[1:len(text)-1]))
	default:
		r.fail(nodePos(n), path, "inside [ ] and { } YAML splits a call at its commas; put it in quotes: write %s", clip(inQuotes(text)))
	}
	return true
}

// balance counts the parentheses that are open at the end of text, or closed
// too often.
func balance(text string) int {
	return strings.Count(text, "(") - strings.Count(text, ")")
}

// whole is the call that n is the beginning of, from the file, on one line. What
// else YAML made of it is swallowed.
func (r *reader) whole(n *yaml.Node) (string, bool) {
	text, ok := r.src.textAt(nodePos(n))
	open := strings.IndexByte(text, '(')
	if !ok || open < 0 {
		return "", false
	}
	end := endOfCall(text, open)
	if end < 0 {
		return "", false
	}
	r.from, r.to = nodePos(n), nodePos(n)
	r.to.Col += utf8.RuneCountInString(text[:end+1])
	return text[:end+1], true
}

// textAt is the rest of the line that begins at pos.
func (s *source) textAt(pos call.Pos) (string, bool) {
	line := ""
	if i := pos.Line - 1 - len(s.lines); i >= 0 && i < len(s.sets) {
		line = s.sets[i].text
	} else if pos.Line > 0 && pos.Line <= len(s.lines) {
		line = s.lines[pos.Line-1]
	}
	runes := []rune(line)
	if pos.Col < 1 || pos.Col > len(runes) {
		return "", false
	}
	return string(runes[pos.Col-1:]), true
}

// swallowed reports whether n is part of a call that was reported.
func (r *reader) swallowed(n *yaml.Node) bool {
	p := nodePos(n)
	return p.Line == r.from.Line && p.Line == r.to.Line && p.Col > r.from.Col && p.Col < r.to.Col
}
