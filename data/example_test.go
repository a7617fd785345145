package data_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/layercake-go/layercake/data"
	"gonum.org/v1/gonum/mat"
)

func ExampleNew() {
	t := data.New(2, 3)
	t.Row(1)[2] = 5
	fmt.Println(t, t.Rows(), t.RowSize())
	// Output: (2, 3) [[0 0 0] [0 0 5]] 2 3
}

func ExampleFrom() {
	for _, v := range []any{
		[][]float64{{1, 2}, {3, 4}},
		mat.NewVecDense(2, []float64{1, 2}),
		[][]float32{{1, 2}, {3}},
		[]string{"cat"},
	} {
		fmt.Println(data.From(v))
	}
	// Output:
	// (2, 2) [[1 2] [3 4]] <nil>
	// (2,) [1 2] <nil>
	// <nil> row 1, counted from 0: ragged: 1 values, where the first row has 2
	// <nil> had []string: text is no data to compute with; data.Encode makes class indices of labels
}

func ExampleTensor() {
	t := &data.Tensor{Shape: []int{3, 2}, Data: []float32{1, 2, 3, 4, 5, 6}}
	fmt.Println(t.Row(1))
	fmt.Println(t.Slice(1, 3))
	fmt.Println(t.Take([]int{2, 0}))
	fmt.Println(t.Rows2D())
	fmt.Println(mat.Formatted(t.Dense()))
	// Output:
	// [3 4]
	// (2, 2) [[3 4] [5 6]]
	// (2, 2) [[5 6] [1 2]]
	// [[1 2] [3 4] [5 6]]
	// ⎡1  2⎤
	// ⎢3  4⎥
	// ⎣5  6⎦
}

func ExampleTensor_CheckFinite() {
	var zero float32
	t := &data.Tensor{Shape: []int{2, 2}, Data: []float32{1, 2, 3, zero / zero}}
	err := t.CheckFinite("x")
	fmt.Println(err)
	var e *data.Error
	fmt.Println(errors.As(err, &e), e.Row, e.Col)
	// Output:
	// row 1, column 1, counted from 0: x holds NaN; every value must be finite
	// true 1 1
}

func ExampleEncode() {
	y, classes, err := data.Encode([]string{"setosa", "virginica", "setosa"}, nil)
	fmt.Println(y, classes, err)
	_, _, err = data.Encode([]string{"sethosa"}, classes)
	fmt.Println(err)
	// Output:
	// (3,) [0 1 0] [setosa virginica] <nil>
	// row 0, counted from 0: unknown label "sethosa"; did you mean "setosa"?
}

func ExampleLabels() {
	oneHot, err := data.From([][]int{{0, 1, 0}, {0, 0, 1}})
	fmt.Println(data.Labels(oneHot), err)
	// Output: [1 2] <nil>
}

func ExampleMemory() {
	x := &data.Tensor{Shape: []int{3, 2}, Data: []float32{1, 2, 3, 4, 5, 6}}
	y := &data.Tensor{Shape: []int{3}, Data: []float32{7, 8, 9}}
	source, err := data.Memory(x, y)
	if err != nil {
		fmt.Println(err)
	}
	bx, by := make([]float32, 4), make([]float32, 2)
	err = source.Batch(bx, by, []int{2, 0})
	fmt.Println(source.Len(), bx, by, data.InMemory(source), err)
	_, err = data.Memory(x, data.New(5))
	fmt.Println(err)
	// Output:
	// 3 [5 6 1 2] [9 7] true <nil>
	// x has 3 rows, y has 5
}

func ExampleReadCSV() {
	file := "length,width,species\n5.1,3.5,setosa\n6.3,3.3,virginica\n"
	d, err := data.ReadCSV(strings.NewReader(file), "flowers.csv", data.CSV{Target: "species", Classify: true})
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(d.Features, d.X)
	fmt.Println(d.Target, d.Y, d.Classes)

	_, err = data.ReadCSV(strings.NewReader("a,b\n1,2\n3,four\n"), "numbers.csv", data.CSV{})
	fmt.Println(err)
	// Output:
	// [length width] (2, 2) [[5.1 3.5] [6.3 3.3]]
	// species (2,) [0 1] [setosa virginica]
	// numbers.csv:3: column "b": "four" is no number
}

func ExampleDecodeIDX() {
	file := []byte{0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6}
	fmt.Println(data.DecodeIDX(bytes.NewReader(file)))
	// Output: (2, 3) [[1 2 3] [4 5 6]] <nil>
}

func ExampleReadIDX() {
	train, test, err := data.ReadIDX("testdata/idx") // 8×8 digits in the layout of MNIST
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(train.X.Shape, test.X.Shape, train.Classes)
	// Output: [20 8 8] [10 8 8] [0 1 2 3 4 5 6 7 8 9]
}

func ExampleReadIDXFS() {
	_, _, err := data.ReadIDXFS(os.DirFS("testdata"), "testdata")
	fmt.Println(err)
	// Output: testdata: there is no train-images-idx3-ubyte or train-images-idx3-ubyte.gz
}

func ExampleReadNPZ() {
	train, test, err := data.ReadNPZ("testdata/keras.npz")
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(train.X.Shape, train.Y.Shape, test.X.Shape)
	// Output: [20 8 8] [20] [10 8 8]
}

func ExampleNamed() {
	for _, name := range data.Names() {
		d, err := data.Named(name)
		if err != nil {
			fmt.Println(err)
		}
		fmt.Println(d.Name, d.X.Shape, d.Target, len(d.Classes))
	}
	// Output:
	// diabetes [442 10] progression 0
	// digits [1797 64] digit 10
	// iris [150 4] species 3
	// xor [4 2] xor 2
}

func ExampleDataset_Take() {
	d, err := data.Named("iris")
	if err != nil {
		fmt.Println(err)
	}
	two := d.Take([]int{0, 149})
	fmt.Println(two.X, two.Y)
	// Output: (2, 4) [[5.1 3.5 1.4 0.2] [5.9 3 5.1 1.8]] (2,) [0 2]
}

func ExampleSplit() {
	labels := []int{0, 0, 0, 0, 0, 0, 1, 1, 1, 1}
	rest, part := data.Split(10, labels, 0.3, 0)
	ones := 0
	for _, row := range part {
		ones += labels[row]
	}
	fmt.Println(len(rest), len(part), ones)
	// Output: 7 3 1
}

func ExampleSpec_Load() {
	spec := data.Spec{CSV: "flowers.csv", Target: "species", Test: "more.csv"}
	train, test, err := spec.Load("testdata", true)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(train.X.Shape, test.X.Shape, test.Y, test.Classes)

	spec.Test = 2
	_, _, err = spec.Load("testdata", true)
	var key *data.KeyError
	fmt.Println(errors.As(err, &key), key.Key, key.Err)
	// Output:
	// [9 2] [2 2] (2,) [2 0] [setosa versicolor virginica]
	// true test had 2; a fraction lies between 0 and 1
}

func ExampleLoadNamed() {
	d, err := data.LoadNamed("testdata/rows.npy", data.CSV{})
	fmt.Println(d.X, err)
	_, err = data.LoadNamed("digit", data.CSV{})
	fmt.Println(err)
	// Output:
	// (2, 3) [[0 1 2] [3 4 5]] <nil>
	// "digit" is neither a built-in set (did you mean "digits"?) nor a .csv, .tsv, .npz or .npy file nor a folder of IDX files; the built-in sets are "diabetes", "digits", "iris", "xor"
}
