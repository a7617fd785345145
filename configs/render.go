package configs

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// width is how long a call may be to stand on one line.
const width = 80

// Render writes s as a file with every default filled in, in one order and one
// form: a layer is a call where it fits on a line, else a mapping. Load reads
// the same Spec from it. What has no name (an activation of the program's own
// that is not registered) is an error.
func Render(s *Spec) ([]byte, error) {
	root, err := renderSection(s)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := errors.Join(e.Encode(root), e.Close()); err != nil {
		return nil, fmt.Errorf("rendering %s: %w", s.Name, err)
	}
	return b.Bytes(), nil
}

// renderSection makes a mapping of a struct; what is not set is left out.
func renderSection(s any) (*yaml.Node, error) {
	m := &yaml.Node{Kind: yaml.MappingNode}
	for _, a := range registry.Describe(s) {
		if isUnset(a.Value) {
			continue
		}
		v, err := renderValue(a.Value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.Name, err)
		}
		m.Content = append(m.Content, text(a.Name), v)
	}
	return m, nil
}

// isUnset reports whether a key of a section may be left out.
func isUnset(v any) bool {
	x := reflect.ValueOf(v)
	switch x.Kind() {
	case reflect.Invalid:
		return true
	case reflect.String, reflect.Map:
		return x.Len() == 0
	}
	return false
}

// renderValue makes a node of a value.
func renderValue(v any) (*yaml.Node, error) {
	switch v := v.(type) {
	case nil:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: "null"}, nil
	case string:
		return text(v), nil
	case bool, int, float64:
		return plain(call.Format(v)), nil
	case call.Call:
		return renderCall(v)
	case call.List:
		return renderList(v)
	case map[int]float64:
		m := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			m.Content = append(m.Content, plain(fmt.Sprint(k)), plain(call.Format(v[k])))
		}
		return m, nil
	}
	if x := reflect.ValueOf(v); x.Kind() == reflect.Struct {
		p := reflect.New(x.Type())
		p.Elem().Set(x)
		return renderSection(p.Interface())
	}
	return nil, fmt.Errorf("%v has no name; register it", v)
}

// renderList makes a list: of calls or lists one a line, else on one line.
func renderList(l call.List) (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for i, a := range l {
		v, err := renderValue(a.Value)
		if err != nil {
			return nil, fmt.Errorf("[%d]: %w", i, err)
		}
		if _, isCall := a.Value.(call.Call); isCall && (v.Kind != yaml.ScalarNode || strings.ContainsAny(v.Value, "(,")) {
			n.Style = 0
		}
		n.Content = append(n.Content, v)
	}
	return n, nil
}

// renderCall makes a call, or a mapping if that is too long for a line.
func renderCall(c call.Call) (*yaml.Node, error) {
	c.Args = slices.DeleteFunc(slices.Clone(c.Args), func(a call.Arg) bool {
		return a.Name == "name" && a.Value == "" // by default a layer is named by its place
	})
	if line := c.Full(); utf8.RuneCountInString(line) <= width {
		if back, err := call.Parse(line); err == nil && back.Full() == line {
			return text(line), nil
		}
	}
	args := &yaml.Node{Kind: yaml.MappingNode}
	for _, a := range c.Args {
		v, err := renderValue(a.Value)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", c.Name, a.Name, err)
		}
		args.Content = append(args.Content, text(a.Name), v)
	}
	return &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{text(c.Name), args}}, nil
}

// text is a scalar that reads as a text; it has quotes where it needs them.
func text(s string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(s)
	if truth[s] != "" || s == "None" { // a text here, but not to every reader
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// plain is a scalar that reads as what it looks like.
func plain(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: s} }
