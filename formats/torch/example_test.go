package torch_test

import (
	"fmt"

	"github.com/layercake-go/layercake/formats/torch"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// nn.Sequential(nn.Linear(2, 1), nn.Sigmoid()): the weight of a Linear has the
// outputs first.
func ExampleLoad() {
	state := &torch.StateDict{Arrays: []torch.Array{
		{Name: "0.weight", Shape: []int{1, 2}, Data: []float32{3, -3}},
		{Name: "0.bias", Shape: []int{1}, Data: []float32{0}},
	}}
	model := sequential.New(Input(2), Dense(1, "sigmoid"))
	if _, err := torch.Load(model, state, nil); err != nil {
		fmt.Println(err)
	}
	y, err := model.Predict([][]float32{{1, 1}})
	fmt.Println(y.Data, err)

	_, err = torch.Load(sequential.New(Input(3), Dense(1)), state, nil)
	fmt.Println(err)
	// Output:
	// [0.5] <nil>
	// array "0.weight" for layer "dense": want shape [1 3], have [1 2]
}

func ExampleFromModel() {
	model := sequential.New(Input(2), Dense(3, "relu"), BatchNormalization())
	state, err := torch.FromModel(model, map[string]string{"dense": "net.0"})
	if err != nil {
		fmt.Println(err)
	}
	for _, a := range state.Arrays {
		fmt.Println(a.Name, a.Shape)
	}
	// Output:
	// net.0.weight [3 2]
	// net.0.bias [3]
	// batch_normalization.weight [3]
	// batch_normalization.bias [3]
	// batch_normalization.running_mean [3]
	// batch_normalization.running_var [3]
}
