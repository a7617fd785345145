package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

// comparing is the verb diff with its flags.
type comparing struct {
	data      string
	from      dataFlags
	rows      int
	seed      uint64
	tolerance float64
}

func newDiff() *cobra.Command {
	c := &comparing{}
	cmd := &cobra.Command{
		Use:        "diff A B",
		Short:      "Compare two models: specs, weights, predictions",
		SuggestFor: []string{"compare", "cmp"},
		Long: `Compare two models, in whatever formats: their specs line by line, their weights
by name, and what they predict on --data or on random rows. Files with weights
alone are compared by their arrays.

It exits with 0 if nothing differs, with 1 if something does, and with 2 if the
files cannot be compared.`,
		Example: `  layercake diff digits.keras digits.onnx
  layercake diff before.keras after.keras --data digits --tolerance 1e-5`,
		Args:              takes(0, "A", "B"),
		ValidArgsFunction: completeArgs(arrayFiles, arrayFiles),
		RunE: func(_ *cobra.Command, args []string) error {
			same, err := c.run(args[0], args[1])
			switch {
			case err != nil:
				return &trouble{err}
			case !same:
				return errDiffer
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&c.data, "data", "", "`DATA` to predict: a file, or a set that is built in")
	cmd.Flags().IntVar(&c.rows, "rows", 16, "`NUMBER` of random rows to predict, without --data")
	cmd.Flags().Uint64Var(&c.seed, "seed", 0, "`SEED` of the random rows")
	cmd.Flags().Float64Var(&c.tolerance, "tolerance", 0, "largest `DIFFERENCE` of two numbers that does not count")
	cmd.RegisterFlagCompletionFunc("data", sets.completeFlag)
	c.from.add(cmd)
	return cmd
}

func (c *comparing) run(pathA, pathB string) (same bool, err error) {
	if c.tolerance < 0 || c.tolerance != c.tolerance {
		return false, mistakef("--tolerance: want at least 0, have %g", c.tolerance)
	}
	if c.rows < 1 || c.rows > 1<<20 {
		return false, mistakef("--rows: want 1 to %d, have %d", 1<<20, c.rows)
	}
	a, err := openSide(pathA)
	if err != nil {
		return false, err
	}
	b, err := openSide(pathB)
	if err != nil {
		return false, err
	}
	out := bufio.NewWriter(os.Stdout)
	d := &difference{lister: lister{w: out}, tolerance: c.tolerance}
	for _, lent := range [][2]*side{{a, b}, {b, a}} {
		if lent[0].lend(lent[1]) {
			d.line("%s has weights alone; its layers are those of %s.", lent[1].path, lent[0].path)
		}
	}
	d.specs(a, b)
	d.weights(a, b)
	if err := c.predictions(d, a, b); err != nil {
		return false, err
	}
	for _, text := range d.equal {
		d.line("The same: %s", text)
	}
	if d.err == nil {
		d.err = out.Flush()
	}
	return !d.found, d.err
}

// predictions compares what two models make of the same rows.
func (c *comparing) predictions(d *difference, a, b *side) error {
	if a.model == nil || b.model == nil || a.fresh || b.fresh {
		return nil
	}
	if in, other := fmt.Sprint(a.model.Input()), fmt.Sprint(b.model.Input()); in != other {
		d.differs("Predictions", fmt.Sprintf("%s takes samples of shape %s, %s of shape %s", a.path, in, b.path, other))
		return nil
	}
	x, what, err := c.samples(a)
	if err != nil {
		return err
	}
	y, err := a.model.Predict(x)
	if err != nil {
		return given(fmt.Errorf("%s on %s: %w", a.path, what, err))
	}
	z, err := b.model.Predict(x)
	if err != nil {
		return given(fmt.Errorf("%s on %s: %w", b.path, what, err))
	}
	d.predictions(y, z, what)
	return nil
}
