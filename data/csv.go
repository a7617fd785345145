package data

import (
	"encoding/csv"
	"io"
	"strings"
)

// CSV says how to read a CSV file. The zero value reads every column as a
// feature.
type CSV struct {
	Target   string   // the column to predict; empty: there is none
	Classify bool     // its values are classes, else they are numbers
	Classes  []string // the classes there are; nil: the values that occur, sorted
	Features []string // the columns that X must have, in this order; nil: all but the target, in the file's order
	Extra    bool     // columns beyond Features and Target are passed over, else they are an error
	Comma    rune     // what separates values; 0: ','
}

// ReadCSV reads a CSV file (RFC 4180; UTF-8, with or without byte order mark)
// whose first line names the columns. X has shape (rows, features), Y (rows).
// Feature values must be finite numbers; the target's are numbers too, or with
// Classify any text. White space around values counts for nothing, and lines
// without any character are passed over. Name stands for the file in errors,
// which have its line and the column's name.
//
// A value of more than 1 MiB, a line of more than 4 MiB and more than 65,536
// columns are refused.
func ReadCSV(r io.Reader, name string, opt CSV) (*Dataset, error) {
	comma := opt.Comma
	if comma == 0 {
		comma = ','
	}
	if strings.ContainsRune("\"\r\n\x00\uFFFD", comma) {
		return nil, inFile(name, problem("%q cannot separate values", comma))
	}
	classes := opt.Classes
	if !opt.Classify {
		classes = nil
	}
	encoder, err := newEncoder(classes)
	if err != nil {
		return nil, inFile(name, err)
	}
	guard := newGuard(r, name, comma)
	t := &table{name: name, guard: guard, csv: csv.NewReader(guard), classify: opt.Classify, encoder: encoder}
	t.csv.Comma = comma
	t.csv.ReuseRecord = true
	header, err := t.header()
	if err != nil {
		return nil, err
	}
	if t.columns, err = chooseColumns(header, opt); err != nil {
		return nil, t.at(0, err)
	}
	return t.dataset(opt)
}
