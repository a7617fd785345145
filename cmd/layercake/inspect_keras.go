package main

import (
	"fmt"
	"io"

	"github.com/layercake-go/layercake/internal/archive"
)

// inspectKeras lists the members of a .keras file, its layers and its arrays.
func inspectKeras(l *lister, r io.ReaderAt, size int64) error {
	a, err := archive.Open(r, size)
	if err != nil {
		return fmt.Errorf("no .keras file: %w", err)
	}
	l.title("Members")
	for _, name := range a.Names() {
		l.line("  %-24s %s", clipped(name), bytesText(a.Size(name)))
	}
	if a.Has("metadata.json") {
		text, err := a.ReadAll("metadata.json", maxJSON)
		if err != nil {
			return err
		}
		l.title("Metadata")
		l.line("  %s", clipped(string(text)))
	}
	if a.Has("config.json") {
		text, err := a.ReadAll("config.json", maxJSON)
		if err != nil {
			return err
		}
		if err := l.kerasModel(text); err != nil {
			return fmt.Errorf("config.json: %w", err)
		}
	}
	return inspectWeights(l, a)
}

// inspectWeights lists the arrays of a .keras file.
func inspectWeights(l *lister, a *archive.Archive) error {
	const (
		name = "model.weights.h5"
		most = 64 << 20 // bytes that are inflated to memory; Keras stores them as they are
	)
	if !a.Has(name) {
		return nil
	}
	r, size, err := a.At(name, most)
	if err != nil {
		return err
	}
	if err := inspectHDF5(l, r, size); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
