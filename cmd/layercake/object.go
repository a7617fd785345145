package main

import (
	"bytes"
	"encoding/json"
	"math"

	"github.com/layercake-go/layercake/sequential"
)

// An object is a JSON object whose keys keep their order.
type object struct {
	keys   []string
	values []any
}

func (o *object) add(key string, value any) {
	o.keys = append(o.keys, key)
	o.values = append(o.values, value)
}

// MarshalJSON implements json.Marshaler.
func (o *object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, key := range o.keys {
		if i > 0 {
			b.WriteByte(',')
		}
		k, err := json.Marshal(key)
		if err != nil {
			return nil, err
		}
		v, err := json.Marshal(o.values[i])
		if err != nil {
			return nil, err
		}
		b.Write(k)
		b.WriteByte(':')
		b.Write(v)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// number is v, or null where JSON has no number for it.
func number(v float32) any {
	if v-v != 0 {
		return nil
	}
	return v
}

// metrics are scores as a JSON object. A score that is no number is left out.
func metrics(scores sequential.Scores) *object {
	o := &object{}
	for _, s := range scores {
		if !math.IsNaN(s.Value) && !math.IsInf(s.Value, 0) {
			o.add(s.Name, s.Value)
		}
	}
	return o
}
