package safetensors

import "slices"

// DType is the type of an array's elements, spelt as in the file: "BOOL" (one
// byte, 0 or 1), "U8", "I8", "I16", "U16", "F16", "BF16" (the upper half of a
// float32), "I32", "U32", "F32", "F64", "I64" or "U64".
type DType string

// dtypes has every type in the order in which the format's own library ranks
// them: it writes the last ones first, so that wide elements lie aligned.
var dtypes = []DType{"BOOL", "U8", "I8", "I16", "U16", "F16", "BF16", "I32", "U32", "F32", "F64", "I64", "U64"}

// known is the type of that name: the one string of it, for a header may have
// thousands.
func known(name string) DType {
	if i := slices.Index(dtypes, DType(name)); i >= 0 {
		return dtypes[i]
	}
	return DType(name)
}

// rank is the type's place in dtypes, -1 for an unknown one.
func (d DType) rank() int { return slices.Index(dtypes, d) }

// Size returns the bytes of one element, or 0 for an unknown type.
func (d DType) Size() int {
	switch d {
	case "BOOL", "U8", "I8":
		return 1
	case "I16", "U16", "F16", "BF16":
		return 2
	case "I32", "U32", "F32":
		return 4
	case "F64", "I64", "U64":
		return 8
	}
	return 0
}
