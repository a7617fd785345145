package data

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

func integer(row []float32) int {
	if v := row[0]; v >= 0 && v <= 1<<24 && v == float32(int(v)) {
		return int(v)
	}
	return -1
}

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
