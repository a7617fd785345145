package data

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// Spec says where data comes from; it is the section "data" of a YAML model.
// Exactly one of Source, CSV, IDX and NPZ is set.
type Spec struct {
	Source   string   `yaml:"source"`   // a built-in set: see Named
	CSV      string   `yaml:"csv"`      // a CSV file
	IDX      string   `yaml:"idx"`      // a folder in the layout of MNIST
	NPZ      string   `yaml:"npz"`      // a NumPy archive
	Target   string   `yaml:"target"`   // csv: the column to predict
	Features []string `yaml:"features"` // csv: the columns to learn from; none: all but the target
	Comma    string   `yaml:"comma"`    // csv: what separates values: one character, or "tab"
	Classes  []string `yaml:"classes"`  // names of the classes, in order
	Test     any      `yaml:"test"`     // a fraction of the rows (a number), or a .csv or .npz file (a string)
}

// kinds are the four keys for a source.
func (s *Spec) kinds() map[string]string {
	return map[string]string{"source": s.Source, "csv": s.CSV, "idx": s.IDX, "npz": s.NPZ}
}

// kind returns the one of them that is set, and checks the keys that go with it.
func (s *Spec) kind() (string, error) {
	var set []string
	for key, value := range s.kinds() {
		if value != "" {
			set = append(set, key)
		}
	}
	slices.Sort(set)
	switch {
	case len(set) == 0:
		return "", &KeyError{"source", problem("no data; one of source, csv, idx and npz is wanted")}
	case len(set) > 1:
		return "", &KeyError{set[1], problem("%s are both given; one of source, csv, idx and npz is wanted", strings.Join(set[:2], " and "))}
	}
	kind := set[0]
	if kind == "csv" {
		return kind, nil
	}
	for _, key := range []struct {
		name  string
		given bool
	}{{"target", s.Target != ""}, {"features", s.Features != nil}, {"comma", s.Comma != ""}} {
		if key.given {
			return "", &KeyError{key.name, problem("%s goes with csv, not with %s", key.name, kind)}
		}
	}
	return kind, nil
}

// csvOptions translates the keys that go with csv.
func (s *Spec) csvOptions(classify bool) (CSV, error) {
	opt := CSV{Target: s.Target, Classify: classify, Classes: s.Classes, Features: s.Features, Extra: s.Features != nil}
	if s.Target == "" {
		return opt, &KeyError{"target", problem("which column is to be predicted? target names it")}
	}
	switch {
	case s.Comma == "tab":
		opt.Comma = '\t'
	case utf8.RuneCountInString(s.Comma) == 1:
		opt.Comma, _ = utf8.DecodeRuneInString(s.Comma)
	case s.Comma != "":
		return opt, &KeyError{"comma", problem("%q is not one character", clip(s.Comma))}
	}
	return opt, nil
}

// Load reads the data. Relative paths start at dir. Classify says whether the
// target holds classes (else numbers). A test fraction takes rows at random,
// always the same ones, in equal shares of all classes; a test file must have the
// training data's columns (in any order) and classes. Without Test the test set
// is the one that the files bring, or nil.
//
// Errors are a *KeyError for the key that is to blame.
func (s *Spec) Load(dir string, classify bool) (train, test *Dataset, err error) {
	kind, err := s.kind()
	if err != nil {
		return nil, nil, err
	}
	if s.Classes != nil && !classify {
		return nil, nil, &KeyError{"classes", problem("the target holds numbers, which have no classes")}
	}
	var opt CSV
	if kind == "csv" {
		if opt, err = s.csvOptions(classify); err != nil {
			return nil, nil, err
		}
	}
	train, test, err = s.read(kind, resolve(dir, s.kinds()[kind]), opt)
	if err != nil {
		return nil, nil, &KeyError{kind, err}
	}
	if err := train.checkTarget(kind, classify); err != nil {
		return nil, nil, &KeyError{kind, err}
	}
	err = train.nameClasses(s.Classes, classify)
	if err == nil {
		err = test.nameClasses(train.Classes, classify)
	}
	if err != nil {
		return nil, nil, &KeyError{"classes", err}
	}
	if s.Test != nil {
		if train, test, err = s.testSet(train, dir, classify, opt); err != nil {
			return nil, nil, &KeyError{"test", err}
		}
	}
	return train, test, nil
}

func (s *Spec) read(kind, path string, opt CSV) (train, test *Dataset, err error) {
	switch kind {
	case "csv":
		train, err = readCSVFile(path, opt)
		return train, nil, err
	case "idx":
		return ReadIDX(path)
	case "npz":
		return readNPZ(path, s.Classes)
	}
	train, err = Named(s.Source)
	return train, nil, err
}

func resolve(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}
