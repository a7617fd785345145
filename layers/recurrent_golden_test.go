package layers_test

import (
	"encoding/json"
	"testing"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/golden"
)

// unmetSequences are the cases of recurrent.jsonl that cannot be met.
var unmetSequences = golden.Unmet{
	"SimpleRNN/2":                 "return_state puts out several arrays",
	"SimpleRNN/3":                 "return_state puts out several arrays",
	"LSTM/2":                      "return_state puts out several arrays",
	"LSTM/3":                      "return_state puts out several arrays",
	"GRU/2":                       "return_state puts out several arrays",
	"GRU/3":                       "return_state puts out several arrays",
	"Bidirectional/return_state":  "return_state puts out several arrays",
	"Bidirectional/LSTM_None":     "merge_mode None puts out two arrays",
	"Bidirectional/GRU_None":      "merge_mode None puts out two arrays",
	"Bidirectional/LSTM_seq_None": "merge_mode None puts out two arrays",
	"Bidirectional/GRU_seq_None":  "merge_mode None puts out two arrays",
}

// TestGoldenSequences is TestGolden for layers that read sequences. A layer
// inside another is a list there: its class and its keywords.
func TestGoldenSequences(t *testing.T) {
	golden.Check(t, "testdata/recurrent.jsonl", unmetSequences, func(t testing.TB, raw json.RawMessage) {
		var masks struct {
			Ids golden.Array `json:"out_mask_of_ids"`
			X   golden.Array `json:"out_mask_of_x"`
		}
		c := &keras{}
		golden.Decode(t, raw, c)
		golden.Decode(t, raw, &masks)
		for _, m := range []golden.Array{masks.Ids, masks.X} {
			if m.Data != nil {
				c.OutMask = m
			}
		}
		if c.OutMask.Data == nil && c.Cls == "Masking" {
			c.OutMask.Data = anyOf(c.Y.Data, c.Y.Shape[2])
		}
		if c.X.Type != "float32" {
			c.DX.Data = make([]float32, len(c.X.Data)) // Keras has none, ours are 0
		}
		for i, a := range c.Kwargs {
			if l, ok := a.Value.(call.List); ok {
				c.Kwargs[i].Value = inner(t, l)
			}
		}
		k := newKeras(t, c)
		k.predict()
		k.backward(false, c.Y, c.DY, c.DX, c.DWeights)
		k.losses()
	})
}

func inner(t testing.TB, l call.List) call.Call {
	name, ok := l[0].Value.(string)
	args, given := l[1].Value.(call.Map)
	if !ok || !given {
		t.Fatalf("want a class and its keywords, have %v", l)
	}
	return call.Call{Name: name, Args: args}
}

// anyOf is 1 for each n numbers of which one is not 0.
func anyOf(y []float32, n int) []float32 {
	mask := make([]float32, len(y)/n)
	for i, v := range y {
		if v != 0 {
			mask[i/n] = 1
		}
	}
	return mask
}
