package keras

import (
	"fmt"
	"io"
	"strings"

	"github.com/layercake-go/layercake/formats/hdf5"
	"github.com/layercake-go/layercake/internal/archive"
	"github.com/layercake-go/layercake/internal/snapshot"
)

// IsArchive reports whether a file that begins with head may be a .keras file.
func IsArchive(head []byte) bool { return strings.HasPrefix(string(head), "PK\x03\x04") }

// IsHDF5 reports whether a file that begins with head is an HDF5 file.
func IsHDF5(head []byte) bool { return strings.HasPrefix(string(head), "\x89HDF\r\n\x1a\n") }

// Read reads a .keras file of size bytes. The weights stay in it until they are
// asked for. Errors are of type *Error, or of the package hdf5 inside one.
func Read(r io.ReaderAt, size int64) (*snapshot.Snapshot, error) {
	a, err := openArchive(r, size)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{configName, weightsName} {
		if !a.Has(name) {
			return nil, failIn(name, "it is missing; a .keras file has %s, %s and %s", metadataName, configName, weightsName)
		}
	}
	s := &snapshot.Snapshot{}
	arch, err := readConfig(a, s)
	if err != nil {
		return nil, in(configName, err)
	}
	if err := readMember(a, s); err != nil {
		return nil, in(extraName, err)
	}
	if err := readWeightsOf(a, s, arch); err != nil {
		return nil, in(weightsName, err)
	}
	s.Notes = arch.notes
	return s, nil
}

func readConfig(a *archive.Archive, s *snapshot.Snapshot) (*architecture, error) {
	text, err := readText(a, configName, maxJSON)
	if err != nil {
		return nil, err
	}
	return readJSON(text, s)
}

// readJSON reads the JSON of a model.
func readJSON(text []byte, s *snapshot.Snapshot) (*architecture, error) {
	m, err := parseObject(text)
	if err != nil {
		return nil, err
	}
	arch, err := readModel(m, s)
	if err != nil {
		return nil, err
	}
	arch.readCompile(first(m, "compile_config"), s)
	return arch, nil
}

func readWeightsOf(a *archive.Archive, s *snapshot.Snapshot, arch *architecture) error {
	// A deflated member is held in memory: no more than the weights can need,
	// with all that any optimizer remembers of them, as float64.
	most := int64(16<<20) + int64(arch.plan.Weights)*8*8
	r, size, err := a.At(weightsName, most)
	if err != nil {
		return zipError(err)
	}
	f, err := hdf5.Open(r, size)
	if err != nil {
		return err
	}
	if s.Weights, err = readWeights(f.Root(), arch.plan, arch.groups); err != nil {
		return err
	}
	vars, err := optimizerVars(f.Root())
	if err != nil {
		return err
	}
	return readSteps(s, vars)
}

// optimizerVars lists what the optimizer remembers, in order.
func optimizerVars(root *hdf5.Group) (list []dataset, err error) {
	const path = "optimizer/vars"
	if !root.Has(path) {
		return nil, nil
	}
	g, err := root.Group(path)
	if err != nil {
		return nil, err
	}
	names, err := g.Names()
	if err != nil {
		return nil, err
	}
	for i := range names {
		d, err := g.Dataset(fmt.Sprint(i))
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}

// ReadJSON reads what model.to_json() writes: a model without weights.
func ReadJSON(r io.ReaderAt, size int64) (*snapshot.Snapshot, error) {
	if size > maxJSON {
		return nil, failAt(maxJSON, "want at most %d bytes of JSON, have %d", maxJSON, size)
	}
	text := make([]byte, size)
	if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), text); err != nil {
		return nil, failAt(0, "reading %d bytes: %w", size, err)
	}
	s := &snapshot.Snapshot{Fresh: true}
	arch, err := readJSON(text, s)
	if err != nil {
		return nil, err
	}
	s.Notes = arch.notes
	return s, nil
}

// WriteJSON writes a model without its weights, as model.to_json() does.
func WriteJSON(w io.Writer, s *snapshot.Snapshot) error {
	m, _, err := modelObject(&encoder{}, s)
	if err != nil {
		return err
	}
	text, err := writeJSON(m)
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

// version is that of Keras whose files these are.
const version = "3.15.1"

// metadata is the first member of a .keras file. A real date would make files of
// the same model differ.
var metadata = object("keras_version", version, "date_saved", "1980-01-01@00:00:00")
