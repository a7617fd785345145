package configs

import (
	"reflect"
	"slices"

	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/internal/registry"
)

// advice is for keys that people look for in a section.
var advice = map[string]string{
	"learning_rate":   `it is an argument of the optimizer: write optimizer: adam(learning_rate=1e-3) below compile:`,
	"lr":              `the learning rate is an argument of the optimizer: write optimizer: adam(learning_rate=1e-3) below compile:`,
	"input_shape":     `write input: at the top of the file`,
	"validation_data": `write validation_split: below fit:, or test: below data:`,
	"activation":      `it belongs to a layer: Dense(10, softmax)`,
	"units":           `it belongs to a layer: Dense(10, softmax)`,
	"model":           `the keys of a model stand at the top of the file: layers:, compile:, fit:`,
	"patience":        `it is an argument of a callback: write callbacks: [early_stopping(patience=3)] below fit:`,
	"batch":           `write batch_size: below fit:`,
}

// unknownKey says what is wrong with a key that t does not have, and where it
// belongs.
func (r *reader) unknownKey(t reflect.Type, key, path string) string {
	have := `unknown key "` + clip(key) + `"`
	if home := r.home(key); home != "" && home != path {
		return have + "; it belongs to " + home + ":"
	}
	if r.isTop(key) && path != "" {
		return have + "; it belongs to the top of the file, without indentation"
	}
	keys := r.keysOf(t)
	if n := nearest.Name(key, keys); n != "" {
		return have + `; did you mean "` + n + `"?`
	}
	if a, ok := advice[key]; ok {
		return have + "; " + a
	}
	for _, s := range r.sections() {
		if n := nearest.Name(key, r.keysOf(s.Type.Elem())); n != "" && s.Key != path {
			return have + `; did you mean "` + n + `", below ` + s.Key + ":?"
		}
	}
	return have + nearest.Hint(key, keys)
}

// sections are the keys of a file that hold keys themselves, as pointers.
func (r *reader) sections() (all []registry.Param) {
	for _, p := range r.paramsOf(reflect.TypeFor[Spec]()) {
		if p.Type.Kind() == reflect.Struct {
			p.Type = reflect.PointerTo(p.Type)
		}
		if p.Type.Kind() == reflect.Pointer && p.Type.Elem().Kind() == reflect.Struct {
			all = append(all, p)
		}
	}
	return all
}

// home is the section that has the key; "" if none has, or the top has.
func (r *reader) home(key string) string {
	if r.isTop(key) {
		return ""
	}
	for _, s := range r.sections() {
		if slices.Contains(r.keysOf(s.Type.Elem()), key) {
			return s.Key
		}
	}
	return ""
}

func (r *reader) isTop(key string) bool {
	return slices.Contains(r.keysOf(reflect.TypeFor[Spec]()), key)
}
