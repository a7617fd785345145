package onnx

import (
	"errors"
	"fmt"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
	"google.golang.org/protobuf/proto"
)

// What files are written as; onnxruntime reads them since 1.17, of January 2024.
const (
	opset     = 20
	irVersion = 9
)

// layerExports says for each layer, by its registered name, which nodes it becomes:
// from its input, the value x, to the value that is returned. The activation
// follows by itself.
var layerExports = map[string]layerExport{}

type layerExport func(e *exporter, n *layer.Node, x string) string

// activationExports is the same for activations, which work on the last of the
// axes of a sample.
var activationExports = map[string]activationExport{}

type activationExport func(e *exporter, a *activations.Activation, sample layer.Shape, x string) string

// exportLayer adds a layer to the table.
func exportLayer(name string, f layerExport) struct{} {
	layerExports[name] = f
	return struct{}{}
}

// exportActivation adds an activation to the table.
func exportActivation(name string, f activationExport) struct{} {
	activationExports[name] = f
	return struct{}{}
}

// export makes an ONNX model of a snapshot.
func export(s *snapshot.Snapshot) (*onnxpb.ModelProto, error) {
	plan, err := planOf(s)
	if err != nil {
		return nil, err
	}
	e := &exporter{
		graph: &onnxpb.GraphProto{Name: proto.String(s.Name)}, weights: map[string]snapshot.Array{},
		given: map[string]bool{}, taken: map[string]bool{"input": true, "output": true},
	}
	for _, w := range s.Weights {
		e.weights[w.Name], e.taken[w.Name] = w, true
	}
	out, err := e.chain(plan.Net, "input")
	if err != nil {
		return nil, err
	}
	e.finish(out)
	e.graph.Input = []*onnxpb.ValueInfoProto{valueInfo("input", plan.Net.In)}
	e.graph.Output = []*onnxpb.ValueInfoProto{valueInfo("output", plan.Net.Out)}
	m := &onnxpb.ModelProto{
		IrVersion: proto.Int64(irVersion), ProducerName: proto.String("layercake"), Graph: e.graph,
		OpsetImport: []*onnxpb.OperatorSetIdProto{{Domain: proto.String(""), Version: proto.Int64(opset)}},
	}
	return m, errors.Join(append(e.errs, e.describe(m, s))...)
}

// planOf builds the layers of a snapshot, without weights.
func planOf(s *snapshot.Snapshot) (*layer.Plan, error) {
	chain := &layer.Chain{Common: layer.Common{Name: s.Name, Trainable: true}}
	for i, text := range s.Layers {
		spec, err := layer.Parse(text)
		if err != nil {
			return nil, fail(fmt.Sprintf("layer %d of %d", i+1, len(s.Layers)), "", "%w", err)
		}
		chain.Layers = append(chain.Layers, spec)
	}
	plan, err := layer.NewPlan(chain, s.Input, false)
	if err != nil {
		return nil, &Error{Where: "the model", Err: err}
	}
	return plan, nil
}

// chain writes the layers inside n, one after the other.
func (e *exporter) chain(n *layer.Node, x string) (string, error) {
	var err error
	for _, c := range n.Inner {
		if x, err = e.layer(c, x); err != nil {
			return "", err
		}
	}
	return x, nil
}

func (e *exporter) layer(n *layer.Node, x string) (string, error) {
	name := layer.TypeName(n.Spec)
	if _, ok := n.Spec.(*layer.Chain); ok {
		return e.chain(n, x)
	}
	f := layerExports[name]
	if f == nil {
		return "", fail(fmt.Sprintf("layer %q", n.Path()), name, "has no form in ONNX here")
	}
	e.at = n.Path()
	x = f(e, n, x)
	if n.Activation == nil {
		return x, nil
	}
	g := activationExports[n.Activation.Name]
	if g == nil {
		return "", fail(fmt.Sprintf("layer %q", n.Path()), "activation "+n.Activation.Name, "has no form in ONNX here")
	}
	return e.activation(n, g, x), nil
}

// activation writes what follows a layer. If each value goes alone, it goes before
// a Transpose at the end, so that the next layer may undo that.
func (e *exporter) activation(n *layer.Node, f activationExport, x string) string {
	if n.Activation.Scope == activations.Elementwise {
		if before, axes, ok := e.popTranspose(x); ok {
			return e.transpose(f(e, n.Activation, n.Out, before), axes)
		}
	}
	return f(e, n.Activation, n.Out, x)
}

// finish gives the last value its name.
func (e *exporter) finish(last string) {
	if last == "input" {
		e.at = "identity"
		last = e.op("Identity", "input")
	}
	for _, n := range e.graph.Node {
		for _, names := range [][]string{n.Input, n.Output} {
			for i, v := range names {
				if v == last {
					names[i] = "output"
				}
			}
		}
	}
}
