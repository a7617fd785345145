package data

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/layercake-go/layercake/formats/npy"
)

// writeNPZ writes an archive into a new folder.
func writeNPZ(t *testing.T, arrays map[string]*npy.Array) string {
	t.Helper()
	var b bytes.Buffer
	if err := npy.WriteArchive(&b, arrays); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "set.npz")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadNPZ(t *testing.T) {
	train, test, err := ReadNPZ("testdata/keras.npz")
	if err != nil {
		t.Fatal(err)
	}
	idx, idxTest, err := ReadIDX("testdata/idx")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "train", [2]*Tensor{idx.X, idx.Y}, [2]*Tensor{train.X, train.Y})
	same(t, "test", [2]*Tensor{idxTest.X, idxTest.Y}, [2]*Tensor{test.X, test.Y})

	text, none, err := ReadNPZ("testdata/text.npz")
	if err != nil || none != nil {
		t.Fatal(none, err)
	}
	same(t, "text", &Dataset{
		Name: "testdata/text.npz", Classes: []string{"ant", "cat"},
		X: &Tensor{[]int{3, 2}, []float32{1.5, 2, 3, 4, 5, 6}}, Y: &Tensor{[]int{3}, []float32{1, 0, 1}},
	}, text)
}

func TestReadNPZRefuses(t *testing.T) {
	numbers := func(shape ...int) *npy.Array {
		n, _ := count(shape)
		return npy.FromFloat32s(shape, make([]float32, n))
	}
	text := func(s string) *npy.Array { return &npy.Array{DType: "S1", Shape: []int{len(s)}, Data: []byte(s)} }
	for want, arrays := range map[string]map[string]*npy.Array{
		`there is no array x and no x_train; there are "a", "b"`:   {"a": numbers(1), "b": numbers(1)},
		"x has 2 rows, y has 3":                                    {"x": numbers(2, 1), "y": numbers(3)},
		"x: npy: the array holds text (S1)":                        {"x": text("ab")},
		"x: the data is empty: shape (0, 2)":                       {"x": numbers(0, 2)},
		"x: () is no shape of a tensor":                            {"x": numbers()},
		"y: labels have one axis, these have shape (1, 1)":         {"x": numbers(1), "y": {DType: "S1", Shape: []int{1, 1}, Data: []byte("a")}},
		`row 0, counted from 0: y_test: unknown label "b"`:         {"x_train": numbers(2), "y_train": text("ox"), "x_test": numbers(1), "y_test": text("b")},
		"a row of the test set's x has shape (2,), in training ()": {"x_train": numbers(1), "x_test": numbers(1, 2)},
		"a row of the test set's y has shape (2,), in training ()": {"X_train": numbers(1), "y_train": numbers(1), "X_test": numbers(1), "y_test": numbers(1, 2)},
		"only one of the training and the test set has targets":    {"x_train": numbers(1), "y_train": numbers(1), "x_test": numbers(1)},
	} {
		path := writeNPZ(t, arrays)
		_, _, err := ReadNPZ(path)
		wantError(t, err, path+": "+want)
	}
	for path, want := range map[string]string{
		"testdata/none.npz":    "no such file",
		"testdata":             "this is a folder",
		"testdata/flowers.csv": "not a .npz file",
	} {
		_, _, err := ReadNPZ(path)
		wantError(t, err, path+": ")
		wantError(t, err, want)
	}
}
