package main

import (
	"encoding/csv"
	"fmt"
)

// csvForm is for spreadsheets: a first line of names, then exact values.
type csvForm struct{}

func (f csvForm) head(a *answers) error {
	cells := []string{"row"}
	if a.positions > 1 {
		cells = append(cells, "position")
	}
	if a.classify {
		cells = append(cells, "label", a.score)
	}
	return f.line(a, append(cells, a.names...))
}

func (f csvForm) answer(a *answers, at place, label string, p float32, values []float32) error {
	cells := []string{fmt.Sprint(at.row)}
	if a.positions > 1 {
		cells = append(cells, fmt.Sprint(at.position))
	}
	if a.classify {
		cells = append(cells, label, exact(p))
	}
	for _, v := range values {
		cells = append(cells, exact(v))
	}
	return f.line(a, cells)
}

func (csvForm) line(a *answers, cells []string) error {
	w := csv.NewWriter(a.out)
	w.Write(cells)
	w.Flush()
	return w.Error()
}
