package plot

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"codeberg.org/go-fonts/dejavu/dejavusansbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// DejaVu Sans is the last font of the SVG's list and the widest of them, so
// what fits in it fits in the others. It has every sign the pictures use.
var (
	regular = sync.OnceValue(func() *sfnt.Font { return mustParse(dejavusans.TTF) })
	bolder  = sync.OnceValue(func() *sfnt.Font { return mustParse(dejavusansbold.TTF) })
)

// mustParse reads an embedded font; a broken one is a bug of this program.
func mustParse(ttf []byte) *sfnt.Font {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic("plot: embedded font: " + err.Error())
	}
	return f
}

func face(bold bool) *sfnt.Font {
	if bold {
		return bolder()
	}
	return regular()
}

// width is how wide s is at a font size, in the same unit.
func width(s string, size float64, bold bool) float64 {
	var buf sfnt.Buffer
	f := face(bold)
	em := fixed.I(int(f.UnitsPerEm()))
	var sum fixed.Int26_6
	for _, r := range s {
		sum += advance(f, &buf, r, em)
	}
	return float64(float64(sum) / float64(em) * size)
}

// advance is the width of one sign at ppem. A sign that the font lacks
// counts as a square: most of those are ideographs.
func advance(f *sfnt.Font, buf *sfnt.Buffer, r rune, ppem fixed.Int26_6) fixed.Int26_6 {
	g, err := f.GlyphIndex(buf, r)
	if err != nil || g == 0 {
		return ppem
	}
	a, err := f.GlyphAdvance(buf, g, ppem, font.HintingNone)
	if err != nil {
		return ppem
	}
	return a
}

func (t *text) width() float64 {
	var w float64
	for _, s := range t.spans {
		w += s.gap + width(s.s, t.size, s.bold)
	}
	return w
}

// clean makes one short printable line of what a user wrote.
func clean(s string) string {
	const most = 400 // signs: wider than any line of a picture
	out := make([]rune, 0, min(len(s), most))
	for _, r := range s {
		if len(out) == most {
			break
		}
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case r == utf8.RuneError, !unicode.IsPrint(r):
			r = '\uFFFD'
		}
		if r == ' ' && (len(out) == 0 || out[len(out)-1] == ' ') {
			continue
		}
		out = append(out, r)
	}
	if n := len(out); n > 0 && out[n-1] == ' ' {
		out = out[:n-1]
	}
	return string(out)
}

// elide cleans s and shortens it with "…" to at most most wide.
func elide(s string, most, size float64, bold bool) string {
	s = clean(s)
	if width(s, size, bold) <= most {
		return s
	}
	r := []rune(s)
	for n := len(r) - 1; n > 0; n-- {
		if short := clean(string(r[:n])) + "…"; width(short, size, bold) <= most {
			return short
		}
	}
	return "…"
}

// fitting is the largest size from size down to 9 at which s is at most
// most wide.
func fitting(s string, most, size float64, bold bool) float64 {
	for size > 9 && width(s, size, bold) > most {
		size--
	}
	return size
}
