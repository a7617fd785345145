package keras

import (
	_ "embed"
	"slices"
	"sync"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// knownJSON lists the classes of Keras 3.15 by what they are: the keys of their
// configs with the values that Keras gives them, unless they must be given.
//
//go:embed known.json
var knownJSON []byte

// known has, by noun and class, the keys of a config with their usual values. It
// is read when it is first asked for: a program that reads no file pays nothing.
var known = sync.OnceValue(readKnown)

func readKnown() map[string]map[string]call.Map {
	nouns, err := parseObject(knownJSON)
	if err != nil {
		panic("keras: known.json: " + err.Error())
	}
	out := map[string]map[string]call.Map{}
	for _, noun := range nouns {
		out[noun.Name] = map[string]call.Map{}
		for _, class := range noun.Value.(call.Map) {
			out[noun.Name][class.Name] = class.Value.(call.Map)
		}
	}
	return out
}

// modules are where Keras says that the things of a noun live.
var modules = map[string]string{
	"layer":       "keras.layers",
	"loss":        "keras.losses",
	"metric":      "keras.metrics",
	"optimizer":   "keras.optimizers",
	"schedule":    "keras.optimizers.schedules",
	"initializer": "keras.initializers",
	"regularizer": "keras.regularizers",
	"constraint":  "keras.constraints",
}

// ours is the package of registered names that are not Keras's own.
const ours = "layercake"

// entryOf finds the registered class of exactly that name.
func entryOf(entries []registry.Entry, class string) (registry.Entry, bool) {
	i := slices.IndexFunc(entries, func(e registry.Entry) bool { return e.Class == class })
	if i < 0 {
		return registry.Entry{}, false
	}
	return entries[i], true
}

// entryNamed finds the entry that a call of that name means.
func entryNamed(entries []registry.Entry, name string) (registry.Entry, bool) {
	key := registry.Fold(name)
	i := slices.IndexFunc(entries, func(e registry.Entry) bool {
		return registry.Fold(e.Name) == key || registry.Fold(e.Class) == key ||
			slices.ContainsFunc(e.Aliases, func(a string) bool { return registry.Fold(a) == key })
	})
	if i < 0 {
		return registry.Entry{}, false
	}
	return entries[i], true
}
