package onnx

import (
	"slices"
	"strconv"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
)

// tailOps are what stands after the probabilities in the files of scikit-learn:
// the most probable class, and a dictionary for each sample. Here PredictLabels
// does that; the ops only tell the names of the classes.
var tailOps = []string{"ArgMax", "ai.onnx.ml.ArrayFeatureExtractor", "ai.onnx.ml.ZipMap"}

// findOutput is the value that the model predicts. Outputs of labels beside it are
// left out.
func (im *importer) findOutput(nodes []*node) (string, error) {
	makers := map[string]*node{}
	for _, n := range nodes {
		for _, out := range n.Output {
			makers[out] = n
		}
	}
	var found []string
	label := ""
	for _, o := range im.graph.Output {
		name := o.GetName()
		n := makers[name]
		switch {
		case n != nil && n.op() == "ai.onnx.ml.ZipMap":
			if err := im.zipMap(n); err != nil {
				return "", err
			}
			name = n.input(0)
		case isLabel(name, makers, im):
			label = name
			continue
		}
		if !slices.Contains(found, name) {
			found = append(found, name)
		}
		if len(found) > 1 {
			break
		}
	}
	switch {
	case len(found) == 1:
		if label != "" {
			im.notes = append(im.notes, "the output "+quote(label)+" of the most probable class is left out; PredictLabels gives it")
		}
		return found[0], nil
	case len(found) == 0 && label != "":
		return "", fail("output "+quote(label), "ArgMax", "the model only puts out the most probable class; export it up to its probabilities, and use PredictLabels")
	case len(found) == 0:
		return "", bad("GraphProto.output", "the graph has no output")
	}
	return "", bad("GraphProto.output", "want one output, have more: %s and %s", quote(found[0]), quote(found[1]))
}

// isLabel reports whether a value comes of an ArgMax through nothing but names of
// classes.
func isLabel(name string, makers map[string]*node, im *importer) bool {
	for range maxSteps {
		n := makers[name]
		if n == nil {
			return false
		}
		switch n.op() {
		case "ArgMax":
			return true
		case "ai.onnx.ml.ArrayFeatureExtractor":
			im.classesOf(n.input(0))
			name = n.input(1)
		case "ai.onnx.ml.LabelEncoder", "Cast", "Reshape", "Identity", "Squeeze":
			name = n.input(0)
		default:
			return false
		}
	}
	return false
}

// classesOf takes the names of the classes from a constant.
func (im *importer) classesOf(name string) {
	p := im.tensors[name]
	if p == nil {
		return
	}
	if t, err := tensorOf(p); err == nil {
		im.classes = t.texts
		for _, v := range t.ints {
			im.classes = append(im.classes, strconv.FormatInt(v, 10))
		}
	}
}

func (im *importer) zipMap(n *node) error {
	im.classes = nil
	if a := n.attribute("classlabels_strings", onnxpb.AttributeProto_STRINGS); a != nil {
		for _, s := range a.Strings {
			im.classes = append(im.classes, string(s))
		}
	}
	for _, v := range n.ints("classlabels_int64s") {
		im.classes = append(im.classes, strconv.FormatInt(v, 10))
	}
	return n.err
}
