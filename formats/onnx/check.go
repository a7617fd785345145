package onnx

import (
	"strconv"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
)

// The versions whose ops this package knows.
const (
	oldestOpset = 7
	newestOpset = 28
	newestIR    = 14
)

// check refuses what a model may hold besides a plain graph, and graphs that are
// not in order.
func check(m *onnxpb.ModelProto) error {
	g := m.Graph
	switch {
	case g == nil:
		return bad("ModelProto.graph", "this is no ONNX model: it has no graph")
	case m.GetIrVersion() < 3 || m.GetIrVersion() > newestIR:
		return bad("ModelProto.ir_version", "want 3 to %d, have %d", newestIR, m.GetIrVersion())
	case len(m.Functions) > 0:
		return bad("ModelProto.functions", "functions such as %s are not supported; inline them before, as onnx.inliner does", quote(m.Functions[0].GetName()))
	case len(m.TrainingInfo) > 0:
		return bad("ModelProto.training_info", "graphs for training are not supported; export the model for inference")
	case len(g.SparseInitializer) > 0:
		return bad("GraphProto.sparse_initializer", "sparse tensors are not supported")
	}
	if err := checkHead(m); err != nil {
		return err
	}
	return checkNames(g)
}

// checkHead looks at what stands around the graph.
func checkHead(m *onnxpb.ModelProto) error {
	keys := map[string]bool{}
	for _, p := range m.MetadataProps {
		if keys[p.GetKey()] {
			return bad("ModelProto.metadata_props", "the key %s is there twice", quote(p.GetKey()))
		}
		keys[p.GetKey()] = true
	}
	seen := map[string]bool{}
	for _, o := range m.OpsetImport {
		domain := domainOf(o.GetDomain())
		if seen[domain] {
			return bad("ModelProto.opset_import", "the domain %s is there twice", quote(domain))
		}
		seen[domain] = true
		if v := o.GetVersion(); domain == "" && (v < oldestOpset || v > newestOpset) {
			return bad("ModelProto.opset_import", "want a version from %d to %d, have %d", oldestOpset, newestOpset, v)
		}
	}
	if !seen[""] {
		return bad("ModelProto.opset_import", "the version of the ops is missing")
	}
	return nil
}

// domainOf spells the domain of the standard's own ops in one way.
func domainOf(d string) string {
	if d == "ai.onnx" {
		return ""
	}
	return d
}

// checkNames refuses what is defined twice, and what is used before it is defined:
// a graph in such an order has no cycle.
func checkNames(g *onnxpb.GraphProto) error {
	defined := map[string]bool{"": true}
	tensors := map[string]bool{}
	for _, t := range g.Initializer {
		if tensors[t.GetName()] || t.GetName() == "" {
			return fail("initializer "+quote(t.GetName()), "", "its name is empty or there twice")
		}
		tensors[t.GetName()], defined[t.GetName()] = true, true
	}
	for _, v := range g.Input {
		if defined[v.GetName()] && !tensors[v.GetName()] {
			return fail("input "+quote(v.GetName()), "", "its name is empty or there twice")
		}
		defined[v.GetName()] = true
	}
	later := map[string]bool{}
	for _, n := range g.Node {
		for _, out := range n.Output {
			later[out] = true
		}
	}
	for i, n := range g.Node {
		if err := checkNode(n, i, defined, later); err != nil {
			return err
		}
	}
	return nil
}

func checkNode(n *onnxpb.NodeProto, i int, defined, later map[string]bool) error {
	where := whereIs(n, i)
	for _, in := range n.Input {
		switch {
		case defined[in]:
		case later[in]:
			return fail(where, n.GetOpType(), "its input %s is made only later: nodes are not in order, or in a cycle", quote(in))
		default:
			return fail(where, n.GetOpType(), "nothing makes its input %s", quote(in))
		}
	}
	for _, out := range n.Output {
		if out != "" && defined[out] {
			return fail(where, n.GetOpType(), "its output %s is defined twice", quote(out))
		}
		defined[out] = true
	}
	seen := map[string]bool{}
	for _, a := range n.Attribute {
		switch {
		case seen[a.GetName()]:
			return fail(where, n.GetOpType(), "attribute %s is there twice", quote(a.GetName()))
		case a.G != nil || len(a.Graphs) > 0:
			return fail(where, n.GetOpType(), "attribute %s: graphs within nodes are not supported", quote(a.GetName()))
		case a.GetRefAttrName() != "":
			return fail(where, n.GetOpType(), "attribute %s refers to a function's; there is none", quote(a.GetName()))
		}
		seen[a.GetName()] = true
	}
	return nil
}

// whereIs names a node, by its place if it has no name.
func whereIs(n *onnxpb.NodeProto, i int) string {
	if n.GetName() == "" {
		return "node " + strconv.Itoa(i)
	}
	return "node " + quote(n.GetName())
}

// quote quotes a name of a file, which may be of any length.
func quote(name string) string {
	if len(name) > 80 {
		return strconv.Quote(name[:80]) + "…"
	}
	return strconv.Quote(name)
}
