package data

import (
	"fmt"
	"os"

	"github.com/layercake-go/layercake/internal/nearest"
)

// LoadNamed reads what one word names: a built-in set, else a file by its ending
// (.csv or .tsv, read with opt, .npz, .npy) or a folder of IDX files. Where the
// files bring a test set of their own, that is what it returns: data named in
// one word is data to try a model on.
func LoadNamed(arg string, opt CSV) (*Dataset, error) {
	if _, ok := sets[arg]; ok {
		return Named(arg)
	}
	var train, test *Dataset
	var err error
	switch ext := extension(arg); {
	case ext == ".csv" || ext == ".tsv":
		return readCSVFile(arg, opt)
	case ext == ".npy":
		return readNPY(arg)
	case ext == ".npz":
		train, test, err = readNPZ(arg, opt.Classes)
	case isFolder(arg):
		train, test, err = ReadIDX(arg)
	default:
		return nil, problem("%q is neither a built-in set%s nor a .csv, .tsv, .npz or .npy file nor a folder of IDX files; the built-in sets are %s",
			clip(arg), suggest(arg), list(Names()))
	}
	if test != nil {
		return test, err
	}
	return train, err
}

// suggest names the built-in set that was meant, if one is near.
func suggest(name string) string {
	if n := nearest.Name(clip(name), Names()); n != "" {
		return fmt.Sprintf(" (did you mean %q?)", n)
	}
	return ""
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
