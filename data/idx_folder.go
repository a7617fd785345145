package data

import (
	"io/fs"
	"os"
	"path"
	"strconv"
)

// ReadIDX reads a folder in the layout of MNIST: train-images-idx3-ubyte and
// train-labels-idx1-ubyte, and t10k-images… and t10k-labels… for the test set,
// which is nil if the folder has neither. The files may end in .gz, and a dot
// may stand before idx. X has shape (rows, height, width) and the values as they
// are stored, 0 to 255 in MNIST. The classes are "0" to "9", more if labels are.
func ReadIDX(folder string) (train, test *Dataset, err error) {
	info, err := os.Stat(folder)
	if err == nil && !info.IsDir() {
		err = problem("this is a file, a folder of IDX files is wanted")
	}
	if err != nil {
		return nil, nil, inFile(folder, err)
	}
	return ReadIDXFS(os.DirFS(folder), folder)
}

// ReadIDXFS is ReadIDX in a file system, for instance an embedded one. Name
// stands for its root in errors and names the set.
func ReadIDXFS(fsys fs.FS, name string) (train, test *Dataset, err error) {
	train, err = readIDXPair(fsys, name, "train")
	if err == nil && train == nil {
		err = inFile(name, problem("there is no train-images-idx3-ubyte or train-images-idx3-ubyte.gz"))
	}
	if err != nil {
		return nil, nil, err
	}
	if test, err = readIDXPair(fsys, name, "t10k"); err != nil || test == nil {
		return train, nil, err
	}
	if a, b := shapeString(train.X.Shape[1:]), shapeString(test.X.Shape[1:]); a != b {
		return nil, nil, inFile(name, problem("images for training have shape %s, those of the test set %s", a, b))
	}
	classes := max(len(train.Classes), len(test.Classes))
	train.Classes, test.Classes = digitNames(classes), digitNames(classes)
	test.Name += " (test)"
	return train, test, nil
}

// readIDXPair reads images and labels; it returns nil if there is neither file.
func readIDXPair(fsys fs.FS, name, prefix string) (*Dataset, error) {
	x, xFile, err := readIDXFile(fsys, name, prefix+"-images", "idx3-ubyte")
	if err != nil {
		return nil, err
	}
	y, yFile, err := readIDXFile(fsys, name, prefix+"-labels", "idx1-ubyte")
	if err != nil || x == nil && y == nil {
		return nil, err
	}
	switch {
	case x == nil:
		return nil, inFile(yFile, problem("these labels have no %s-images beside them", prefix))
	case y == nil:
		return nil, inFile(xFile, problem("these images have no %s-labels beside them", prefix))
	case len(y.Shape) != 1:
		return nil, inFile(yFile, problem("labels have one axis, these have shape %s", shapeString(y.Shape)))
	case x.Rows() != y.Rows():
		return nil, inFile(yFile, problem("%d labels for %d images", y.Rows(), x.Rows()))
	}
	classes := 10
	for row, v := range y.Data {
		label := integer([]float32{v})
		if label < 0 || label >= maxClasses {
			return nil, inFile(yFile, rowProblem(row, -1, "%v is no label", v))
		}
		classes = max(classes, label+1)
	}
	return &Dataset{Name: name, X: x, Y: y, Classes: digitNames(classes)}, nil
}

// readIDXFile reads the first file there is of the four spellings; without any
// it returns nil.
func readIDXFile(fsys fs.FS, folder, stem, kind string) (t *Tensor, file string, err error) {
	for _, ending := range []string{"-" + kind, "." + kind, "-" + kind + ".gz", "." + kind + ".gz"} {
		info, err := fs.Stat(fsys, stem+ending)
		if err != nil {
			continue // there is none of this spelling
		}
		file = path.Join(folder, stem+ending)
		if err := checkRegular(info); err != nil {
			return nil, file, inFile(file, err)
		}
		f, err := fsys.Open(stem + ending)
		if err != nil {
			return nil, file, inFile(file, err)
		}
		defer f.Close()
		t, err = DecodeIDX(f)
		return t, file, inFile(file, err)
	}
	return nil, "", nil
}

// maxClasses is the most classes that get numbers for names.
const maxClasses = 1 << 16

// digitNames returns "0", "1", …, as many as n.
func digitNames(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	return names
}
