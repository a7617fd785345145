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
// Other files are read if their graph is a chain: each result goes to one next
// step. Steps are the ops that [Ops] lists. Element-wise arithmetic in between may
// be of any form: it is recognised by what it computes. Whatever else is there is
// refused with an [Error] that names op and node. Nothing is opened but the file.
package onnx
