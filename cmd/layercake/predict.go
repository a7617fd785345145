package main

import (
	"bufio"
	"os"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
	"github.com/spf13/cobra"
)

func newPredict() *cobra.Command {
	var format string
	var from dataFlags
	cmd := &cobra.Command{
		Use:        "predict MODEL DATA",
		Short:      "Print what a model makes of each row of data",
		SuggestFor: []string{"infer", "run", "classify"},
		Long: `Print what a model makes of each row of data, in the order of the rows, which
are counted from 0. Rows are written as they are computed.

DATA is a file (.csv, .tsv, .npz, .npy), a folder of IDX files, or a set that
is built in. In a CSV file columns are found by their names in the first line,
in any order; those that the model does not know, its target among them, are
passed over.

  text   the row, the class and its probability; without classes the values
  csv    the same with a column for every class or value
  json   the same, one object a line (JSON Lines)`,
		Example: `  layercake predict digits.keras digits | head
  layercake predict flowers.keras new.csv --format csv > answers.csv`,
		Args:              takes(0, "MODEL", "DATA"),
		ValidArgsFunction: completeArgs(models, sets),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("format", format, "text", "csv", "json"); err != nil {
				return err
			}
			m, err := openTrained(args[0])
			if err != nil {
				return err
			}
			d, err := from.features(m, args[1])
			if err != nil {
				return err
			}
			out := bufio.NewWriter(os.Stdout)
			if err := predict(m, d.X, newAnswers(m, format, d.X.Rows(), out)); err != nil {
				return err
			}
			return out.Flush()
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "`FORMAT` of the answers: text, csv or json")
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "csv", "json"}, cobra.ShellCompDirectiveNoFileComp))
	from.add(cmd)
	return cmd
}

// predict asks m of some rows at a time.
func predict(m *sequential.Model, x *data.Tensor, a *answers) error {
	const chunk = 1024
	if err := a.begin(); err != nil {
		return err
	}
	for lo := 0; lo < x.Rows(); lo += chunk {
		part := x.Slice(lo, min(lo+chunk, x.Rows()))
		y, err := m.Predict(part)
		if err != nil {
			return given(err)
		}
		var classes []int
		for i := 0; a.classify && i < len(y.Data); i += a.outputs {
			classes = append(classes, m.Class(y.Data[i:i+a.outputs]))
		}
		if err := a.rows(lo, y, classes); err != nil {
			return err
		}
	}
	return nil
}
