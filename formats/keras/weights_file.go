package keras

import (
	"errors"
	"io"

	"github.com/layercake-go/layercake/formats/hdf5"
	"github.com/layercake-go/layercake/internal/snapshot"
)

// errOnlyWeights says what to do with a file that has no layers.
var errOnlyWeights = errors.New("the file has weights, and no layers; make the model, then use its LoadWeights")

// ReadWeightsFile refuses a .weights.h5 file where a whole model is wanted.
func ReadWeightsFile(io.ReaderAt, int64) (*snapshot.Snapshot, error) {
	return nil, &Error{Path: "layers", Offset: -1, Err: errOnlyWeights}
}

// FillWeights reads the weights for the model that s describes from a .weights.h5
// file, of Keras 3, of Keras 2.13, or in the old form.
func FillWeights(r io.ReaderAt, size int64, s *snapshot.Snapshot) error {
	return in("", fillWeights(r, size, s))
}

func fillWeights(r io.ReaderAt, size int64, s *snapshot.Snapshot) error {
	plan, err := planOf(s)
	if err != nil {
		return err
	}
	f, err := hdf5.Open(r, size)
	if err != nil {
		return err
	}
	root := f.Root()
	names, err := root.Attrs()
	if err != nil {
		return err
	}
	for _, name := range names {
		if name == "layer_names" || name == "layer_names0" {
			s.Weights, err = legacyWeights(root, plan)
			return err
		}
	}
	if s.Weights, err = readWeights(root, plan, groupsOf(plan.Net, nil)); err != nil {
		return err
	}
	s.Slots = nil
	vars, err := optimizerVars(root)
	if err != nil {
		return err
	}
	return readSteps(s, vars)
}

// WriteWeights writes a .weights.h5 file: weights, and what the optimizer
// remembers.
func WriteWeights(w io.Writer, s *snapshot.Snapshot) error {
	plan, err := planOf(s)
	if err != nil {
		return err
	}
	t, err := weightTree(s, plan)
	if err != nil {
		return err
	}
	return t.Write(w)
}
