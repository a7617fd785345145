package keras

import (
	"io"

	"github.com/layercake-go/layercake/formats/hdf5"
	"github.com/layercake-go/layercake/internal/snapshot"
)

// ReadH5 reads a whole model in HDF5, as Keras 2 and 3 write it. Groups of weights
// have the names of the layers in it, and lists of names give the order.
func ReadH5(r io.ReaderAt, size int64) (*snapshot.Snapshot, error) {
	s, err := readH5(r, size)
	return s, in("", err)
}

func readH5(r io.ReaderAt, size int64) (*snapshot.Snapshot, error) {
	f, err := hdf5.Open(r, size)
	if err != nil {
		return nil, err
	}
	root := f.Root()
	text, err := attrText(root, "model_config")
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, fail("model_config", "the file has no such attribute: it has weights at most, and no layers; make the model, then use its LoadWeights")
	}
	s := &snapshot.Snapshot{}
	arch, err := readJSON([]byte(text), s)
	if err != nil {
		return nil, in("model_config", err)
	}
	if err := arch.readTraining(root, s); err != nil {
		return nil, in("training_config", err)
	}
	if err := extraAttr(root, s); err != nil {
		return nil, in(extraName, err)
	}
	weights, err := root.Group("model_weights")
	if err != nil {
		return nil, err
	}
	if s.Weights, err = legacyWeights(weights, arch.plan); err != nil {
		return nil, err
	}
	err = legacySteps(root, s)
	s.Notes = arch.notes
	return s, err
}

// attrText is an attribute's text; "" if there is none.
func attrText(g *hdf5.Group, name string) (string, error) {
	a, err := g.Attr(name)
	if a == nil || err != nil {
		return "", err
	}
	return a.Text()
}

// readTraining reads training_config, whose optimizer has a key of its own.
func (d *decoder) readTraining(root *hdf5.Group, s *snapshot.Snapshot) error {
	text, err := attrText(root, "training_config")
	if text == "" || err != nil {
		return err
	}
	m, err := parseObject([]byte(text))
	if err != nil {
		return err
	}
	for i, a := range m {
		if a.Name == "optimizer_config" {
			m[i].Name = "optimizer"
		}
	}
	d.readCompile(m, s)
	return nil
}

func extraAttr(root *hdf5.Group, s *snapshot.Snapshot) error {
	text, err := attrText(root, ours)
	if err != nil || text == "" {
		return err
	}
	return readExtra([]byte(text), s)
}
