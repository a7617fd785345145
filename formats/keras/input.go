package keras

import (
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

// inputKeys may be in the config of an InputLayer; they change nothing here.
var inputKeys = map[string][]any{
	"batch_shape": nil, "batch_input_shape": nil, "shape": nil, "batch_size": nil, "dtype": nil, "name": nil, "trainable": nil,
	"sparse": {false}, "ragged": {false}, "optional": {false}, "input_tensor": {nil}, "type_spec": {nil},
}

func (d *decoder) input(it *item, c *chain) error {
	if err := checkOrigin(it.path, "layer", layer.Entries(), it.class, it.object); err != nil {
		return err
	}
	for _, a := range it.config {
		allowed, ok := inputKeys[a.Name]
		if !ok {
			return fail(registry.Join(it.path, "config."+a.Name), "InputLayer has no %q", clip(a.Name))
		}
		if allowed != nil && !same(allowed[0], a.Value) {
			return fail(registry.Join(it.path, "config."+a.Name), "want %s, have %s", showJSON(allowed[0]), showJSON(a.Value))
		}
	}
	for _, key := range []string{"batch_shape", "batch_input_shape"} {
		if v, ok := get(it.config, key); ok {
			shape, err := batchShape(registry.Join(it.path, "config."+key), v)
			c.input = shape
			return err
		}
	}
	return fail(registry.Join(it.path, "config.batch_shape"), "want the shape of the input, have none")
}

// batchShape reads [null, 28, 28]: the shape of a sample behind the batch.
func batchShape(at string, v any) ([]int, error) {
	l, ok := v.(call.List)
	if !ok || len(l) == 0 {
		return nil, fail(at, "want a shape such as [null, 28, 28], have %s", showJSON(v))
	}
	shape := []int{}
	for i, a := range l[1:] {
		n, isInt := a.Value.(int)
		switch {
		case a.Value == nil:
			return nil, fail(index(at, i+1), "the size of this axis is open; here all axes but the batch have one: save the model with it")
		case !isInt || n < 1 || n > 1<<31:
			return nil, fail(index(at, i+1), "want a size of at least 1, have %s", showJSON(a.Value))
		}
		shape = append(shape, n)
	}
	return shape, nil
}

// buildShape compares what a model was built for with its input, or takes it for
// that if there is no other.
func (d *decoder) buildShape(path string, c *chain, config, m call.Map) error {
	build, _ := get(m, "build_config")
	inner, _ := build.(call.Map)
	for _, says := range []struct {
		at    string
		shape any
	}{{"config.build_input_shape", first(config, "build_input_shape")}, {"build_config.input_shape", first(inner, "input_shape")}} {
		if says.shape == nil {
			continue
		}
		at := registry.Join(path, says.at)
		shape, err := batchShape(at, says.shape)
		if err != nil {
			return err
		}
		if c.input == nil {
			c.input = shape
		}
		if layer.Shape(c.input).String() != layer.Shape(shape).String() {
			return fail(at, "says %v, but the input is %v", layer.Shape(shape), layer.Shape(c.input))
		}
	}
	return nil
}
