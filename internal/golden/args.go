package golden

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/layercake-go/layercake/internal/call"
)

// Args are the keyword arguments of a case, ready for registry.Fill and for a
// call.Call: whole numbers are int, others float64, lists call.List, mappings
// (a nested {class_name, config}) call.Map, in the order of the file.
type Args []call.Arg

// UnmarshalJSON reads a JSON object.
func (a *Args) UnmarshalJSON(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	v, err := value(d)
	if m, ok := v.(call.Map); ok {
		*a = Args(m)
	}
	return err
}

func value(d *json.Decoder) (any, error) {
	tok, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch tok := tok.(type) {
	case json.Delim:
		return elements(d, tok == '{')
	case json.Number:
		if !strings.ContainsAny(tok.String(), ".eE") {
			n, err := tok.Int64()
			return int(n), err
		}
		return tok.Float64()
	}
	return tok, nil
}

// elements reads what stands in brackets, which are open already.
func elements(d *json.Decoder, named bool) (any, error) {
	var args []call.Arg
	for d.More() {
		var a call.Arg
		if named {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			a.Name, _ = key.(string)
		}
		var err error
		if a.Value, err = value(d); err != nil {
			return nil, err
		}
		args = append(args, a)
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	if named {
		return call.Map(args), nil
	}
	return call.List(args), nil
}
