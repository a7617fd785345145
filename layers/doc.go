// Package layers is the vocabulary of models: one file a layer, and nothing
// exported but constructors and their specs. It is made to be imported with a
// dot in small programs, so that they read as Keras does:
//
//	model.Add(Dense(10, "softmax"))
//
// Arguments after the required ones go by their place, as in the spec's fields,
// or by name with an option of package with. Constructors never fail: a mistake
// is reported by the model's Compile, with the layer's name and the nearest
// right spelling.
package layers
