package configs

import (
	"reflect"
	"slices"

	_ "github.com/layercake-go/layercake/callbacks" // the callbacks that a file may name
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/metrics"
	"github.com/layercake-go/layercake/sequential"
)

// A Metric is the call of a metric, as the file has it: the history names what
// it measures so. "accuracy" is resolved by the loss.
type Metric string

// A Callback is the call of a callback. Each training makes its own from it.
type Callback string

// Both are tables for the filler, which check what they are given and keep its
// text.
var (
	_ = newTable("metric", func(c call.Call) (Metric, error) {
		if isAccuracy(c) {
			return Metric(c.Name), nil
		}
		_, err := metrics.Get(c)
		return Metric(c.String()), err
	})
	_ = newTable("callback", func(c call.Call) (Callback, error) {
		cb, err := newCallback(c)
		if err != nil {
			return "", err
		}
		return Callback(describe(cb, c).Full()), nil
	})
)

func newTable[T any](noun string, from func(call.Call) (T, error)) *registry.Table[T] {
	t := registry.New[T](noun, nil)
	t.Literal(func(v any) (x T, ok bool, err error) {
		c, ok := v.(call.Call)
		if ok {
			x, err = from(c)
		}
		return x, ok, err
	})
	return t
}

func isAccuracy(c call.Call) bool {
	return (c.Name == "accuracy" || c.Name == "acc") && len(c.Args) == 0
}

// Call is the metric's name with its arguments.
func (m Metric) Call() call.Call { return parsed(string(m)) }

// Call is the callback's name with its arguments.
func (c Callback) Call() call.Call { return parsed(string(c)) }

func parsed(text string) call.Call {
	c, err := call.Parse(text)
	if err != nil {
		return call.Call{Name: text}
	}
	return c
}

// holder has a field that the filler knows the callbacks of.
type holder struct {
	Callback sequential.Callback `yaml:"callback"`
}

// newCallback makes what v names.
func newCallback(v any) (sequential.Callback, error) {
	var h holder
	err := registry.Set(&h, "callback", v)
	if e, ok := err.(*registry.KeyError); ok {
		err = e.Err
	}
	return h.Callback, err
}

// describe is the call that makes cb again, with the names of all arguments; c,
// which made it, if it does not say.
func describe(cb sequential.Callback, c call.Call) call.Call {
	if d, ok := registry.Describe(&holder{cb})[0].Value.(call.Call); ok {
		c = d
	}
	c.Args = slices.Clone(c.Args)
	for i := range c.Args {
		c.Args[i].Positional = false // so that FitOptions finds the names of files
	}
	return c
}

// tableOf is registry.TableOf, with the names that metrics and callbacks have.
func tableOf(t reflect.Type) (noun string, entries []registry.Entry, ok bool) {
	switch t {
	case reflect.TypeFor[Metric]():
		t = reflect.TypeFor[*metrics.Metric]()
	case reflect.TypeFor[Callback]():
		t = reflect.TypeFor[sequential.Callback]()
	}
	return registry.TableOf(t)
}
