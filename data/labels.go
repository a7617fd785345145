package data

// Labels returns the class index of every row of y: of a single column of
// integers from 0 on, or of rows that hold one 1 and else 0 (one-hot). It returns
// nil if y is neither, for instance nil itself.
func Labels(y *Tensor) []int {
	if y == nil || y.check() != nil {
		return nil
	}
	class := integer
	if y.RowSize() > 1 {
		class = oneHot
	}
	labels := make([]int, y.Rows())
	for i := range labels {
		if labels[i] = class(y.Row(i)); labels[i] < 0 {
			return nil
		}
	}
	return labels
}

// integer returns the only value of the row, or -1 if it is no index.
func integer(row []float32) int {
	if v := row[0]; v >= 0 && v <= 1<<24 && v == float32(int(v)) {
		return int(v)
	}
	return -1
}

// oneHot returns the place of the row's only 1, or -1.
func oneHot(row []float32) int {
	class := -1
	for j, v := range row {
		switch {
		case v == 1 && class < 0:
			class = j
		case v != 0:
			return -1
		}
	}
	return class
}
