package configs

import (
	"strings"
	"unicode/utf8"

	"github.com/layercake-go/layercake/internal/call"
)

// unquoted looks, in a text that is no YAML, for a call that should have quotes:
// inside [ ] and { } YAML splits one at its commas, and cannot read its brackets
// or "key: value" in it. It returns the first that reaches line, or without a
// line the first of all.
func (s *source) unquoted(line int, known bool) (pos call.Pos, hint string, ok bool) {
	text := strings.Join(s.lines, "\n")
	flow := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\'' || c == '"':
			i = endOfQuote(text, i)
		case isComment(text, i):
			i += len(firstLine(text[i:])) - 1
		case c == '[' || c == '{':
			flow++
		case c == ']' || c == '}':
			flow = max(flow-1, 0)
		case c == '(':
			from := i - len(wordBefore(text[:i]))
			end := endOfCall(text, i)
			if from == i || end < 0 {
				continue
			}
			inner, reach := text[i+1:end], 1+strings.Count(text[:end], "\n")
			pos := position(text, from)
			if hint := quoteHint(text[from:end+1], inner, flow > 0); hint != "" && (!known || reach >= line) {
				return pos, hint, !known || pos.Line <= line
			}
			i = end
		}
	}
	return call.Pos{}, "", false
}

// quoteHint says what to write instead of a call that YAML cannot read.
func quoteHint(text, inner string, flow bool) string {
	text = strings.Join(strings.Fields(text), " ")
	switch {
	case strings.Contains(inner, ": "):
		fixed := equals(text)
		if flow {
			fixed = inQuotes(fixed)
		}
		return "arguments of a call have an equals sign; write " + clip(fixed)
	case flow && strings.ContainsAny(inner, ",[]{}"):
		return "inside [ ] and { } a call with commas or brackets needs quotes; write " + clip(inQuotes(text))
	}
	return ""
}

// inQuotes puts text in quotes as YAML reads them.
func inQuotes(text string) string {
	if strings.ContainsAny(text, `"\\`) {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	return `"` + text + `"`
}

// equals writes key=value for key: value.
func equals(text string) string { return strings.ReplaceAll(text, ": ", "=") }

// clip keeps a long text from filling the screen.
func clip(text string) string {
	if r := []rune(text); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return text
}

func isComment(text string, i int) bool {
	return text[i] == '#' && (i == 0 || strings.IndexByte(" \t\n", text[i-1]) >= 0)
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// wordBefore is the name at the end of text.
func wordBefore(text string) string {
	i := len(text)
	for i > 0 && text[i-1] < utf8.RuneSelf && isWord(rune(text[i-1])) {
		i--
	}
	return text[i:]
}

// endOfQuote is the place of the quote that closes the one at i, on its line.
func endOfQuote(text string, i int) int {
	for j := i + 1; j < len(text) && text[j] != '\n'; j++ {
		if text[j] == '\\' && text[i] == '"' {
			j++
		} else if text[j] == text[i] {
			return j
		}
	}
	return i
}

// endOfCall is the place of the parenthesis that closes the one at i; -1 if
// there is none soon.
func endOfCall(text string, i int) int {
	depth := 0
	for j := i; j < len(text) && j-i < 1<<12; j++ {
		switch text[j] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return j
			}
		case '\'', '"':
			j = endOfQuote(text, j)
		}
	}
	return -1
}

func position(text string, at int) call.Pos {
	before := text[:at]
	last := strings.LastIndexByte(before, '\n')
	return call.Pos{Line: 1 + strings.Count(before, "\n"), Col: 1 + utf8.RuneCountInString(before[last+1:])}
}
