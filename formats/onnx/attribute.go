package onnx

import "github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"

// attr is an attribute of a node: an int, a float64, a text or a list of them.
func attr(name string, v any) *onnxpb.AttributeProto {
	a := &onnxpb.AttributeProto{Name: &name}
	switch v := v.(type) {
	case int:
		i := int64(v)
		a.I, a.Type = &i, onnxpb.AttributeProto_INT.Enum()
	case float64:
		f := float32(v)
		a.F, a.Type = &f, onnxpb.AttributeProto_FLOAT.Enum()
	case string:
		a.S, a.Type = []byte(v), onnxpb.AttributeProto_STRING.Enum()
	case []float64:
		for _, f := range v {
			a.Floats = append(a.Floats, float32(f))
		}
		a.Type = onnxpb.AttributeProto_FLOATS.Enum()
	case []string:
		for _, t := range v {
			a.Strings = append(a.Strings, []byte(t))
		}
		a.Type = onnxpb.AttributeProto_STRINGS.Enum()
	case []int:
		a.Ints, a.Type = wide(v), onnxpb.AttributeProto_INTS.Enum()
	}
	return a
}

func wide(v []int) []int64 {
	list := make([]int64, len(v))
	for i, d := range v {
		list[i] = int64(d)
	}
	return list
}
