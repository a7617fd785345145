package main

import "encoding/json"

// jsonForm is for programs: one object a line.
type jsonForm struct{}

func (jsonForm) head(*answers) error { return nil }

func (jsonForm) answer(a *answers, at place, label string, p float32, values []float32) error {
	var o object
	o.add("row", at.row)
	if a.positions > 1 {
		o.add("position", at.position)
	}
	if !a.classify && a.outputs == 1 {
		o.add("value", number(values[0]))
	} else {
		all := "values"
		if a.classify {
			o.add("label", label)
			o.add(a.score, number(p))
			all = map[string]string{"probability": "probabilities", "score": "scores"}[a.score]
		}
		var each object
		for i, v := range values {
			each.add(a.names[i], number(v))
		}
		o.add(all, &each)
	}
	line, err := json.Marshal(&o)
	if err != nil {
		return err
	}
	_, err = a.out.Write(append(line, '\n'))
	return err
}
