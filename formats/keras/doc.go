// Package keras reads and writes Keras's files: .keras (a zip archive of version
// 3), .weights.h5, whole models in .h5 as Keras 2 and 3 write them, and the JSON
// of model.to_json(). It turns their bytes into a snapshot.Snapshot and back.
//
// It knows no kind of layer. What a layer, an initializer, a loss or an optimizer
// declares in its one file is what is read and written: the keys are Keras's own,
// and so is the class. known.json lists what Keras has besides, with the values
// that change nothing here.
//
// A file is data: a class is one of those registered under that very name, no
// path or address in it is followed, and nothing is allocated that the layers it
// describes do not need.
package keras
