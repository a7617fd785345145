package data

import "slices"

// Dataset is a tensor of features, usually with targets, and the names of both.
type Dataset struct {
	Name     string
	X        *Tensor  // (rows, …)
	Y        *Tensor  // (rows) or (rows, …); nil where there are no targets
	Features []string // names of the columns of X; nil where they have none
	Classes  []string // names of the classes that Y counts; nil where Y holds numbers
	Target   string   // name of the column Y
}

// Take returns a copy of the given rows, in their order, with the same names.
func (d *Dataset) Take(indices []int) *Dataset {
	part := *d
	part.X = d.X.Take(indices)
	if d.Y != nil {
		part.Y = d.Y.Take(indices)
	}
	return &part
}

// checkTarget refuses targets of the wrong kind, as far as the data tells.
func (d *Dataset) checkTarget(kind string, classify bool) error {
	switch {
	case d.Y == nil:
		return problem("%s has no targets", d.Name)
	case kind == "npz" && !classify && d.Classes != nil:
		return problem("y holds text; numbers are wanted")
	case kind == "source" && classify && d.Classes == nil:
		return problem("the target of %s is a number; classes are wanted", d.Name)
	}
	return nil
}

// nameClasses gives the classes the wanted names, or numbers where they have
// none, and takes names away where the target holds numbers.
func (d *Dataset) nameClasses(names []string, classify bool) error {
	if d == nil || d.Y == nil {
		return nil
	}
	if !classify {
		d.Classes = nil
		return nil
	}
	labels := Labels(d.Y)
	if labels == nil {
		return nil // several classes a row, for instance
	}
	n := slices.Max(labels) + 1
	if d.Y.RowSize() > 1 {
		n = d.Y.RowSize()
	}
	switch {
	case names != nil && n > len(names):
		return problem("%s has %d classes, %d are named", d.Name, n, len(names))
	case names != nil:
		d.Classes = names
	case d.Classes == nil && n <= maxClasses:
		d.Classes = digitNames(n)
	}
	return nil
}
