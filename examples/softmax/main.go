// Softmax answers one question, with numbers:
//
//	model.Add(Dense(100, "relu"))
//	model.Add(Dense(10, "softmax"))
//
// 100 hidden units feed 10 output nodes. relu is applied to each hidden unit. If
// softmax were applied to each output node likewise, how could the ten outputs
// add up to 1?
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

func run(out io.Writer) error {
	digits, err := data.Named("digits") // pictures of 8×8 pixels from 0 to 16
	if err != nil {
		return err
	}
	model := sequential.New(Input(64), Rescaling(1.0/16))
	model.Add(Dense(100, "relu", with.Name("hidden")))
	model.Add(Dense(10, "softmax", with.Name("output")))
	if err := model.Compile("adam", "sparse_categorical_crossentropy"); err != nil {
		return err
	}
	// Two epochs only: a model that is still in doubt has more to show.
	if _, err := model.Fit(digits.X, digits.Y, sequential.Epochs(2)); err != nil {
		return err
	}

	four := digits.Take([]int{24}).X
	z, err1 := model.Logits(four) // the sums of the ten output nodes
	p, err2 := model.Predict(four)
	hidden, err3 := model.Jacobian("hidden", four) // ∂output/∂z
	output, err4 := model.Jacobian("output", four)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return err
	}
	fmt.Fprint(out, "Ten output nodes look at a handwritten 4. Each makes a plain sum z: 100 products and a bias.\n",
		"Then the activation. Here are two, each applied both ways to the same ten sums.\n\n")
	table(out, z.Data, p.Data)
	fmt.Fprint(out, "\nRaise one z (column) a little: which outputs (rows) move? · is exactly 0.\n\n")
	matrix(out, "relu, ten of the 100 hidden units: each z moves its own output, or below 0 none.", hidden)
	matrix(out, "softmax, the ten output nodes: each z moves all ten; what one gains the others lose.", output)
	fmt.Fprint(out, "How can the ten outputs add up to 1?\n",
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

func table(out io.Writer, z, predicted []float32) {
	relu, softmax := activations.ReLU, activations.Softmax
	columns := [][]float32{z, apply(relu, z, 1), apply(relu, z, 10), apply(softmax, z, 1), apply(softmax, z, 10), predicted}
	fmt.Fprintln(out, "                     relu                softmax")
	fmt.Fprint(out, " node       z    alone  together    alone  together    model.Predict")
	sums := make([]float64, len(columns))
	for i := range z {
		fmt.Fprintf(out, "\n %4d", i)
		for c, width := range []int{8, 9, 10, 9, 10, 17} {
			fmt.Fprintf(out, "%*.3f", width, columns[c][i])
			sums[c] += float64(columns[c][i])
		}
	}
	fmt.Fprintf(out, "\n  sum%8.3f%9.3f%10.3f%9.3f%10.3f%17.3f\n", sums[0], sums[1], sums[2], sums[3], sums[4], sums[5])
}

func matrix(out io.Writer, title string, effect *data.Tensor) {
	fmt.Fprintf(out, "%s\n", title)
	for i := range 10 {
		for _, v := range effect.Row(i)[:10] {
			text := "·"
			if v != 0 {
				text = fmt.Sprintf("%.4f", v)
			}
			fmt.Fprintf(out, "%8s", text)
		}
		fmt.Fprint(out, "\n\n"[i/9:])
	}
}

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "softmax:", err)
		os.Exit(1)
	}
}
