package data

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// openFile opens a regular file. It asks before it opens: opening a pipe would
// wait for whoever writes to it, and a device never ends.
func openFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err == nil {
		err = checkRegular(info)
	}
	if err != nil {
		return nil, inFile(path, err)
	}
	f, err := os.Open(path)
	return f, inFile(path, err)
}

func checkRegular(info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return problem("this is a folder, a file is wanted")
	case !info.Mode().IsRegular():
		return problem("not a regular file (%s)", info.Mode().Type())
	}
	return nil
}

// extension is the ending that says what a file is: ".csv" for x.CSV and x.csv.gz.
func extension(path string) string {
	return filepath.Ext(strings.TrimSuffix(strings.ToLower(path), ".gz"))
}

// readCSVFile reads a CSV file, gzipped or not; in a .tsv file tabs separate.
func readCSVFile(path string, opt CSV) (*Dataset, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := inflate(f)
	if err != nil {
		return nil, inFile(path, err)
	}
	if opt.Comma == 0 && extension(path) == ".tsv" {
		opt.Comma = '\t'
	}
	return ReadCSV(r, path, opt)
}
