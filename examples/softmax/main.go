// Softmax shows with numbers how the ten outputs of Dense(10, "softmax") can add
// up to 1, when relu, written in the same place, acts on each unit alone.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

func run() error {
	digits, err := data.Named("digits") // 8×8 pixels, each from 0 to 16
	if err != nil {
		return err
	}
	model := sequential.New(Input(64), Rescaling(1.0/16))
	model.Add(Dense(100, "relu", with.Name("hidden")))
	model.Add(Dense(10, "softmax", with.Name("output")))
	if err := model.Compile("adam", "sparse_categorical_crossentropy"); err != nil {
		return err
	}
	if _, err := model.Fit(digits.X, digits.Y, sequential.Epochs(2)); err != nil {
		return err // two epochs only: a model still in doubt has more to show
	}
	four := digits.Take([]int{24}).X
	z, err1 := model.Logits(four) // the sums of the ten output nodes
	p, err2 := model.Predict(four)
	hidden, err3 := model.Jacobian("hidden", four) // ∂output/∂z
	output, err4 := model.Jacobian("output", four)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return err
	}
	fmt.Print("Ten output nodes look at a handwritten 4. Each makes a plain sum z: 100 products and a bias.\n",
		"Then the activation. Here are two, each applied both ways to the same ten sums.\n\n")
	table(z.Data, p.Data)
	fmt.Print("On one node alone softmax is exp(z) / exp(z), always 1. relu is the same both ways.\n\n",
		"Raise one z (column) a little: which outputs (rows) move? · is exactly 0.\n")
	matrix("relu, ten of the 100 hidden units: each z moves its own output, or below 0 none.", hidden)
	matrix("softmax, the ten output nodes: each z moves all ten; what one gains the others lose.", output)
	fmt.Print("\nHow can the ten outputs add up to 1?\n",
		" 1. Softmax is not applied to a node: the ten nodes only add, and their ten sums form one vector.\n",
		" 2. Softmax takes that whole vector, once, and divides every exp(z) by the same total of all ten.\n",
		" 3. Ten shares of one total add up to 1; relu has no total, because it sees one number at a time.\n")
	return nil
}

// apply gives f the numbers of z in rows of n: one by one, or all at once.
func apply(f *activations.Activation, z []float32, n int) []float32 {
	y := make([]float32, len(z))
	f.Apply(y, z, n)
	return y
}

func table(z, predicted []float32) {
	relu, softmax := activations.ReLU, activations.Softmax
	columns := [][]float32{z, apply(relu, z, 1), apply(relu, z, 10), apply(softmax, z, 1), apply(softmax, z, 10), predicted}
	for c, column := range columns {
		sum := float32(0)
		for _, v := range column {
			sum += v
		}
		columns[c] = append(column, sum)
	}
	fmt.Print("                     relu                softmax\n node       z    alone  together    alone  together    model.Predict\n")
	for i, node := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "sum"} {
		fmt.Printf("%5s", node)
		for c, width := range []int{8, 9, 10, 9, 10, 17} {
			fmt.Printf("%*.3f", width, columns[c][i])
		}
		fmt.Println()
	}
}

func matrix(title string, effect *data.Tensor) {
	fmt.Printf("\n%s\n", title)
	for i := range 10 {
		for _, v := range effect.Row(i)[:10] {
			if v == 0 {
				fmt.Print("       ·")
			} else {
				fmt.Printf("%8.4f", v)
			}
		}
		fmt.Println()
	}
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
