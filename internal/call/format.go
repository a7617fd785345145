package call

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// String renders c so that Parse reads it back, without what is default.
func (c Call) String() string { return c.format(false) }

// Full renders c with every argument that it has.
func (c Call) Full() string { return c.format(true) }

func (c Call) format(full bool) string {
	var parts []string
	place := true
	for _, a := range c.Args {
		if a.Default && !full {
			place = false
			continue
		}
		text := format(a.Value, full)
		if a.Name == "" || a.Positional && place {
			parts = append(parts, text)
		} else {
			place = false
			parts = append(parts, a.Name+"="+text)
		}
	}
	if len(parts) == 0 {
		return c.Name
	}
	return c.Name + "(" + strings.Join(parts, ", ") + ")"
}

// Format renders a value as the grammar reads it.
func Format(v any) string { return format(v, false) }

func format(v any, full bool) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case string:
		return word(v)
	case float64:
		return number(v)
	case Call:
		return v.format(full)
	case List:
		return "[" + join(v, full) + "]"
	case Map:
		return "{" + join(v, full) + "}"
	case interface{ Call() Call }:
		return v.Call().format(full)
	}
	return fmt.Sprint(v)
}

func join(args []Arg, full bool) string {
	parts := make([]string, len(args))
	for i, a := range args {
		if parts[i] = format(a.Value, full); a.Name != "" {
			parts[i] = a.Name + ": " + parts[i]
		}
	}
	return strings.Join(parts, ", ")
}

// number keeps a point or an exponent, so that a float64 stays one, but for
// whole numbers of a size that an int reads as well.
func number(f float64) string {
	if f == math.Trunc(f) && math.Abs(f) < 1e6 {
		return strconv.FormatFloat(f, 'f', 1, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// word quotes a text that would not be read back as it is.
func word(s string) string {
	if s != "" && !strings.ContainsAny(s, " \t\r\n,=()[]{}\"'\\") && !strings.HasSuffix(s, ":") {
		if back, ok := literal(s).(string); ok && back == s {
			return s
		}
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
