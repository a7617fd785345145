package configs

import (
	"errors"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// scalar reads a single value for a field of type t. Where a text is wanted
// everything is one, yes, 0 and 1e-3 too.
func (r *reader) scalar(n *yaml.Node, t reflect.Type, path string) (any, bool) {
	switch {
	case n.Kind == yaml.SequenceNode && t.Kind() == reflect.Interface:
		return r.list(n, t, path)
	case n.Kind != yaml.ScalarNode:
		r.fail(nodePos(n), path, "want %s, have %s", wanted[t.Kind()], kind(n))
		return nil, false
	}
	if t.Kind() == reflect.String && n.ShortTag() != "!!null" {
		return n.Value, true
	}
	if r.split(n, path) {
		return nil, false
	}
	v, err := resolve(n)
	switch {
	case err != nil:
		r.fail(nodePos(n), path, "%w", err)
		return nil, false
	case v == nil && t.Kind() != reflect.Interface:
		r.fail(nodePos(n), path, "the value is missing")
		return nil, false
	case (t.Kind() == reflect.Int || t.Kind() == reflect.Float64) && n.Style != 0 && number.MatchString(n.Value):
		r.fail(nodePos(n), path, "a number in quotes is a text; leave out the quotes")
		return nil, false
	case t.Kind() == reflect.Bool && truth[v] != "":
		r.fail(nodePos(n), path, "want true or false, have %s; write %s", n.Value, truth[v])
		return nil, false
	}
	return v, true
}

// wanted says what a field takes.
var wanted = map[reflect.Kind]string{
	reflect.Int: "a whole number", reflect.Float64: "a number", reflect.Bool: "true or false",
	reflect.Int64: "a whole number", reflect.String: "a text", reflect.Interface: "a number, a text or a list",
}

// truth is what YAML once read as true and false.
var truth = map[any]string{
	"yes": "true", "Yes": "true", "YES": "true", "y": "true", "Y": "true", "on": "true", "On": "true", "ON": "true",
	"no": "false", "No": "false", "NO": "false", "n": "false", "N": "false", "off": "false", "Off": "false", "OFF": "false",
}

var (
	leadingZero = regexp.MustCompile(`^[-+]?0[0-9_]+$`)
	number      = regexp.MustCompile(`^[-+]?(\.[0-9]|[0-9])[0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?$`)
)

// resolve gives a plain value its type: nil, bool, int, float64 or string. A
// value in quotes is a text.
func resolve(n *yaml.Node) (any, error) {
	text := n.Value
	switch {
	case isNull(n):
		return nil, nil
	case n.Style != 0:
		return text, nil
	case n.ShortTag() == "!!bool":
		return strings.EqualFold(text, "true"), nil
	case leadingZero.MatchString(text):
		return nil, errors.New("a number does not begin with 0; write " + plainNumber(text) + ", or put it in quotes if it is a text")
	case n.ShortTag() == "!!int":
		i, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 0, 0)
		if err == nil {
			return int(i), nil
		}
	case n.ShortTag() != "!!float" && !number.MatchString(text):
		return text, nil
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	switch {
	case strings.Contains(strings.ToLower(text), "inf"), strings.Contains(strings.ToLower(text), "nan"):
		return nil, errors.New("want a finite number, have " + text)
	case err != nil || math.IsInf(f, 0):
		return nil, errors.New("want a number that a float64 holds, have " + clip(text))
	}
	return f, nil
}

// plainNumber is text without the zeros that it begins with.
func plainNumber(text string) string {
	sign := ""
	if text[0] == '-' {
		sign = "-"
	}
	digits := strings.TrimLeft(strings.TrimLeft(text, "+-"), "0_")
	if digits == "" {
		digits = "0"
	}
	return clip(sign + digits)
}
