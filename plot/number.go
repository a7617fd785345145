package plot

import (
	"math"
	"strconv"
	"strings"
)

// count writes 78500 as 78,500.
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// of writes a count with its noun: 1 unit, 2 units.
func of(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return count(n) + " " + noun + "s"
}

// all writes how many are taken together: both, all 10.
func all(n int) string {
	if n == 2 {
		return "both"
	}
	return "all " + count(n)
}

// word spells numbers up to twelve, as running text does.
func word(n int) string {
	words := [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return count(n)
}

// sub is a name with an index below the line: z₁₂.
func sub(name string, i int) string {
	var b strings.Builder
	b.WriteString(name)
	for _, d := range strconv.Itoa(i) {
		if d == '-' {
			b.WriteRune('₋')
			continue
		}
		b.WriteRune('₀' + d - '0')
	}
	return b.String()
}

// decimal is v with k decimals and a true minus sign, without "−0.00".
func decimal(v float64, k int) string {
	switch {
	case math.IsNaN(v):
		return "NaN"
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return "−∞"
	}
	s := strconv.FormatFloat(v, 'f', k, 64)
	if !strings.HasPrefix(s, "-") {
		return s
	}
	if strings.Trim(s, "-0.") == "" {
		return s[1:]
	}
	return "−" + s[1:]
}

// brief is v with k decimals, fewer from 10 on, so that it stays about k+2
// digits long; from 100,000 on in the form 1.2e9,
// or 1e9 for k up to 1.
func brief(v float64, k int) string {
	a, digits := math.Abs(v), max(0, min(1, k-1))
	for limit := 9.995; a >= limit && k > 0; limit *= 10 {
		k--
	}
	if a < 99999.5 || math.IsInf(v, 0) || math.IsNaN(v) {
		return decimal(v, k)
	}
	s := strconv.FormatFloat(v, 'e', digits, 64)
	s = strings.Replace(strings.Replace(s, "e+0", "e", 1), "e+", "e", 1)
	return strings.Replace(s, "-", "−", 1)
}

// allOf is all(n) in running text: both, all ten.
func allOf(n int) string {
	if n == 2 {
		return "both"
	}
	return "all " + word(n)
}

// tiny is v with three decimals, or in the form 3e−6 where those would read
// as 0.
func tiny(v float64) string {
	if v > 0 && v < 0.0005 {
		s := strings.Replace(strconv.FormatFloat(v, 'e', 0, 64), "e-0", "e-", 1)
		return strings.Replace(s, "-", "−", 1)
	}
	return brief(v, 3)
}

// finite is v, or 0 where v is NaN or infinite: for sizes on the page.
func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// largest is the index of the largest number, the first of equals; −1 if
// there is none but NaN.
func largest(v []float32) int {
	best := -1
	for i, x := range v {
		if x == x && (best < 0 || x > v[best]) {
			best = i
		}
	}
	return best
}

// shape writes an output shape as Keras does, with the batch in front.
func shape(s []int) string {
	var b strings.Builder
	b.WriteString("(None")
	for _, n := range s {
		if n < 0 {
			b.WriteString(", None")
			continue
		}
		b.WriteString(", " + strconv.Itoa(n))
	}
	return b.String() + ")"
}
