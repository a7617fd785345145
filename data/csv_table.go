package data

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// table is a CSV file while it is read.
type table struct {
	name     string
	guard    *guard
	csv      *csv.Reader
	columns  columns
	classify bool
	encoder  *encoder
	x, y     []float32
	rows     int
}

// at gives an error the place of a value of the current line.
func (t *table) at(field int, err error) error {
	var e *Error
	if errors.As(err, &e) {
		e.Line, _ = t.csv.FieldPos(field)
	}
	return inFile(t.name, err)
}

// header reads the first line.
func (t *table) header() ([]string, error) {
	record, err := t.read()
	if err == io.EOF {
		return nil, inFile(t.name, problem("the file is empty; its first line should name the columns"))
	}
	if err != nil {
		return nil, err
	}
	header := slices.Clone(record)
	seen := make(map[string]int, len(header))
	numbers := 0
	for i, column := range header {
		column = strings.TrimSpace(column)
		header[i] = column
		if _, err := strconv.ParseFloat(column, 64); err == nil {
			numbers++
		}
		if column == "" {
			return nil, t.at(i, problem("column %d of %d has no name", i+1, len(header)))
		}
		if first, twice := seen[column]; twice {
			return nil, t.at(i, problem("the columns %d and %d are both called %q", first+1, i+1, clip(column)))
		}
		seen[column] = i
	}
	if numbers == len(header) {
		return nil, t.at(0, problem("the first line holds only numbers; it should name the columns"))
	}
	return header, nil
}

// dataset reads all other lines.
func (t *table) dataset(opt CSV) (*Dataset, error) {
	for {
		record, err := t.read()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = t.row(record)
		}
		if err != nil {
			return nil, err
		}
	}
	if t.rows == 0 {
		return nil, inFile(t.name, problem("the file has a first line and no rows"))
	}
	d := &Dataset{Name: t.name, Features: t.columns.names, Target: opt.Target}
	d.X = &Tensor{[]int{t.rows, len(t.columns.features)}, t.x}
	if t.columns.target >= 0 {
		d.Y = &Tensor{[]int{t.rows}, t.y}
		if t.classify {
			d.Classes = t.encoder.finish(t.y)
		}
	}
	return d, nil
}

// row appends one line's values.
func (t *table) row(record []string) error {
	for j, field := range t.columns.features {
		v, msg := parseNumber(record[field])
		if msg != "" {
			return t.wrong(field, j, t.columns.names[j], msg)
		}
		t.x = append(t.x, v)
	}
	if field := t.columns.target; field >= 0 {
		v, msg := t.target(record[field])
		if msg != "" {
			return t.wrong(field, -1, t.columns.targetName, msg)
		}
		t.y = append(t.y, v)
	}
	t.rows++
	return nil
}

func (t *table) target(text string) (float32, string) {
	if !t.classify {
		return parseNumber(text)
	}
	class, msg := t.encoder.encode(strings.TrimSpace(text))
	return float32(class), msg
}

// wrong is the error about one value; col is its place in X.
func (t *table) wrong(field, col int, column, msg string) error {
	e := rowProblem(t.rows, col, "%s", msg)
	e.Column = column
	return t.at(field, e)
}

// read returns the next line's values, and io.EOF behind the last.
func (t *table) read() ([]string, error) {
	record, err := t.csv.Read()
	if err == nil || err == io.EOF {
		return record, err
	}
	if t.guard.err != nil && t.guard.err != io.EOF {
		return nil, inFile(t.name, t.guard.err) // the parser's own complaint would be about a half line
	}
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return nil, inFile(t.name, err)
	}
	e := problem("byte %d of the line: %v", p.Column, p.Err)
	if errors.Is(err, csv.ErrFieldCount) {
		e = problem("%d values, where the first line has %d", len(record), t.csv.FieldsPerRecord)
	}
	e.Line, e.Err = p.Line, p.Err
	return nil, inFile(t.name, e)
}

// parseNumber returns a finite float32, or what is wrong with the text.
func parseNumber(text string) (v float32, msg string) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, "the value is missing"
	}
	f, err := strconv.ParseFloat(text, 32)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, fmt.Sprintf("%s is beyond float32", clip(text))
	case err != nil || strings.ContainsAny(text, "xX_"):
		return 0, fmt.Sprintf("%q is no number", clip(text))
	case f-f != 0:
		return 0, fmt.Sprintf("%s; every value must be finite", clip(text))
	}
	return float32(f), ""
}
