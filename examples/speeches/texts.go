package main

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
)

//go:embed speeches.txt.gz
var packed []byte // lines: a year, a space, a passage

// words are in small letters. Numbers are left out: a year would tell too much.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r != '\'' && (r < 'a' || r > 'z') })
}

// encode writes the number of each word: 0 fills up, 1 is a word not in ids.
func encode(row []float32, text string, ids map[string]int) {
	for i, w := range words(text) {
		if i < len(row) {
			row[i] = float32(max(ids[w], 1))
		}
	}
}

// read parts the passages by speech: those of every fifth year are for the test.
func read() (texts [2][]string, y [2][]int, err error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return texts, y, err
	}
	all, err := io.ReadAll(z)
	for line := range strings.Lines(string(all)) {
		year, text, _ := strings.Cut(line, " ")
		part, class := 0, len(times)-1
		if strings.HasSuffix(year, "0") || strings.HasSuffix(year, "5") {
			part = 1
		}
		for class > 0 && year < times[class] {
			class--
		}
		texts[part], y[part] = append(texts[part], text), append(y[part], class)
	}
	return texts, y, err
}
