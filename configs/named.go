package configs

import (
	"reflect"

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
	metricTable   = registry.New[Metric]("metric", nil)
	callbackTable = registry.New[Callback]("callback", nil)
)

// init connects the tables with their readers; in their declaration that would
// be a cycle.
func init() {
	metricTable.Literal(func(v any) (Metric, bool, error) {
		c, ok := v.(call.Call)
		if ok && !isAccuracy(c) {
			_, err := metrics.Get(c)
			return Metric(c.String()), true, err
		}
		return Metric(c.String()), ok, nil
	})
	callbackTable.Literal(func(v any) (Callback, bool, error) {
		c, ok := v.(call.Call)
		if !ok {
			return "", false, nil
		}
		_, err := newCallback(c)
		return Callback(c.String()), true, err
	})
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

// newCallback makes what v names.
func newCallback(v any) (sequential.Callback, error) {
	var s struct {
		Callback sequential.Callback `yaml:"callback"`
	}
	err := registry.Set(&s, "callback", v)
	if e, ok := err.(*registry.KeyError); ok {
		err = e.Err
	}
	return s.Callback, err
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
