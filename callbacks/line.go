package callbacks

import (
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/layercake-go/layercake/sequential"
)

func runes(b []byte) int { return utf8.RuneCount(b) }

// appendCount adds n/of, with n as wide as of, so that lines stand still.
func appendCount(b []byte, n, of int) []byte {
	for k := max(n, 1); k*10 <= of; k *= 10 {
		b = append(b, ' ')
	}
	b = strconv.AppendInt(b, int64(n), 10)
	b = append(b, '/')
	return strconv.AppendInt(b, int64(of), 10)
}

// appendBar adds a bar and a space, if there is room enough to see something.
func appendBar(b []byte, room, done, of int) []byte {
	cells := min(room-1, 20)
	if cells < 5 {
		return b
	}
	full := cells * done / of
	for i := range cells {
		if i < full {
			b = append(b, "━"...)
		} else {
			b = append(b, "─"...)
		}
	}
	return append(b, ' ')
}

// appendTime adds 0.3s, 12s, 1:05, 2:00:00.
func appendTime(b []byte, d time.Duration) []byte {
	if d < 10*time.Second {
		return append(strconv.AppendFloat(b, d.Seconds(), 'f', 1, 64), 's')
	}
	s := int64(d.Round(time.Second) / time.Second)
	if s < 60 {
		return append(strconv.AppendInt(b, s, 10), 's')
	}
	if s >= 3600 {
		b = append(strconv.AppendInt(b, s/3600, 10), ':')
		b = appendTwo(b, s/60%60)
	} else {
		b = strconv.AppendInt(b, s/60, 10)
	}
	return appendTwo(append(b, ':'), s%60)
}

func appendTwo(b []byte, n int64) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// appendScores adds each score, to four places, or in powers of ten if it is
// smaller than that shows.
func appendScores(b []byte, list sequential.Scores) []byte {
	for _, s := range list {
		b = append(append(append(b, " - "...), s.Name...), ": "...)
		form := byte('f')
		if a := math.Abs(s.Value); a != 0 && a < 1e-3 {
			form = 'e'
		}
		b = strconv.AppendFloat(b, s.Value, form, 4, 64)
	}
	return b
}

// clip cuts a line that is wider than n columns.
func clip(b []byte, n int) []byte {
	if runes(b) <= n {
		return b
	}
	end := 0
	for range n - 1 {
		_, size := utf8.DecodeRune(b[end:])
		end += size
	}
	if n < 1 {
		return b[:0]
	}
	return append(b[:end], "…"...)
}
