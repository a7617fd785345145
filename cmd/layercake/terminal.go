package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// onTerminal reports whether w is a terminal.
func onTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// columns is how many columns a terminal has; otherwise is the answer where w is
// none.
func columns(w io.Writer, otherwise int) int {
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return n
		}
	}
	return otherwise
}

// fitted is text for w: as it is, or as a narrow terminal takes it.
func fitted(w io.Writer, text string) string {
	if n := columns(w, 0); n > 0 {
		return reflow(text, n)
	}
	return text
}

// A paint colours text where w is a terminal that wants it.
type paint bool

func paintFor(w io.Writer) paint {
	return paint(onTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb")
}

func (p paint) bold(s string) string { return p.with("1", s) }
func (p paint) red(s string) string  { return p.with("1;31", s) }

func (p paint) with(code, s string) string {
	if !p || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
