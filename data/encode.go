package data

import (
	"cmp"
	"slices"
	"strconv"
)

// Encode makes class indices of labels: a tensor of shape (rows) that holds for
// each label its place in classes, and the classes. Nil classes stand for the
// labels that occur, sorted: as numbers if all of them are numbers, else as
// text. An unknown or empty label is an *Error with its row and the nearest class.
func Encode(labels []string, classes []string) (*Tensor, []string, error) {
	if len(labels) == 0 {
		return nil, nil, problem("there are no labels")
	}
	e, err := newEncoder(classes)
	if err != nil {
		return nil, nil, err
	}
	y := New(len(labels))
	for i, label := range labels {
		class, msg := e.encode(label)
		if msg != "" {
			return nil, nil, rowProblem(i, -1, "%s", msg)
		}
		y.Data[i] = float32(class)
	}
	return y, e.finish(y.Data), nil
}

// encoder numbers labels.
type encoder struct {
	classes []string
	index   map[string]int
	fixed   bool // the classes were given; otherwise each new label is one
}

func newEncoder(classes []string) (*encoder, error) {
	e := &encoder{index: map[string]int{}, fixed: classes != nil}
	for _, c := range classes {
		if _, ok := e.index[c]; ok {
			return nil, problem("the class %q is there twice", clip(c))
		}
		e.add(c)
	}
	return e, nil
}

func (e *encoder) add(class string) int {
	n := len(e.classes)
	e.index[class] = n
	e.classes = append(e.classes, class)
	return n
}

// encode returns the label's number, or what is wrong with it.
func (e *encoder) encode(label string) (class int, msg string) {
	class, known := e.index[label]
	switch {
	case known:
		return class, ""
	case label == "":
		return 0, "the label is missing"
	case e.fixed:
		return 0, "unknown label " + strconv.Quote(clip(label)) + hint(label, e.classes)
	}
	return e.add(label), ""
}

// finish returns the classes. If they were not given it sorts them and
// renumbers y.
func (e *encoder) finish(y []float32) []string {
	if e.fixed {
		return e.classes
	}
	sorted := slices.Clone(e.classes)
	slices.SortFunc(sorted, classOrder(sorted))
	for place, c := range sorted {
		e.index[c] = place
	}
	for i, old := range y {
		y[i] = float32(e.index[e.classes[int(old)]])
	}
	return sorted
}

// classOrder compares as numbers where all classes are numbers.
func classOrder(classes []string) func(a, b string) int {
	numbers := make(map[string]float64, len(classes))
	for _, c := range classes {
		f, err := strconv.ParseFloat(c, 64)
		if err != nil || f != f {
			return cmp.Compare[string]
		}
		numbers[c] = f
	}
	return func(a, b string) int {
		return cmp.Or(cmp.Compare(numbers[a], numbers[b]), cmp.Compare(a, b))
	}
}
