package keras

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/archive"
)

// The members of a .keras file.
const (
	metadataName = "metadata.json"
	configName   = "config.json"
	weightsName  = "model.weights.h5"
	extraName    = "layercake.json" // what Keras does not know; it ignores the member
	assetsName   = "assets/"        // of layers that have files of their own
)

// openArchive opens a .keras file. Only the known members are ever read.
func openArchive(r io.ReaderAt, size int64) (*archive.Archive, error) {
	a, err := archive.Open(r, size)
	if err != nil {
		return nil, zipError(err)
	}
	for _, name := range a.Names() {
		known := slices.Contains([]string{metadataName, configName, weightsName, extraName}, name)
		if !known && !strings.HasPrefix(name, assetsName) {
			return nil, failIn(archive.Show(name), "a .keras file has no such member; want one of %s, %s, %s", metadataName, configName, weightsName)
		}
	}
	return a, nil
}

// readText reads a whole member of at most most bytes.
func readText(a *archive.Archive, name string, most int64) ([]byte, error) {
	text, err := a.ReadAll(name, most)
	return text, zipError(err)
}

// zipError puts what is wrong with the archive into this package's words.
func zipError(err error) error {
	var e *archive.Error
	switch {
	case !errors.As(err, &e):
		return in("", err)
	case e.Member == "":
		return &Error{Offset: e.Offset, Err: fmt.Errorf("not a .keras file: %w", e.Err)}
	}
	return &Error{Member: archive.Show(e.Member), Offset: e.Offset, Err: e.Err}
}
