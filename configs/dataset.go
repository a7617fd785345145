package configs

import (
	"slices"
	"strings"

	"github.com/layercake-go/layercake/data"
)

// Data loads the data of the file; test is nil if there is none. Relative paths
// start at dir. The loss decides whether targets are classes; classes: names
// them, and says in a CSV file which there are, and their order.
func (s *Spec) Data(dir string) (train, test *data.Dataset, err error) {
	if s.From == nil {
		return nil, nil, s.missing("data", `write "data:", and below it where it comes from: source: iris, or csv: file.csv and target: column`)
	}
	from, classify := *s.From, s.classify()
	if s.Classes != nil {
		if from.Classes != nil && !slices.Equal(from.Classes, s.Classes) {
			return nil, nil, s.fault("data.classes", "these are not the names of classes:, at the top of the file; give them once")
		}
		from.Classes = s.Classes
	}
	train, test, err = from.Load(dir, classify)
	return train, test, s.place(err)
}

// classify reports whether the targets are classes: the loss reads them as such,
// or they have names.
func (s *Spec) classify() bool {
	if s.Classes != nil || s.From.Classes != nil {
		return true
	}
	if s.Compile == nil || s.Compile.Loss == nil {
		return false
	}
	return s.Compile.Loss.Link != "" || strings.HasSuffix(s.Compile.Loss.Name, "hinge")
}
