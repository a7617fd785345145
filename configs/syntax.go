package configs

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/layercake-go/layercake/internal/call"
)

var (
	yamlLine   = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)
	yamlAnchor = regexp.MustCompile(`^unknown anchor '(.*)' referenced`)
	oddStart   = regexp.MustCompile("(?:^|[:,\\[{-])[ ]+([@`%])|^([ ]*\t)")
)

// A complaint says in other words what the parser says in its own, and where
// that is: the parser knows at most a line, and of its second half, which counts
// from 0, another one.
type complaint struct {
	has, say string
	fromZero bool
	find     func(s *source, from call.Pos) call.Pos // nil: the beginning of the line
}

var complaints = []complaint{
	{has: "mapping values are not allowed", say: `a second ": " in one line, or a line indented too far; put text that holds ": " in quotes`, find: (*source).secondColon},
	{has: "did not find expected ',' or ']'", say: "a [ is not closed, or a value in it needs quotes", fromZero: true, find: (*source).openBracket},
	{has: "did not find expected ',' or '}'", say: "a { is not closed, or a value in it needs quotes", fromZero: true, find: (*source).openBracket},
	{has: "unexpected end of stream", say: "a quote is never closed"},
	{has: "did not find expected key", say: "this line is indented otherwise than those it belongs to, or text stands behind a closed quote or bracket", fromZero: true, find: (*source).oddIndent},
	{has: "did not find expected '-' indicator", say: "this line is no element of the list, which begins each with -; is it indented as the others?", fromZero: true, find: (*source).oddIndent},
	{has: "could not find expected ':'", say: "a key without a colon, an element of a list without its -, or a quote that is not closed"},
	{has: "expected alphabetic or numeric character", say: "* and & begin an alias and an anchor; put a text that begins so in quotes"},
	{has: "found a tab", say: "a tab in the indentation; YAML wants spaces"},
	{has: "unknown escape character", say: `a backslash in "double quotes" begins an escape; write \\, or use 'single quotes'`},
}

// syntax makes an Error of what the parser said, with the place that it means.
func (s *source) syntax(err error) error {
	msg := err.Error()
	line, known := 1, false
	if m := yamlLine.FindStringSubmatch(msg); m != nil {
		msg = strings.TrimPrefix(msg, m[0])
		if n, err := strconv.Atoi(m[1]); err == nil {
			line, known = n, true
		}
	}
	about := complaint{say: msg}
	for _, c := range complaints {
		if strings.Contains(msg, c.has) {
			about = c
			break
		}
	}
	if about.fromZero && known {
		line++
	}
	line = min(max(line, 1), len(s.lines))
	pos := s.lineStart(line)
	if at, hint, ok := s.unquoted(line, known && !about.fromZero); ok && (about.find == nil || !before(about.find(s, at), s.lineStart(at.Line))) {
		return s.error(at, "", errors.New(hint))
	}
	switch a := yamlAnchor.FindStringSubmatch(msg); {
	case a != nil:
		return s.error(s.find("*"+a[1]), "", fmt.Errorf("there is no anchor &%s before this *%s; put text that begins with * in quotes", clip(a[1]), clip(a[1])))
	case strings.Contains(msg, "cannot start any token"):
		return s.error(s.token(pos))
	case about.find != nil:
		pos = about.find(s, pos)
	}
	return s.error(pos, "", errors.New("this is no YAML: "+about.say))
}

// lineStart is the first character of a line that is no space.
func (s *source) lineStart(line int) call.Pos {
	text := s.lines[line-1]
	return call.Pos{Line: line, Col: 1 + len(text) - len(strings.TrimLeft(text, " \t"))}
}

// find is the first place of text in the file.
func (s *source) find(text string) call.Pos {
	for i, line := range s.lines {
		if before, _, ok := strings.Cut(line, text); ok {
			return call.Pos{Line: i + 1, Col: 1 + utf8.RuneCountInString(before)}
		}
	}
	return call.Pos{Line: 1, Col: 1}
}

// token finds the character that no value may begin with.
func (s *source) token(pos call.Pos) (call.Pos, string, error) {
	for i := pos.Line - 1; i < len(s.lines); i++ {
		m := oddStart.FindStringSubmatchIndex(s.lines[i])
		switch {
		case m == nil:
		case m[2] >= 0:
			at := call.Pos{Line: i + 1, Col: 1 + utf8.RuneCountInString(s.lines[i][:m[2]])}
			return at, "", fmt.Errorf("no value may begin with %s; put it in quotes", s.lines[i][m[2]:m[3]])
		default:
			return call.Pos{Line: i + 1, Col: 1}, "", errors.New("a tab in the indentation; YAML wants spaces")
		}
	}
	return pos, "", errors.New("this is no YAML: a character that no value may begin with; put the value in quotes")
}

// secondColon is the place of the second ": " in a line.
func (s *source) secondColon(from call.Pos) call.Pos {
	line := s.lines[from.Line-1]
	first := strings.Index(line, ": ")
	second := strings.LastIndex(line, ": ")
	if first >= 0 && second > first {
		second = first + 2 + strings.Index(line[first+2:], ": ")
		from.Col = 1 + utf8.RuneCountInString(line[:second])
	}
	return from
}

// openBracket is the place of the first [ or { that is never closed.
func (s *source) openBracket(from call.Pos) call.Pos {
	text := strings.Join(s.lines, "\n")
	var open []int
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\'' || c == '"':
			i = endOfQuote(text, i)
		case isComment(text, i):
			i += len(firstLine(text[i:])) - 1
		case c == '[' || c == '{':
			open = append(open, i)
		case (c == ']' || c == '}') && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return from
	}
	return position(text, open[0])
}

// oddIndent is the first line that stands neither below nor beside one before.
func (s *source) oddIndent(from call.Pos) call.Pos {
	var open []int
	for i, line := range s.lines {
		text := strings.TrimLeft(line, " ")
		if text == "" || text[0] == '#' {
			continue
		}
		indent, out := len(line)-len(text), false
		for len(open) > 0 && open[len(open)-1] > indent {
			open, out = open[:len(open)-1], true
		}
		if out && (len(open) == 0 || open[len(open)-1] < indent) {
			return call.Pos{Line: i + 1, Col: indent + 1}
		}
		if len(open) == 0 || open[len(open)-1] < indent {
			open = append(open, indent)
		}
	}
	return from
}
