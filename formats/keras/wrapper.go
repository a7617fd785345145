package keras

import (
	"slices"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// Keras's MeanMetricWrapper keeps a function under fn, and beside it the arguments
// that the function is called with. Here they are arguments of the loss.
const wrapperClass, wrapped = "MeanMetricWrapper", "fn"

// gather moves the arguments beside fn into the loss.
func gather(args []call.Arg, beside []call.Arg) []call.Arg {
	i := slices.IndexFunc(args, func(a call.Arg) bool { return a.Name == wrapped })
	if i < 0 || len(beside) == 0 {
		return args
	}
	if c, ok := args[i].Value.(call.Call); ok {
		c.Args = beside
		args[i].Value = c
	}
	return args
}

// spread moves the arguments of the loss beside fn, but for those that it has by
// itself.
func spread(c call.Call, config call.Map) call.Map {
	v, _ := c.Get(wrapped)
	loss, _ := v.(call.Call)
	for _, a := range loss.Args {
		if !a.Default && a.Name != "reduction" {
			config = append(config, call.Arg{Name: a.Name, Value: a.Value})
		}
	}
	return config
}

// ofWrapped reports whether a key stands beside fn.
func ofWrapped(e registry.Entry, key string) bool {
	return e.Class == wrapperClass && key != "dtype" && key != "name"
}
