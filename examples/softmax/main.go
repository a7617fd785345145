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
	"fmt"
	"io"
	"os"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// alone applies f to each number by itself: ten rows of one number.
func alone(f *activations.Activation, z []float32) []float32 {
	y := make([]float32, len(z))
	f.Apply(y, z, 1)
	return y
}

// together applies f to the whole vector at once: one row of ten numbers.
func together(f *activations.Activation, z []float32) []float32 {
	y := make([]float32, len(z))
	f.Apply(y, z, len(z))
	return y
}

func run(out io.Writer) error {
	digits, err := data.Named("digits") // 8×8 pixels from 0 to 16
	if err != nil {
		return err
	}
	model := sequential.New(Input(64), Rescaling(1.0/16))
	model.Add(Dense(100, "relu", with.Name("hidden")))
	model.Add(Dense(10, "softmax", with.Name("output")))
	if err := model.Compile("adam", "sparse_categorical_crossentropy"); err != nil {
		return err
	}
	if _, err := model.Fit(digits.X, digits.Y, sequential.Epochs(5)); err != nil {
		return err
	}

	one := digits.Take([]int{sample})
	z, err := model.Logits(one.X) // the sums of the ten output nodes
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "The ten output nodes are shown a handwritten %g. Each makes its own sum z of 100\n", one.Y.Data[0])
	fmt.Fprintf(out, "products and a bias. Then comes the activation. Here are both, applied both ways:\n\n")
	applied(out, z.Data)

	fmt.Fprintf(out, "Raise one z a little. Which outputs move, and how much?\n\n")
	for _, l := range []struct{ name, title string }{
		{"hidden", "relu, the first ten of the 100 hidden units: each moves itself and nothing else"},
		{"output", "softmax, the ten output nodes: each moves all ten"},
	} {
		jacobian, err := model.Jacobian(l.name, one.X)
		if err != nil {
			return err
		}
		effects(out, l.title, jacobian)
	}
	fmt.Fprint(out, answer)
	return nil
}

const sample = 1465

// applied prints each function on each node alone and on all nodes together.
func applied(out io.Writer, z []float32) {
	relu, softmax := activations.ReLU, activations.Softmax
	columns := [][]float32{z, alone(relu, z), together(relu, z), alone(softmax, z), together(softmax, z)}
	fmt.Fprintln(out, "                    relu                 softmax")
	fmt.Fprintln(out, " node       z     alone  together     alone  together")
	sums := make([]float64, len(columns))
	for i := range z {
		row := make([]any, len(columns))
		for c := range columns {
			row[c] = columns[c][i]
			sums[c] += float64(columns[c][i])
		}
		fmt.Fprintf(out, " %4d  %6.3f  %8.3f  %8.3f  %8.3f  %8.3f\n", append([]any{i}, row...)...)
	}
	fmt.Fprintf(out, "  sum  %6.3f  %8.3f  %8.3f  %8.3f  %8.3f\n\n", sums[0], sums[1], sums[2], sums[3], sums[4])
}

// effects prints ∂output/∂z, one row for each output, of the first ten units.
func effects(out io.Writer, title string, jacobian *data.Tensor) {
	fmt.Fprintf(out, "%s\n", title)
	for i := range 10 {
		for _, v := range jacobian.Row(i)[:10] {
			fmt.Fprintf(out, " %6.3f", v)
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintln(out)
}

const answer = `So how can the ten outputs add up to 1?
`

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "softmax:", err)
		os.Exit(1)
	}
}
