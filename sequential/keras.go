package sequential

import "github.com/layercake-go/layercake/formats/keras"

// Keras's files. Weights alone are no model: LoadWeights reads them.
var (
	_ = RegisterFormat(".keras", Format{Write: keras.Write, Read: keras.Read, Magic: keras.IsArchive})
	_ = RegisterFormat(".h5", Format{Write: keras.WriteH5, Read: keras.ReadH5, Magic: keras.IsHDF5, Fill: keras.FillWeights})
	_ = RegisterFormat(".weights.h5", Format{Write: keras.WriteWeights, Read: keras.ReadWeightsFile, Fill: keras.FillWeights})
	_ = RegisterFormat(".json", Format{Write: keras.WriteJSON, Read: keras.ReadJSON})
)
