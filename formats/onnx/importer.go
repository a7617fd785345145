package onnx

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
	"google.golang.org/protobuf/proto"
)

// importer follows a chain from its input to its output.
type importer struct {
	graph     *onnxpb.GraphProto
	opsets    map[string]int64
	tensors   map[string]*onnxpb.TensorProto
	values    map[string]value
	input     layer.Shape // of the model
	batch     int         // rows that the file is for; 0: any number
	shape     layer.Shape // of a sample where the chain stands
	positions layer.Shape // the axes before the last, while each position is a row of its own; else nil
	stage     *stage
	layers    []*made
	counts    map[string]int // layers of each class
	notes     []string
	classes   []string
	features  []string
	used      map[string]int // how many inputs of nodes name a value that the output depends on
	attempts  int            // functions that were no activation
	budget    int            // values that may still be made; what the file has is known to be there
}

// opImports are the ops that become layers, or that say something of shapes, by
// their name.
var opImports = map[string]func(im *importer, n *node) error{}

// importOp adds an op to the table.
func importOp(name string, f func(im *importer, n *node) error) struct{} {
	opImports[name] = f
	return struct{}{}
}

// Ops lists the ops that are read, those of other domains with the domain in front.
func Ops() []string {
	names := slices.Concat(slices.Collect(maps.Keys(opImports)), slices.Collect(maps.Keys(elementwise)), tailOps)
	slices.Sort(names)
	return slices.Compact(names)
}

// importChain reads a graph of any exporter.
func importChain(m *onnxpb.ModelProto) (*snapshot.Snapshot, error) {
	im := &importer{
		graph: m.Graph, opsets: map[string]int64{}, tensors: map[string]*onnxpb.TensorProto{},
		values: map[string]value{}, counts: map[string]int{}, stage: &stage{steps: make([]step, 1)},
	}
	for _, o := range m.OpsetImport {
		im.opsets[domainOf(o.GetDomain())] = o.GetVersion()
	}
	im.budget = proto.Size(m) + 1<<20 // every value a few times, and what little files need
	for _, t := range m.Graph.Initializer {
		im.tensors[t.GetName()] = t
	}
	nodes := im.nodes()
	output, err := im.findOutput(nodes)
	if err != nil {
		return nil, err
	}
	needed, err := im.needed(nodes, output)
	if err != nil {
		return nil, err
	}
	for _, n := range needed {
		if err := im.node(n); err != nil {
			return nil, err
		}
	}
	if err := im.settleNamed(output, fmt.Sprintf("output %s", quote(output))); err != nil {
		return nil, err
	}
	if im.positions != nil {
		return nil, fail("output "+quote(output), "", "it has a row for each of the %v positions of a sample", []int(im.positions))
	}
	if len(im.layers) == 0 {
		if err := im.add("the graph", "Identity", nil); err != nil {
			return nil, err
		}
	}
	im.names(m)
	return im.snapshot(m.Graph.GetName())
}

func (im *importer) nodes() (list []*node) {
	for i, n := range im.graph.Node {
		list = append(list, &node{NodeProto: n, where: whereIs(n, i), opset: im.opsets[domainOf(n.GetDomain())]})
	}
	return list
}

// node reads one node: as a constant, as an element-wise step or as a layer.
func (im *importer) node(n *node) error {
	if err := im.one(n); err != nil {
		return err
	}
	return n.err
}

func (im *importer) one(n *node) error {
	read, op := opImports[n.op()], n.op()
	_, isStep := elementwise[op]
	isStep = isStep && read == nil
	if read == nil && !isStep {
		return n.fail("op %s is not one that is read; those are %s", quote(op), strings.Join(Ops(), ", "))
	}
	if n.opset == 0 {
		return n.fail("the model does not say which version of the domain %s it uses", quote(n.GetDomain()))
	}
	constant := true
	for _, in := range n.Input {
		v, err := im.value(in)
		if err != nil {
			return err
		}
		constant = constant && (in == "" || v.constant != nil)
	}
	switch {
	case isStep && im.isSizes(n):
		return im.sizeArithmetic(n)
	case isStep && constant:
		return im.fold(n)
	case isStep:
		return im.elementwise(n)
	}
	if im.positions != nil && !slices.Contains(aside, op) {
		return n.fail("works on more than the last axis, between two Reshapes that make every position a row")
	}
	return read(im, n)
}

// snapshot is the model that was read.
func (im *importer) snapshot(name string) (*snapshot.Snapshot, error) {
	if name == "" {
		name = "onnx"
	}
	if im.batch > 0 {
		im.notes = append(im.notes, fmt.Sprintf("the file is for batches of %d rows; here it takes any number", im.batch))
	}
	s := &snapshot.Snapshot{Version: snapshot.Version, Name: name, Input: im.input, Classes: im.classes, Features: im.features, Notes: im.notes}
	for _, l := range im.layers {
		s.Layers = append(s.Layers, call.Call{Name: l.class, Args: l.named()}.String())
		s.Weights = append(s.Weights, l.weights...)
	}
	return s, nil
}
