package configs

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/internal/registry"
)

// nouns is a table of names, as the reader needs it.
type nouns struct {
	noun    string
	t       reflect.Type
	entries map[string]registry.Entry // by folded name and alias
	names   []string

	spellings []string // other ones
}

// table is the table for fields of type t; nil if there is none.
func (r *reader) table(t reflect.Type) *nouns {
	if t, ok := r.tables[t]; ok {
		return t
	}
	var out *nouns
	if noun, entries, ok := tableOf(t); ok {
		out = &nouns{noun: noun, t: t, entries: map[string]registry.Entry{}}
		for _, e := range entries {
			out.names = append(out.names, e.Name)
			out.spellings = append(out.spellings, e.Aliases...)
			for _, s := range append([]string{e.Name, e.Class}, e.Aliases...) {
				out.entries[registry.Fold(s)] = e
			}
		}
	}
	r.tables[t] = out
	return out
}

// hint is what an error says after an unknown name: the nearest one, or all
// there are, without their other spellings.
func (n *nouns) hint(name string) string {
	if utf8.RuneCountInString(name) > maxName {
		return ""
	}
	if s := nearest.Name(name, n.names); s != "" {
		return fmt.Sprintf("; did you mean %q?", s)
	}
	if s := nearest.Name(name, n.spellings); s != "" {
		return fmt.Sprintf("; did you mean %q?", s)
	}
	return nearest.Hint(name, n.names)
}

func countOf(n int) string {
	switch n {
	case 0:
		return "no arguments"
	case 1:
		return "one argument"
	}
	return fmt.Sprintf("%d arguments", n)
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
