package keras

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

// An encoder turns calls into Keras's configs, driven by the declared keys.
type encoder struct {
	legacy bool // as Keras's .h5 has it: layers without module
	batch  any  // how many rows at once; nil if it does not matter
}

// object is {module, class_name, config, registered_name} of a call; node is
// where a layer is built, and nil for other things.
func (w *encoder) object(noun string, entries []registry.Entry, c call.Call, node *layer.Node) (call.Map, error) {
	e, ok := entryNamed(entries, c.Name)
	if !ok {
		return nil, fmt.Errorf("%s %q is not registered", noun, c.Name)
	}
	usual, keras := known()[noun][e.Class]
	config := call.Map{}
	for _, p := range registry.Params(e.Params) {
		v, ok := c.Get(p.Key)
		if !ok || v == nil && skipped(usual, p.Key) || noun == "layer" && untaken(e.Class, p.Key, v) {
			continue
		}
		x, err := w.value(p.Type, v, node, p.Key)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.Key, err)
		}
		if l, isList := x.(call.List); isList && len(l) == 1 && isScalar(first(usual, p.Key)) {
			x = l[0].Value
		}
		if ofAxes[p.Key] {
			x = perAxis(x)
		}
		config = append(config, call.Arg{Name: p.Key, Value: x})
	}
	if e.Class == wrapperClass {
		config = spread(c, config)
	}
	return w.wrap(noun, e.Class, keras, config), nil
}

// skipped reports whether a key that says nothing is better left out: Keras's
// class may not take it, or means something else by null.
func skipped(usual call.Map, key string) bool {
	v, ok := get(usual, key)
	return !ok || v != nil
}

// untaken reports whether Keras's class takes no such key, or not that value: its
// SpatialDropouts cannot be told to stay as they are, and have nothing to learn;
// and a layer within another has no name if it was given none.
func untaken(class, key string, v any) bool {
	return key == "trainable" && strings.HasPrefix(class, "SpatialDropout") || key == "name" && v == ""
}

// ofAxes are the keys with a number for each axis.
var ofAxes = map[string]bool{"kernel_size": true, "pool_size": true, "strides": true, "dilation_rate": true, "size": true, "padding": true}

// perAxis makes lists of one number that number: in Keras it is for all axes, and
// a list has one for each.
func perAxis(v any) any {
	l, ok := v.(call.List)
	if !ok {
		return v
	}
	if len(l) == 1 {
		return perAxis(l[0].Value)
	}
	out := call.List{}
	for _, a := range l {
		out = append(out, call.Arg{Value: perAxis(a.Value)})
	}
	return out
}

func isScalar(v any) bool {
	switch v.(type) {
	case int, float64:
		return true
	}
	return false
}

func (w *encoder) wrap(noun, class string, keras bool, config call.Map) call.Map {
	switch {
	case !keras:
		return object("module", nil, "class_name", class, "config", config, "registered_name", ours+">"+class)
	case w.legacy && noun == "layer":
		return object("class_name", class, "config", config)
	case class == "Sequential":
		return object("module", "keras", "class_name", class, "config", config, "registered_name", nil)
	}
	return object("module", modules[noun], "class_name", class, "config", config, "registered_name", nil)
}

// value is what the config has for a key of type t.
func (w *encoder) value(t reflect.Type, v any, node *layer.Node, key string) (any, error) {
	noun, entries, ok := registry.TableOf(t)
	c, isCall := v.(call.Call)
	switch {
	case ok && noun == "activation":
		return w.activation(entries, c, isCall)
	case ok && isCall && noun == "loss":
		return w.lossFunction(entries, c)
	case ok && isCall && noun == "layer":
		today := &encoder{batch: w.batch} // in old files too
		return today.layer(c, inner(node, key))
	case ok && isCall:
		return w.object(noun, entries, c, nil)
	case t.Kind() == reflect.Slice && v != nil:
		out := call.List{}
		l, isList := v.(call.List)
		if !isList {
			return nil, fmt.Errorf("want a list, have %v", v)
		}
		for _, a := range l {
			x, err := w.value(t.Elem(), a.Value, nil, key)
			if err != nil {
				return nil, err
			}
			out = append(out, call.Arg{Value: x})
		}
		return out, nil
	}
	return v, nil
}

// inner is the node that node keeps under a key.
func inner(node *layer.Node, key string) *layer.Node {
	if node == nil {
		return nil
	}
	i := slices.IndexFunc(node.Inner, func(c *layer.Node) bool { return c.Attr == key })
	if i < 0 {
		return nil
	}
	return node.Inner[i]
}

