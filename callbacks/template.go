package callbacks

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// template is a text with places for numbers, as Python's str.format reads it:
// {epoch:02d}-{val_loss:.4f}; {{ and }} are braces.
type template []piece

type piece struct {
	text  string // as it stands, if there is no field
	field string
	verb  string // for fmt
	kind  byte   // d, e, f, g, %, or v for the shortest form
}

// layout is the part of Python's that makes sense for epochs and scores.
var layout = regexp.MustCompile(`^(0?[0-9]{0,2})(\.[0-9]{1,2})?([defg%]?)$`)

func parseTemplate(s string) (t template, err error) {
	for s != "" {
		i := strings.IndexAny(s, "{}")
		switch {
		case i < 0:
			return append(t, piece{text: s}), nil
		case i > 0:
			t = append(t, piece{text: s[:i]})
			s = s[i:]
		case strings.HasPrefix(s, "{{") || strings.HasPrefix(s, "}}"):
			t = append(t, piece{text: s[:1]})
			s = s[2:]
		default:
			end := strings.IndexByte(s, '}')
			if end <= 0 {
				return nil, fmt.Errorf("a brace stands alone; write {epoch:02d}, or {{ for a brace")
			}
			p, err := parseField(s[1:end])
			if err != nil {
				return nil, err
			}
			t = append(t, p)
			s = s[end+1:]
		}
	}
	if t == nil {
		return nil, fmt.Errorf("want a name, have none")
	}
	return t, nil
}

// parseField reads name or name:layout.
func parseField(s string) (piece, error) {
	name, form, _ := strings.Cut(s, ":")
	m := layout.FindStringSubmatch(form)
	if name == "" || m == nil {
		return piece{}, fmt.Errorf("want {name} or a layout such as {name:02d} or {name:.4f}, have {%s}", s)
	}
	width, precision, kind := m[1], m[2], m[3]
	switch {
	case kind == "" && precision == "":
		kind = "v"
	case kind == "":
		kind = "g"
	case kind == "d" && precision != "":
		return piece{}, fmt.Errorf("a whole number has no places after the point: {%s}", s)
	}
	if precision == "" && strings.Contains("efg%", kind) {
		precision = ".6"
	}
	verb := "%" + width + precision + strings.Replace(kind, "%", "f%%", 1)
	return piece{field: name, verb: verb, kind: kind[0]}, nil
}

// check says which fields there are no numbers for.
func (t template) check(names []string) error {
	for _, p := range t {
		if p.field != "" && !slices.Contains(names, p.field) {
			return fmt.Errorf("there is no {%s}%s", p.field, among(p.field, names))
		}
		if p.kind == 'd' && p.field != "epoch" && p.field != "batch" {
			return fmt.Errorf("{%s} is no whole number; write {%s:.4f}", p.field, p.field)
		}
	}
	return nil
}

// fill puts numbers, ints and float64s, into their places.
func (t template) fill(number func(name string) any) string {
	var b strings.Builder
	for _, p := range t {
		if p.field == "" {
			b.WriteString(p.text)
			continue
		}
		v := number(p.field)
		if n, ok := v.(int); ok && strings.IndexByte("efg%", p.kind) >= 0 {
			v = float64(n)
		}
		if f, ok := v.(float64); ok && p.kind == '%' {
			v = 100 * f
		}
		fmt.Fprintf(&b, p.verb, v)
	}
	return b.String()
}
