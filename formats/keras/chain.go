package keras

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

// maxLayers bounds what a file may ask for, layers of inner models included.
const maxLayers = 1000

// A chain is what a file says of a model besides its layers.
type chain struct {
	input  []int    // of one sample; nil if it does not say
	groups []string // where the weights of each layer are: dense, dense_1
	places []int    // of each layer in the file's list
}

// model reads a Sequential, or a Functional that is one chain, at path.
func (d *decoder) model(path, class string, config call.Map, m call.Map) (any, error) {
	if module, _ := get(m, "module"); module != nil && !fromKeras(module, "layer") && !fromModels(module) {
		return nil, fail(registry.Join(path, "module"), "want keras, where %s is, have %s", class, showJSON(module))
	}
	if name, _ := get(m, "registered_name"); name != nil && name != class {
		return nil, fail(registry.Join(path, "registered_name"), "%s is registered as itself, not as %s", class, showJSON(name))
	}
	if l, ok := oldList(m); ok { // the first Keras wrote no more than the list
		config = object("layers", l)
	}
	c := &chain{}
	d.chains[path] = c
	at := registry.Join(path, "config.layers")
	list, err := layersOf(at, config)
	if err != nil {
		return nil, err
	}
	if d.count += len(list); d.count > maxLayers {
		return nil, fail(at, "want at most %d layers in all, have %d", maxLayers, d.count)
	}
	if class != "Sequential" {
		if list, err = d.order(path, config, list); err != nil {
			return nil, err
		}
	}
	c.groups = groupNames(list, class != "Sequential")
	layers, err := d.layers(at, c, list)
	if err != nil {
		return nil, err
	}
	if err := d.buildShape(path, c, config, m); err != nil {
		return nil, err
	}
	args := []call.Arg{{Name: "layers", Value: layers}}
	for _, key := range []string{"name", "trainable"} {
		if v, ok := get(config, key); ok {
			args = append(args, call.Arg{Name: key, Value: v})
		}
	}
	return call.Call{Name: "Sequential", Args: args}, nil
}

// fromModels is where older versions say that models are.
func fromModels(module any) bool {
	switch module {
	case "keras", "keras.models", "keras.src.models.sequential", "keras.src.models.functional",
		"keras.src.engine.sequential", "keras.src.engine.functional", "keras.engine.sequential", "keras.engine.functional":
		return true
	}
	return false
}

func oldList(m call.Map) (call.List, bool) {
	v, _ := get(m, "config")
	l, ok := v.(call.List)
	return l, ok
}

// item is an entry of a model's list of layers.
type item struct {
	place         int // in the file
	class, name   string
	object        call.Map
	config        call.Map
	group         string
	inbound, path string
}

func layersOf(at string, config call.Map) ([]*item, error) {
	v, _ := get(config, "layers")
	l, ok := v.(call.List)
	if !ok {
		return nil, fail(at, "want a list of layers, have %s", showJSON(v))
	}
	var out []*item
	d := &decoder{}
	for i, a := range l {
		path := index(at, i)
		m, ok := a.Value.(call.Map)
		if !ok {
			return nil, fail(path, "want a layer, an object { }, have %s", showJSON(a.Value))
		}
		class, config, err := d.open(path, m)
		if err != nil {
			return nil, err
		}
		name, _ := get(config, "name")
		text, ok := name.(string)
		if !ok && name != nil {
			return nil, fail(registry.Join(path, "config.name"), "want a text, have %s", showJSON(name))
		}
		out = append(out, &item{place: i, class: class, name: text, object: m, config: config, path: path})
	}
	return out, nil
}

// groupNames numbers the classes in the order of the file, as Keras names groups
// of weights. The input has one in a Functional alone.
func groupNames(list []*item, inputs bool) []string {
	var names unique
	groups := make([]string, 0, len(list))
	byPlace := make([]*item, len(list))
	for _, it := range list {
		byPlace[it.place] = it
	}
	for _, it := range byPlace {
		if it.class != "InputLayer" || inputs {
			it.group = names.next(snake(groupClass(it.class)))
		}
	}
	for _, it := range list {
		if it.class != "InputLayer" {
			groups = append(groups, it.group)
		}
	}
	return groups
}

// groupClass is the class that Keras of today makes of one in the file.
func groupClass(class string) string {
	if class == "Model" {
		return "Functional"
	}
	return class
}

// unique numbers names: dense, dense_1.
type unique map[string]int

func (u *unique) next(name string) string {
	if *u == nil {
		*u = unique{}
	}
	n := (*u)[name]
	(*u)[name]++
	if n == 0 {
		return name
	}
	return fmt.Sprintf("%s_%d", name, n)
}

// layers reads the layers of a chain, in order. An InputLayer says the shape of
// the input, and is none of them.
func (d *decoder) layers(at string, c *chain, list []*item) (call.List, error) {
	out := call.List{}
	entries := layer.Entries()
	for i, it := range list {
		if it.class == "InputLayer" {
			if i > 0 {
				return nil, fail(it.path, "an InputLayer stands after %d layers; it must be the first", i)
			}
			if err := d.input(it, c); err != nil {
				return nil, err
			}
			continue
		}
		if i == 0 {
			if v, ok := get(it.config, "batch_input_shape"); ok { // Keras 2
				shape, err := batchShape(registry.Join(it.path, "config.batch_input_shape"), v)
				if err != nil {
					return nil, err
				}
				c.input = shape
			}
		}
		v, err := d.object(it.path, "layer", entries, it.object)
		if err != nil {
			return nil, ofLayer(err, it, len(list))
		}
		spec, err := layer.Parse(v)
		if err != nil {
			return nil, field(registry.Join(it.path, "config"), err)
		}
		c.places = append(c.places, it.place)
		out = append(out, call.Arg{Value: spec})
	}
	return out, nil
}

// ofLayer adds which layer of how many an error is about.
func ofLayer(err error, it *item, of int) error {
	e, ok := err.(*Error)
	if !ok || e.Path != registry.Join(it.path, "class_name") {
		return err
	}
	e.Err = fmt.Errorf("layer %q (%d of %d): %w", clip(it.name), it.place+1, of, e.Err)
	return e
}