// activation is a bare name. Keras's functions keep no parameters: one with
// others than it has by itself is written as the layer of that name, where there
// is one.
func (w *encoder) activation(entries []registry.Entry, c call.Call, isCall bool) (any, error) {
	if !isCall {
		return "linear", nil
	}
	e, ok := entryNamed(entries, c.Name)
	_, keras := known()["activation"][e.Class]
	usual := !slices.ContainsFunc(c.Args, func(a call.Arg) bool { return !a.Default })
	switch {
	case !ok:
		return nil, fmt.Errorf("activation %q is not registered", c.Name)
	case !keras && usual:
		return ours + ">" + e.Name, nil
	case usual:
		return e.Name, nil
	}
	for _, l := range layer.Entries() {
		if registry.Fold(l.Class) == registry.Fold(e.Name) && declares(l, c.Args) {
			return w.wrap("layer", l.Class, true, call.Map(c.Args)), nil
		}
	}
	return nil, fmt.Errorf("Keras's files have no place for the parameters of %s; save the model as .safetensors", c)
}

func declares(e registry.Entry, args []call.Arg) bool {
	params := registry.Params(e.Params)
	for _, a := range args {
		if !slices.ContainsFunc(params, func(p registry.Param) bool { return p.Key == a.Name }) {
			return false
		}
	}
	return true
}

// lossFunction is a loss where Keras has a function: in a metric.
func (w *encoder) lossFunction(entries []registry.Entry, c call.Call) (any, error) {
	e, ok := entryNamed(entries, c.Name)
	if !ok {
		return nil, fmt.Errorf("loss %q is not registered", c.Name)
	}
	return object("module", "builtins", "class_name", "function", "config", e.Name, "registered_name", "function"), nil
}

// layer is the object of a layer, with what it was built for.
func (w *encoder) layer(c call.Call, node *layer.Node) (call.Map, error) {
	if name, _ := c.Get("name"); strings.Contains(fmt.Sprint(name), "/") {
		return nil, fmt.Errorf("Keras's names have no /, have %q", name)
	}
	if c.Name == "Sequential" {
		return w.chain(c, node)
	}
	m, err := w.object("layer", layer.Entries(), c, node)
	if err == nil && node != nil && !w.legacy {
		m = append(m, call.Arg{Name: "build_config", Value: object("input_shape", w.batched(node.In))})
	}
	return m, err
}

// batched is a shape with the batch axis: [null, 28, 28].
func (w *encoder) batched(s layer.Shape) call.List {
	return append(call.List{{Value: w.batch}}, list(s)...)
}

// batchOf is how many rows a model takes at once. Keras wants to know it where a
// layer is stateful; a Session is one row.
func batchOf(net *layer.Node) (batch any) {
	net.Walk(func(n *layer.Node) {
		c, err := layer.Call(n.Spec)
		if v, ok := c.Get("stateful"); err == nil && ok && v == true {
			batch = 1
		}
	})
	return batch
}

// chain is the object of a model.
func (w *encoder) chain(c call.Call, node *layer.Node) (call.Map, error) {
	if node == nil {
		return nil, fmt.Errorf("a model inside %s has no place in a file of Keras", c.Name)
	}
	input := object("batch_shape", w.batched(node.In), "dtype", "float32", "sparse", false, "ragged", false, "name", "input_layer")
	layers := call.List{{Value: w.wrap("layer", "InputLayer", true, input)}}
	for _, n := range node.Inner {
		if layer.TypeName(n.Spec) == "InputLayer" {
			continue // it is there already
		}
		m, err := w.node(n)
		if err != nil {
			return nil, fmt.Errorf("layer %q: %w", n.Name, err)
		}
		layers = append(layers, call.Arg{Value: m})
	}
	trainable, _ := c.Get("trainable")
	name, _ := c.Get("name")
	config := object("name", name, "trainable", trainable, "layers", layers, "build_input_shape", w.batched(node.In))
	m := w.wrap("layer", "Sequential", true, config)
	if !w.legacy {
		m = append(m, call.Arg{Name: "build_config", Value: object("input_shape", w.batched(node.In))})
	}
	return m, nil
}

// node is the object of a built layer, under the name that it has.
func (w *encoder) node(n *layer.Node) (call.Map, error) {
	spec, err := layer.Rename(n.Spec, n.Name)
	if err != nil {
		return nil, err
	}
	c, err := layer.Call(spec)
	if err != nil {
		return nil, err
	}
	return w.layer(c, n)
}
