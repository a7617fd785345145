// Package onnx makes Save and Load handle ONNX files. A program that imports it
// can do so; one that does not links nothing of it:
//
//	import _ "github.com/layercake-go/layercake/formats/onnx"
//
//	err := model.Save("digits.onnx")         // onnxruntime runs this file
//	model, err := sequential.Load("net.onnx") // from PyTorch, Keras, scikit-learn
//
// A file is of opset 20 and IR version 9, which every onnxruntime since 1.17
// reads. It has one input (batch, …) and one output, whose batch is dynamic; what
// happens in training only is left out. Weights are the graph's initializers,
// under their own names. The metadata has the names of classes and features, and
// the model's own description, with which it comes back whole: layers, weights and
// what it was compiled with, but for the optimizer's state. If another program
// changes the graph, the description is not believed any more, and the graph
// itself is read.
//
// ONNX has the channels of pictures and sequences first. Layers that have them last
// stand between two Transposes, which are left out between such layers. Files that
// have them first are read as layers that have them last, with a Permute at the
// start and the rows of a Dense after a Flatten in another order. Layers that leave
// out masked steps are not written: no op does that.
//
// Other files are read if their graph is a chain: each result goes to one next
// step. Steps are the ops that [Ops] lists. Element-wise arithmetic in between may
// be of any form: it is recognised by what it computes. An input of whole numbers
// must name rows of a table, or be cast to floats: here it is of floats. Whatever
// else is there is refused with an [Error] that names op and node. Nothing is
// opened but the file.
package onnx
