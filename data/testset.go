package data

import "slices"

// testSet makes the test set that the key test asks for.
func (s *Spec) testSet(d *Dataset, dir string, classify bool, opt CSV) (train, test *Dataset, err error) {
	switch v := s.Test.(type) {
	case int:
		return d.split(float64(v), classify)
	case float64:
		return d.split(v, classify)
	case string:
		test, err = d.readTest(resolve(dir, v), classify, opt)
		return d, test, err
	}
	return nil, nil, problem("had %v (%T); a fraction of the rows or a file is wanted", s.Test, s.Test)
}

// split takes a fraction of the rows at random, with seed 0.
func (d *Dataset) split(fraction float64, classify bool) (train, test *Dataset, err error) {
	if !(fraction > 0 && fraction < 1) {
		return nil, nil, problem("had %v; a fraction lies between 0 and 1", fraction)
	}
	if d.X.Rows() < 2 {
		return nil, nil, problem("one row cannot be divided")
	}
	var labels []int
	if classify {
		labels = Labels(d.Y)
	}
	rest, part := Split(d.X.Rows(), labels, fraction, 0)
	test = d.Take(part)
	test.Name += " (test)"
	return d.Take(rest), test, nil
}

// readTest reads a test set that must fit the training set d.
func (d *Dataset) readTest(path string, classify bool, opt CSV) (test *Dataset, err error) {
	switch extension(path) {
	case ".csv", ".tsv":
		opt.Classify, opt.Target, opt.Features, opt.Classes = classify, d.Target, d.Features, d.Classes
		test, err = readCSVFile(path, opt)
	case ".npz":
		var first *Dataset
		first, test, err = readNPZ(path, d.Classes)
		if test == nil {
			test = first
		}
		if err == nil {
			err = test.checkTarget("npz", classify)
		}
	default:
		return nil, problem("%s: a fraction of the rows, a .csv or a .npz file is wanted", path)
	}
	if err != nil {
		return nil, inFile(path, err)
	}
	if test.Classes == nil {
		if err := test.nameClasses(d.Classes, classify); err != nil {
			return nil, inFile(path, err)
		}
	}
	return test, inFile(path, checkAlike(d, test))
}

// checkAlike compares the shapes of the rows of two sets.
func checkAlike(train, test *Dataset) error {
	if a, b := train.X.Shape[1:], test.X.Shape[1:]; !slices.Equal(a, b) {
		return problem("a row of the test set's x has shape %s, in training %s", shapeString(b), shapeString(a))
	}
	if (train.Y == nil) != (test.Y == nil) {
		return problem("only one of the training and the test set has targets")
	}
	if train.Y != nil && train.Y.RowSize() != test.Y.RowSize() {
		return problem("a row of the test set's y has shape %s, in training %s", shapeString(test.Y.Shape[1:]), shapeString(train.Y.Shape[1:]))
	}
	return nil
}
