package plot

import "strings"

// total is the sum of a column.
func (m *Matrix) total(c int) float64 {
	t := 0.0
	for _, row := range m.Values {
		t += row[c]
	}
	return t
}

// settle takes what rounding left of a sum for 0.
func settle(v float64) float64 {
	if abs(v) < 1e-6 {
		return 0
	}
	return v
}

// diagonal tells whether each output depends on its own input alone.
func (m *Matrix) diagonal() bool {
	for i, row := range m.Values {
		for k, v := range row {
			if i != k && v != 0 {
				return false
			}
		}
	}
	return true
}

func (m *Matrix) heading() string {
	if m.diagonal() {
		return clean(m.Name) + ": diagonal only"
	}
	return clean(m.Name) + ": full"
}

// findings says what the numbers of a matrix show.
func (m *Matrix) findings() []string {
	if m.diagonal() {
		return []string{"Raise one z and at most its own output moves;", "the empty cells are exactly 0, whatever z is."}
	}
	n := len(m.Values)
	gains, loses, zero, moves := true, true, true, true
	for i, row := range m.Values {
		zero = zero && settle(m.total(i)) == 0
		for k, v := range row {
			moves = moves && v != 0
			if i == k {
				gains = gains && v > 0
			} else {
				loses = loses && v < 0
			}
		}
	}
	first := "Raise one z and outputs other than its own move too."
	if moves {
		first = "Raise one z and " + allOf(n) + " outputs move"
		if n == 2 {
			first = "Raise one z and both outputs move"
		}
		if gains && loses {
			first += ": its own gains,"
		} else {
			first += "."
		}
	}
	second := "Their sum moves with them."
	if moves && gains && loses {
		second = "the other " + word(n-1) + " lose."
		if n == 2 {
			second = "the other loses."
		}
		if zero {
			second = strings.TrimSuffix(second, ".") + ", and the column total is 0."
		}
	} else if zero {
		second = "The column total is 0: their sum stays."
	}
	return []string{first, second}
}
