package torch

import (
	"cmp"
	"strings"
)

// natural compares names with their numbers as numbers: net.2 before net.10.
func natural(a, b string) int {
	for a != "" && b != "" {
		x, y := leading(a), leading(b)
		a, b = a[len(x):], b[len(y):]
		if !digit(x[0]) || !digit(y[0]) {
			if c := cmp.Compare(x, y); c != 0 {
				return c
			}
			continue
		}
		x, y = strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
		if c := cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y)); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// leading is the run of digits, or of no digits, that s begins with.
func leading(s string) string {
	n := 1
	for n < len(s) && digit(s[n]) == digit(s[0]) {
		n++
	}
	return s[:n]
}

// stem is a name with its numbers cut out.
func stem(name string) string {
	var b strings.Builder
	for name != "" {
		part := leading(name)
		if name = name[len(part):]; digit(part[0]) {
			part = "0"
		}
		b.WriteString(part)
	}
	return b.String()
}

// numbered reports whether names differ in their numbers alone, so that the
// numbers are their order.
func numbered(list []*module) bool {
	for _, m := range list {
		if stem(m.name) != stem(list[0].name) {
			return false
		}
	}
	return true
}
