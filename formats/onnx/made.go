package onnx

import (
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
)

// made is a layer of the chain.
type made struct {
	class   string
	name    string
	args    []call.Arg
	weights []snapshot.Array
	in      layer.Shape
	order   []int // of axes, if it is a Permute
}

// add appends a layer and follows the shape. Its weights come in the order of the
// layer's own.
func (im *importer) add(where, class string, args []call.Arg, weights ...[]float32) error {
	name := layer.Snake(class)
	if k := im.counts[class]; k > 0 {
		name = fmt.Sprintf("%s_%d", name, k)
	}
	im.counts[class]++
	l := &made{class: class, name: name, args: args, in: im.shape}
	spec, err := layer.Parse(call.Call{Name: class, Args: l.named()})
	if err != nil {
		return fail(where, "", "as layer %s: %w", class, err)
	}
	chain := &layer.Chain{Common: layer.Common{Trainable: true}, Layers: []layer.Spec{spec}}
	plan, err := layer.NewPlan(chain, im.shape, false)
	if err != nil {
		return fail(where, "", "as layer %s: %w", class, err)
	}
	if out := plan.Net.Out; tooLarge(out) && !tooLarge(im.shape) {
		return fail(where, "", "as layer %s: it makes samples %v, want at most %d values", class, out, maxSample)
	}
	if len(plan.Params) != len(weights) {
		return fail(where, "", "as layer %s: it has %d arrays of weights, here are %d", class, len(plan.Params), len(weights))
	}
	for i, p := range plan.Params {
		if err := im.spend(where, len(weights[i])); err != nil {
			return err
		}
		if p.Shape.Size() != len(weights[i]) {
			return fail(where, "", "its %s: want %v for an input %v, have %d values", p.Name, []int(p.Shape), im.shape, len(weights[i]))
		}
		l.weights = append(l.weights, snapshot.Array{Name: p.Path(), Shape: p.Shape, Data: weights[i]})
	}
	im.layers, im.shape = append(im.layers, l), plan.Net.Out
	return nil
}

// spend bounds what a small file makes: one constant may be used many times.
func (im *importer) spend(where string, values int) error {
	if im.budget -= values; im.budget < 0 {
		return fail(where, "", "the nodes make more values than the file has")
	}
	return nil
}

func (l *made) named() []call.Arg {
	return append(slices.Clone(l.args), call.Arg{Name: "name", Value: l.name})
}

// last is the layer at the end of the chain; nil at its start.
func (im *importer) last() *made {
	if len(im.layers) == 0 {
		return nil
	}
	return im.layers[len(im.layers)-1]
}

// get is an argument of the layer.
func (l *made) get(key string) any {
	v, _ := call.Call{Args: l.args}.Get(key)
	return v
}

// addWeights gives the layer an array that it had not before.
func (l *made) addWeights(name string, data []float32) {
	l.weights = append(l.weights, snapshot.Array{Name: l.name + "/" + name, Shape: []int{len(data)}, Data: data})
}
