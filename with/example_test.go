package with_test

import (
	"fmt"

	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/optim"
	"github.com/layercake-go/layercake/with"
)

// Options are the keys of YAML and Keras, whatever takes them.
func Example() {
	fmt.Println(layer.Call(layers.Dense(10, "relu", with.UseBias(false), with.KernelRegularizer("l2(1e-4)"))))
	fmt.Println(layer.Call(layers.LayerNormalization(with.Axis(1, 2), with.Epsilon(1e-5))))
	fmt.Println(optim.SGD(with.LearningRate(0.1), with.Momentum(0.9)))
	// Output:
	// Dense(10, relu, use_bias=false, kernel_regularizer=l2(0.0001)) <nil>
	// LayerNormalization(axis=[1, 2], epsilon=1e-05) <nil>
	// sgd(learning_rate=0.1, momentum=0.9)
}
