package data

import (
	"fmt"
	"strings"

	"github.com/layercake-go/layercake/internal/nearest"
)

// maxHint bounds how long a name may be, and how many names are compared with
// it, to look for a nearest one.
const maxHint, maxListed = 1000, 12

// hint is what an error says after an unknown name: the nearest one, or the
// first of those that there are.
func hint(name string, have []string) string {
	if len(have) <= maxHint && len(name) <= maxHint {
		if n := nearest.Name(name, have); n != "" {
			return fmt.Sprintf("; did you mean %q?", clip(n))
		}
	}
	return "; there are " + list(have)
}

// list names the first few.
func list(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	more := ""
	if len(names) > maxListed {
		more = fmt.Sprintf(" and %d more", len(names)-maxListed)
		names = names[:maxListed]
	}
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = fmt.Sprintf("%q", clip(n))
	}
	return strings.Join(quoted, ", ") + more
}

// clip keeps a hostile name from filling the screen.
func clip(s string) string {
	if len(s) > 80 {
		return s[:80] + "…"
	}
	return s
}
