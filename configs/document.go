package configs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
)

// maxBytes bounds the size of a file.
const maxBytes = 1 << 20

// document parses text as one YAML document, whose root must be a mapping.
func (s *source) document(text []byte) (*yaml.Node, error) {
	start := call.Pos{Line: 1, Col: 1}
	if len(text) > maxBytes {
		return nil, s.error(call.Pos{}, "", fmt.Errorf("the file has %d bytes; at most %d are read", len(text), maxBytes))
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	s.lines = yamlBreak.Split(string(text), -1)
	for i, line := range s.lines {
		if !utf8.ValidString(line) {
			return nil, s.error(call.Pos{Line: i + 1, Col: 1}, "", errors.New("this is no text in UTF-8; save the file as UTF-8"))
		}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	doc, err := decode(decoder)
	if errors.Is(err, io.EOF) || err == nil && len(doc.Content) == 0 {
		return nil, s.error(start, "", errors.New(`the file is empty; it should begin with "version: 1", and have layers:`))
	}
	if err != nil {
		return nil, s.syntax(err)
	}
	if second, err := decode(decoder); err == nil {
		return nil, s.error(nodePos(second), "", errors.New("a second document begins here; a file holds one model: leave out the --- before it"))
	} else if !errors.Is(err, io.EOF) {
		return nil, s.syntax(err)
	}
	return doc.Content[0], nil
}

// decode reads one document; what the parser panics with is an error too.
func decode(d *yaml.Decoder) (n *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	n = &yaml.Node{}
	return n, d.Decode(n)
}

func nodePos(n *yaml.Node) call.Pos {
	if n.Kind == yaml.DocumentNode && len(n.Content) > 0 {
		n = n.Content[0]
	}
	return call.Pos{Line: n.Line, Col: n.Column}
}

var (
	yamlBreak  = regexp.MustCompile("\r\n|[\n\r\u0085\u2028\u2029]")
	yamlLine   = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)
	yamlAnchor = regexp.MustCompile(`^unknown anchor '(.*)' referenced`)
)

// plainer says in other words what the parser says in its own.
var plainer = []struct{ has, say string }{
	{"mapping values are not allowed", `a second ": " in one line, or a line indented too far; put text that holds ": " in quotes`},
	{"did not find expected ',' or ']'", "a [ is not closed, or a value in it needs quotes"},
	{"did not find expected ',' or '}'", "a { is not closed, or a value in it needs quotes"},
	{"unexpected end of stream", "a quote is never closed"},
	{"did not find expected key", "this line is indented otherwise than those it belongs to, or text stands behind a closed quote or bracket"},
	{"did not find expected '-' indicator", "this line is no element of the list, which begins each with -; is it indented as the others?"},
	{"could not find expected ':'", "a key without a colon, or a quote that is not closed"},
	{"found a tab", "a tab in the indentation; YAML wants spaces"},
	{"unknown escape character", `a backslash in "double quotes" begins an escape; write \\, or use 'single quotes'`},
	{"control characters are not allowed", "a control character, which is no text"},
}

// syntax makes an Error of what the parser said, with the line that it means.
func (s *source) syntax(err error) error {
	msg := err.Error()
	pos := call.Pos{Line: 1, Col: 1}
	m := yamlLine.FindStringSubmatch(msg)
	if m != nil {
		msg = strings.TrimPrefix(msg, m[0])
		if n, err := strconv.Atoi(m[1]); err == nil {
			pos.Line = min(max(n, 1), len(s.lines))
		}
	}
	if at, hint, ok := s.unquoted(pos.Line, m != nil && m[1] != ""); ok {
		return s.error(at, "", errors.New(hint))
	}
	line := s.lines[pos.Line-1]
	pos.Col = 1 + utf8.RuneCountInString(line) - utf8.RuneCountInString(strings.TrimLeft(line, " \t"))
	if a := yamlAnchor.FindStringSubmatch(msg); a != nil {
		return s.error(s.find("*"+a[1]), "", fmt.Errorf("there is no anchor &%s before this *%s; put text that begins with * in quotes", a[1], a[1]))
	}
	if strings.Contains(msg, "cannot start any token") {
		return s.error(s.token(pos))
	}
	for _, p := range plainer {
		if strings.Contains(msg, p.has) {
			msg = p.say
			break
		}
	}
	return s.error(pos, "", errors.New("this is no YAML: "+msg))
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

var oddStart = regexp.MustCompile("(?:^|[:,\\[{-])[ ]+([@`%])|^([ ]*\t)")

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
