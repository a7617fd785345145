package data

import (
	"errors"
	"strings"

	"github.com/layercake-go/layercake/formats/npy"
)

// ReadNPZ reads a NumPy archive: the arrays x and y, or x_train and y_train with
// x_test and y_test, as Keras's mnist.npz has them, in small letters or capitals.
// Without x_test the test set is nil; without a y it has no targets. A y of text
// becomes class indices. Other arrays of the archive are not read.
func ReadNPZ(path string) (train, test *Dataset, err error) {
	return readNPZ(path, nil)
}

// readNPZ takes the classes for a y of text; nil: those that occur.
func readNPZ(path string, classes []string) (train, test *Dataset, err error) {
	f, err := openFile(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, inFile(path, err)
	}
	archive, err := npy.OpenArchive(f, info.Size())
	if err != nil {
		return nil, nil, inFile(path, err)
	}
	suffix := ""
	if find(archive, "x") == "" {
		suffix = "_train"
	}
	if find(archive, "x"+suffix) == "" {
		return nil, nil, inFile(path, problem("there is no array x and no x_train; there are %s", list(archive.Names())))
	}
	if train, err = readPair(archive, path, suffix, classes); err != nil {
		return nil, nil, inFile(path, err)
	}
	if suffix == "" || find(archive, "x_test") == "" {
		return train, nil, nil
	}
	if train.Classes != nil {
		classes = train.Classes
	}
	test, err = readPair(archive, path+" (test)", "_test", classes)
	if err == nil {
		err = checkAlike(train, test)
	}
	if err != nil {
		return nil, nil, inFile(path, err)
	}
	return train, test, nil
}

// find returns the archive's spelling of name, or "".
func find(archive *npy.Archive, name string) string {
	for _, n := range archive.Names() {
		if strings.EqualFold(n, name) {
			return n
		}
	}
	return ""
}

// readPair reads x and, if there is one, y.
func readPair(archive *npy.Archive, name, suffix string, classes []string) (*Dataset, error) {
	d := &Dataset{Name: name}
	x, err := archive.Array(find(archive, "x"+suffix))
	if err == nil {
		d.X, err = fromArray(x)
	}
	if err != nil {
		return nil, inArray("x"+suffix, err)
	}
	if yName := find(archive, "y"+suffix); yName != "" {
		y, err := archive.Array(yName)
		if err == nil {
			err = d.setTargets(y, classes)
		}
		if err != nil {
			return nil, inArray(yName, err)
		}
	}
	return d, checkPair(d.X, d.Y)
}

// inArray makes an error say which array it is about.
func inArray(name string, err error) error {
	var e *Error
	if errors.As(err, &e) {
		e.Msg = name + ": " + e.Msg
	}
	return err
}

// setTargets takes numbers as they are and encodes text.
func (d *Dataset) setTargets(y *npy.Array, classes []string) (err error) {
	if !strings.ContainsAny(y.DType, "US") {
		d.Y, err = fromArray(y)
		return err
	}
	labels, err := y.Strings()
	if err != nil {
		return problem("%v", err)
	}
	if len(y.Shape) != 1 {
		return problem("labels have one axis, these have shape %s", shapeString(y.Shape))
	}
	d.Y, d.Classes, err = Encode(labels, classes)
	return err
}

func fromArray(a *npy.Array) (*Tensor, error) {
	values, err := a.Float32s()
	if err != nil {
		return nil, problem("%v", err)
	}
	t := &Tensor{a.Shape, values}
	return t, t.check()
}

// readNPY reads a single array as features.
func readNPY(path string) (*Dataset, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	a, err := npy.Read(f)
	if err != nil {
		return nil, inFile(path, err)
	}
	x, err := fromArray(a)
	if err != nil {
		return nil, inFile(path, err)
	}
	return &Dataset{Name: path, X: x}, nil
}
