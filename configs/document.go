package configs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
)

// maxBytes bounds the size of a file.
const maxBytes = 1 << 20

// yamlBreak is what ends a line in YAML, and so counts in its positions.
var yamlBreak = regexp.MustCompile("\r\n|[\n\r\u0085\u2028\u2029]")

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
		if at := strings.IndexFunc(line, isControl); at >= 0 {
			return nil, s.error(call.Pos{Line: i + 1, Col: 1 + utf8.RuneCountInString(line[:at])}, "", errors.New("a control character, which is no text"))
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

func isControl(r rune) bool { return r < ' ' && r != '\t' || r >= 0x7f && r < 0xa0 }

func nodePos(n *yaml.Node) call.Pos {
	if n.Kind == yaml.DocumentNode && len(n.Content) > 0 {
		n = n.Content[0]
	}
	return call.Pos{Line: n.Line, Col: n.Column}
}
