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

// columns is how wide lines for w may be.
func columns(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return n
		}
	}
	return 80
}

// A paint colours text where w is a terminal that wants it.
type paint bool

func paintFor(w io.Writer) paint {
	return paint(onTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb")
}

func (p paint) bold(s string) string  { return p.with("1", s) }
func (p paint) red(s string) string   { return p.with("1;31", s) }
func (p paint) faint(s string) string { return p.with("2", s) }

func (p paint) with(code, s string) string {
	if !p || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
