package keras_test

import (
	"bytes"
	"fmt"
	"os"

	"github.com/layercake-go/layercake/formats/keras"
)

// Read leaves the weights in the file until they are asked for.
func ExampleRead() {
	f, err := os.Open("testdata/functional.keras")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	info, _ := f.Stat()
	s, err := keras.Read(f, info.Size())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Name, s.Input, len(s.Layers), "layers")
	for _, w := range s.Weights[:2] {
		fmt.Println(w.Name, w.Shape)
	}
	// Output:
	// chain [4] 3 layers
	// dense_1/kernel [4 4]
	// dense_1/bias [4]
}

func ExampleReadJSON() {
	text := `{"class_name": "Sequential", "config": {"name": "xor", "layers": [
		{"class_name": "InputLayer", "config": {"batch_shape": [null, 2]}},
		{"class_name": "Dense", "config": {"unitts": 3}}]}}`
	_, err := keras.ReadJSON(bytes.NewReader([]byte(text)), int64(len(text)))
	fmt.Println(err)
	// Output: config.layers[1].config.unitts: Dense has no "unitts"; did you mean "units"?
}
