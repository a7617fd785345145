package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/formats/safetensors"
	"github.com/layercake-go/layercake/formats/torch"
	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/sequential"
)

// loadArrays gives m the weights of a file that has nothing else.
func loadArrays(m *sequential.Model, path string, names map[string]string) (notes []string, err error) {
	if strings.HasSuffix(fileExt(path), ".h5") {
		return nil, m.LoadWeights(path)
	}
	d, err := readArrays(path)
	if err != nil {
		return nil, err
	}
	list, err := m.Weights()
	if err != nil {
		return nil, err
	}
	if len(names) == 0 && ours(list, d) {
		err = loadByPath(m, list, d)
	} else {
		notes, err = torch.Load(m, d, names)
	}
	if err != nil {
		return nil, prefixed(path, err)
	}
	return notes, nil
}

// prefixed puts the file before each of several errors.
func prefixed(path string, err error) error {
	var list []error
	for _, e := range independent(err) {
		list = append(list, fmt.Errorf("%s: %w", path, e))
	}
	return errors.Join(list...)
}

// readArrays reads the arrays of a .safetensors or .npz file.
func readArrays(path string) (*torch.StateDict, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var d *torch.StateDict
	if fileExt(path) == ".npz" {
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		if d, err = torch.ReadNPZ(f, info.Size()); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return d, nil
	}
	if d, err = torch.ReadSafetensors(f); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return d, nil
}

// ours reports whether the arrays go by our names: dense_1/kernel.
func ours(list []sequential.Weight, d *torch.StateDict) bool {
	return slices.ContainsFunc(d.Arrays, func(a torch.Array) bool {
		return slices.ContainsFunc(list, func(w sequential.Weight) bool { return w.Path == a.Name })
	})
}

// loadByPath gives m arrays by our names: all of them, and no others.
func loadByPath(m *sequential.Model, list []sequential.Weight, d *torch.StateDict) error {
	var errs []error
	var paths, have []string
	for _, w := range list {
		paths = append(paths, w.Path)
	}
	for _, a := range d.Arrays {
		have = append(have, a.Name)
		i := slices.Index(paths, a.Name)
		if i < 0 {
			errs = append(errs, fmt.Errorf("no layer has weights %q%s", a.Name, nearest.Hint(a.Name, paths)))
			continue
		}
		if !slices.Equal(list[i].Shape, a.Shape) {
			errs = append(errs, fmt.Errorf("weights %s: want shape %v, have %v", a.Name, list[i].Shape, a.Shape))
		}
		list[i].Shape, list[i].Data = a.Shape, a.Data
	}
	for _, p := range paths {
		if !slices.Contains(have, p) {
			errs = append(errs, fmt.Errorf("the weights %q are missing", p))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return m.SetWeights(list)
}

// isStateDict reports whether a .safetensors file is sound and has no model.
func isStateDict(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	s, err := safetensors.Read(f)
	return err == nil && s.Metadata["layercake"] == "" && !strings.HasPrefix(s.Metadata["format"], "layercake")
}

// notFinite says of each array of m's weights how many are NaN or infinite.
func notFinite(m *sequential.Model) (notes []string, err error) {
	list, err := m.Weights()
	for _, w := range list {
		if _, odd := span(w.Data); odd > 0 {
			notes = append(notes, fmt.Sprintf("%d of the %d weights %q are no finite numbers", odd, len(w.Data), w.Path))
		}
	}
	return notes, err
}
