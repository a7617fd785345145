package main

import (
	"fmt"
	"strings"

	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/formats/hdf5"
	"github.com/layercake-go/layercake/internal/random"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/sequential"
)

// A side is one of two files that are compared.
type side struct {
	path   string
	model  *sequential.Model // nil: the file has weights alone
	spec   []string          // lines; nil: it is not compared
	arrays []sequential.Weight
	fresh  bool // the file has layers alone: weights and predictions mean nothing
}

// openSide reads a file: a model, or arrays.
func openSide(path string) (*side, error) {
	s := &side{path: path}
	ext := fileExt(path)
	switch {
	case ext == "" && isSpec(path):
		return nil, mistakef("%s is a spec; a trained model is wanted: layercake train %s", path, path)
	case ext == "":
		return nil, noSubject(path, "a model", arrayExts())
	case ext == ".weights.h5":
		return s, s.readHDF5()
	case ext == ".npz" || ext == ".safetensors" && isStateDict(path):
		d, err := readArrays(path)
		if err != nil {
			return nil, given(err)
		}
		for _, a := range d.Arrays {
			s.arrays = append(s.arrays, sequential.Weight{Path: a.Name, Shape: a.Shape, Data: a.Data})
		}
		return s, nil
	}
	var err error
	if s.model, err = openModel(path); err != nil {
		return nil, err
	}
	s.fresh = layersAlone(path)
	return s, given(s.describe())
}

// lend gives a side that has weights alone the layers of the other, if the
// weights are theirs: then they are compared by the layers' names, and predict.
func (s *side) lend(to *side) bool {
	if s.model == nil || to.model != nil {
		return false
	}
	spec, err := configs.FromModel(s.model)
	if err != nil {
		return false
	}
	m, err := spec.Model()
	if err != nil {
		return false
	}
	if _, err := loadArrays(m, to.path, nil); err != nil {
		return false
	}
	list, err := m.Weights()
	if err != nil {
		return false
	}
	to.model, to.arrays = m, list
	return true
}

// describe takes the spec and the weights of the model.
func (s *side) describe() error {
	spec, err := configs.FromModel(s.model)
	if err != nil {
		return fmt.Errorf("%s: %w", s.path, err)
	}
	text, err := configs.Render(spec)
	if err != nil {
		return fmt.Errorf("%s: %w", s.path, err)
	}
	s.spec = strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	if !s.fresh {
		s.arrays, err = s.model.Weights()
	}
	return err
}

// readHDF5 takes the datasets of a file by their places in it.
func (s *side) readHDF5() error {
	f, size, err := openRegular(s.path)
	if err != nil {
		return err
	}
	defer f.Close()
	h, err := hdf5.Open(f, size)
	if err == nil {
		t := newTree(&lister{w: &strings.Builder{}}, size)
		if err = t.group(h.Root(), 0); err == nil {
			s.arrays, err = t.weights()
		}
	}
	if err != nil {
		return given(fmt.Errorf("%s: %w", s.path, err))
	}
	return nil
}

// samples are the rows to predict, and what they are.
func (c *comparing) samples(a *side) (*data.Tensor, string, error) {
	if c.data != "" {
		d, err := c.from.features(a.model, c.data)
		if err != nil {
			return nil, "", err
		}
		return d.X, fmt.Sprintf("%s, %s", d.Name, samples(d.X.Rows())), nil
	}
	x := data.New(append([]int{c.rows}, a.model.Input()...)...)
	stream := random.New(c.seed, "diff")
	words := vocabulary(a.model)
	for i := range x.Data {
		if words > 0 {
			x.Data[i] = float32(stream.Bits(uint64(i)) % uint64(words))
		} else {
			x.Data[i] = float32(stream.Normal(uint64(i)))
		}
	}
	return x, fmt.Sprintf("%d random rows (seed %d)", c.rows, c.seed), nil
}

// vocabulary is how many whole numbers the first layer takes; 0 if it takes any
// numbers.
func vocabulary(m *sequential.Model) int {
	for _, n := range m.Nodes() {
		if layer.TypeName(n.Spec) == "Embedding" && len(n.Params) > 0 {
			return n.Params[0].Shape[0]
		}
		if len(n.Params) > 0 {
			break
		}
	}
	return 0
}
