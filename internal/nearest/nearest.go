// Package nearest finds the name that somebody meant.
package nearest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Name returns the one of have that is most like name, or else the one whose
// words begin with its letters, as those of learning_rate do with lr; "" if none
// is. Case, underscores and hyphens count for nothing.
func Name(name string, have []string) string {
	n := len(fold(name))
	best, least := "", 1+max(1, (n+1)/3)
	for _, h := range have {
		if d := distance(fold(name), fold(h)); d < least && d < n {
			best, least = h, d
		}
	}
	for _, h := range have {
		if best == "" && len(name) > 1 && strings.EqualFold(name, initials(h)) {
			return h
		}
	}
	return best
}

func initials(name string) string {
	var text strings.Builder
	for _, word := range strings.Split(name, "_") {
		text.WriteString(word[:min(1, len(word))])
	}
	return text.String()
}

// distance is Levenshtein's, but two letters that changed places count as one.
func distance(a, b string) int {
	least := levenshtein.ComputeDistance(a, b)
	const long = 40 // nobody swaps letters in longer names
	for i := 0; i+1 < len(a) && len(a) < long; i++ {
		swapped := a[:i] + string(a[i+1]) + string(a[i]) + a[i+2:]
		least = min(least, 1+levenshtein.ComputeDistance(swapped, b))
	}
	return least
}

func fold(s string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "", " ", "").Replace(s))
}

// Hint is what an error says after an unknown name: the nearest one, or all
// there are.
func Hint(name string, have []string) string {
	if m := Meant(name, have); m != "" {
		return m
	}
	if len(have) == 0 {
		return ""
	}
	return "; there are " + strings.Join(slices.Sorted(slices.Values(have)), ", ")
}

// Meant is what an error that has said what there is says after an unknown name:
// the nearest one, or nothing.
func Meant(name string, have []string) string {
	if n := Name(name, have); n != "" {
		return fmt.Sprintf("; did you mean %q?", n)
	}
	return ""
}

// OneOf is what is wrong with a word that must be one of few; "" if it is one.
// The others are what may stand there besides and is no word, such as None.
func OneOf(word string, want []string, others ...string) string {
	if slices.Contains(want, word) {
		return ""
	}
	all := slices.Concat(want, others)
	text := all[0]
	if n := len(all) - 1; n > 0 {
		text = strings.Join(all[:n], ", ") + " or " + all[n]
	}
	return fmt.Sprintf("want %s, have %q%s", text, word, Meant(word, want))
}
