package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/layercake-go/layercake/plot"
)

// readLog reads the history that the callback CSVLogger wrote: a column epoch,
// then one for each score, of which some may be NaN.
func readLog(path string) (plot.History, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, given(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	head, err := r.Read()
	switch {
	case errors.Is(err, io.EOF) || err == nil && (head[0] != "epoch" || len(head) < 2):
		return nil, mistakef("%s:1: the first column of a training's log is epoch, others are its scores; CSVLogger writes one", path)
	case err != nil:
		return nil, given(fmt.Errorf("%s: %w", path, err))
	}
	var h plot.History
	for _, name := range head[1:] {
		h = append(h, plot.Series{Name: name})
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, given(fmt.Errorf("%s: %w", path, err))
		}
		for i, text := range row[1:] {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				line, _ := r.FieldPos(i + 1)
				return nil, mistakef("%s:%d: column %q: %q is no number", path, line, head[i+1], text)
			}
			h[i].Values = append(h[i].Values, v)
		}
	}
	if len(h[0].Values) == 0 {
		return nil, mistakef("%s: the log has no epochs", path)
	}
	return h, nil
}
