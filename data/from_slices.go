package data

import "reflect"

func fromSlices(v reflect.Value) (*Tensor, error) {
	element := v.Type()
	depth := 0
	for element.Kind() == reflect.Slice || element.Kind() == reflect.Array {
		element = element.Elem()
		depth++
	}
	if depth > 0 && element.Kind() == reflect.String {
		return nil, problem("had %s: text is no data to compute with; data.Encode makes class indices of labels", v.Type())
	}
	if depth == 0 || !isNumber(element.Kind()) {
		return nil, problem("had %s; accepted are %s", v.Type(), accepted)
	}
	shape := make([]int, 0, depth)
	for first := v; len(shape) < depth; first = first.Index(0) {
		if first.Len() == 0 {
			return nil, problem("the data is empty: %s of shape %s", v.Type(), shapeString(append(shape, 0)))
		}
		shape = append(shape, first.Len())
	}
	for i := range v.Len() {
		if have, want, ok := even(v.Index(i), shape[1:]); !ok {
			return nil, rowProblem(i, -1, "ragged: %d values, where the first row has %d", have, want)
		}
	}
	t := &Tensor{Shape: shape}
	n, _ := count(shape)
	t.Data = make([]float32, 0, n)
	if at := t.fill(v, depth); at >= 0 {
		row := t.RowSize()
		return nil, rowProblem(at/row, at%row, "the number is beyond float32")
	}
	return t, nil
}

// even reports whether every slice within v has the length that shape gives it,
// and the two lengths where one has not.
func even(v reflect.Value, shape []int) (have, want int, ok bool) {
	if len(shape) == 0 {
		return 0, 0, true
	}
	if v.Len() != shape[0] {
		return v.Len(), shape[0], false
	}
	for i := 0; i < v.Len() && len(shape) > 1; i++ {
		if have, want, ok = even(v.Index(i), shape[1:]); !ok {
			return have, want, false
		}
	}
	return 0, 0, true
}

// fill appends the numbers of v. It returns the place of the first one that is
// beyond float32, or -1.
func (t *Tensor) fill(v reflect.Value, depth int) int {
	if depth > 1 {
		for i := range v.Len() {
			if at := t.fill(v.Index(i), depth-1); at >= 0 {
				return at
			}
		}
		return -1
	}
	switch s := v.Interface().(type) { // the common types, without reflection per number
	case []float32:
		t.Data = append(t.Data, s...)
	case []float64:
		for _, f := range s {
			if !t.add(f) {
				return len(t.Data)
			}
		}
	case []int:
		for _, n := range s {
			t.Data = append(t.Data, float32(n))
		}
	case []uint8:
		for _, n := range s {
			t.Data = append(t.Data, float32(n))
		}
	default:
		for i := range v.Len() {
			if !t.addValue(v.Index(i)) {
				return len(t.Data)
			}
		}
	}
	return -1
}

// add appends f and reports whether float32 can hold it.
func (t *Tensor) add(f float64) bool {
	v, ok := narrow(f)
	if ok {
		t.Data = append(t.Data, v)
	}
	return ok
}

func (t *Tensor) addValue(v reflect.Value) bool {
	switch {
	case v.CanInt():
		t.Data = append(t.Data, float32(v.Int()))
	case v.CanUint():
		t.Data = append(t.Data, float32(v.Uint()))
	default:
		return t.add(v.Float())
	}
	return true
}

func isNumber(k reflect.Kind) bool {
	return k >= reflect.Int && k <= reflect.Float64 && k != reflect.Uintptr
}
