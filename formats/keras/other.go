package keras

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/internal/registry"
)

// renamed are the keys that older versions of Keras call otherwise.
var renamed = map[string]string{
	"LeakyReLU.alpha":       "negative_slope",
	"leaky_relu.alpha":      "negative_slope",
	"SGD.lr":                "learning_rate",
	"Adam.lr":               "learning_rate",
	"RMSprop.lr":            "learning_rate",
	"AUC.sample_thresholds": "thresholds",
}

// older are keys that only older versions write, with the values that change
// nothing here, by noun; anything will do where there is no list.
var older = map[string]map[string][]any{
	"layer": {
		"batch_input_shape":  nil, // of the first layer: it is the input
		"autocast":           nil,
		"input_length":       nil, // of an Embedding's input, whose shape says it
		"time_major":         {false},
		"ragged":             {false},
		"fused":              nil,
		"virtual_batch_size": {nil},
		"adjustment":         {nil},
	},
	"optimizer": {
		"decay":               {0, 0.0},
		"is_legacy_optimizer": nil,
		"jit_compile":         nil,
	},
	"loss":   {"fn": nil},
	"metric": {"fn": nil},
}

// other makes sure that a key that e does not declare changes nothing: Keras's
// own value of it does not.
func (d *decoder) other(at, noun string, e registry.Entry, params []registry.Param, a call.Arg) error {
	switch a.Name {
	case "dtype":
		return d.dtype(at, a.Value)
	case "name", "trainable":
		return nil // of things that have none here
	}
	if usual, ok := get(known()[noun][e.Class], a.Name); ok && same(usual, a.Value) {
		return nil
	} else if ok {
		return fail(at, "Keras has it, but here is no more than %s; have %s", showJSON(usual), showJSON(a.Value))
	}
	if allowed, ok := older[noun][a.Name]; ok {
		if allowed == nil {
			return nil
		}
		for _, v := range allowed {
			if same(v, a.Value) {
				return nil
			}
		}
		return fail(at, "older versions of Keras have it, but here is no more than %s; have %s", showJSON(allowed[0]), showJSON(a.Value))
	}
	var keys []string
	for _, p := range params {
		keys = append(keys, p.Key)
	}
	return fail(at, "%s has no %q%s", e.Class, clip(a.Name), nearest.Hint(clip(a.Name), keys))
}

// same compares JSON values; 1 and 1.0 are the same.
func same(a, b any) bool {
	x, errX := writeJSON(whole(a))
	y, errY := writeJSON(whole(b))
	return errX == nil && errY == nil && string(x) == string(y)
}

func whole(v any) any {
	if f, ok := v.(float64); ok && f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return int(f)
	}
	return v
}

// dtype takes float32, which everything here is, and says so of others that
// float32 is more exact than.
func (d *decoder) dtype(at string, v any) error {
	name := v
	if m, ok := v.(call.Map); ok {
		class, config, err := d.open(at, m)
		if err != nil {
			return err
		}
		if class != "DTypePolicy" && class != "Policy" && class != "FloatDTypePolicy" {
			return fail(at, "want a DTypePolicy, have %q", clip(class))
		}
		name, _ = get(config, "name")
	}
	switch name {
	case nil, "float32":
		return nil
	case "float16", "bfloat16", "mixed_float16", "mixed_bfloat16", "float64":
		d.note("the file says %s; here everything is float32.", name)
		return nil
	}
	return fail(at, "want float32, have %s", showJSON(name))
}

func (d *decoder) note(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	for _, n := range d.notes {
		if n == text {
			return
		}
	}
	d.notes = append(d.notes, text)
}

// short is the shortest number that is the same float32, for an f that is one.
func short(f float64) float64 {
	if float64(float32(f)) != f || f == math.Trunc(f) {
		return f
	}
	g, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', -1, 32), 64)
	if err != nil {
		return f
	}
	return g
}

func bracket(i int) string { return "[" + strconv.Itoa(i) + "]" }

func isModel(class string) bool {
	return class == "Sequential" || class == "Functional" || class == "Model"
}

// snake is the group of a class in a file of weights.
func snake(class string) string { return registry.Snake(strings.ReplaceAll(class, ".", "")) }
