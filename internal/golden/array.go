package golden

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// An Array is what a test vector holds: {shape, data} in row-major order, or a
// bare number, whose Shape is empty. Truths are 0 and 1; "nan", "inf" and
// "-inf" stand for themselves. A null leaves the Array as it is, with nil Data.
type Array struct {
	Shape []int
	Data  []float32
	Type  string // "float32", or "int32", "int64" or "bool", as in the file
}

// UnmarshalJSON reads an Array; it refuses data that do not fill the shape.
func (a *Array) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return nil
	}
	if text[0] != '{' {
		var x element
		err := json.Unmarshal(text, &x)
		*a = Array{[]int{}, []float32{float32(x)}, "float32"}
		return err
	}
	in := struct {
		Shape *[]int
		Data  []element
		Type  string `json:"dtype"`
	}{Type: "float32"}
	if err := json.Unmarshal(text, &in); err != nil {
		return err
	}
	if in.Shape == nil {
		return fmt.Errorf("want a shape, have %.60s", text)
	}
	*a = Array{*in.Shape, make([]float32, len(in.Data)), in.Type}
	size := 1
	for _, n := range a.Shape {
		size *= n
	}
	if size != len(in.Data) {
		return fmt.Errorf("want %d values for shape %v, have %d", size, a.Shape, len(in.Data))
	}
	for i, x := range in.Data {
		a.Data[i] = float32(x)
	}
	return nil
}

// element is one number, also one that JSON cannot write.
type element float32

func (x *element) UnmarshalJSON(text []byte) error {
	s := string(text)
	switch s {
	case "true":
		*x = 1
		return nil
	case "false":
		*x = 0
		return nil
	case `"nan"`, `"inf"`, `"-inf"`:
		s = s[1 : len(s)-1]
	}
	f, err := strconv.ParseFloat(s, 32)
	*x = element(f)
	return err
}
