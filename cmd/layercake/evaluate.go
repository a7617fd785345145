package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/layercake-go/layercake/sequential"
	"github.com/spf13/cobra"
)

func newEvaluate() *cobra.Command {
	var asJSON bool
	var target string
	var from dataFlags
	cmd := &cobra.Command{
		Use:        "evaluate MODEL DATA",
		Short:      "Measure a model on data whose answers are known",
		SuggestFor: []string{"eval", "test", "score", "measure"},
		Long: `Measure a model's loss and metrics on data whose answers are known.

DATA is a file (.csv, .tsv, .npz), a folder of IDX files, or a set that is
built in. In a CSV file columns are found by their names in the first line, in
any order; those that the model does not know are passed over. Data that the
model was trained on flatters it.`,
		Example: `  layercake evaluate flowers.keras more.csv
  layercake evaluate digits.keras digits --json`,
		Args:              takes(0, "MODEL", "DATA"),
		ValidArgsFunction: completeArgs(models, sets),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := openTrained(args[0])
			if err != nil {
				return err
			}
			if m.Loss() == nil {
				return noLoss(args[0], m.Notes())
			}
			if target == "" {
				target = m.Meta().Target
			}
			d, err := from.labelled(m, args[1], target)
			if err != nil {
				return err
			}
			scores, err := m.Evaluate(d.X, d.Y)
			if err != nil {
				return given(fmt.Errorf("%s: %w", args[1], err))
			}
			if asJSON {
				return printEvaluation(args[0], args[1], d.X.Rows(), scores)
			}
			return write(fmt.Sprintf("%s on %s, %s:\n%s", args[0], d.Name, samples(d.X.Rows()), scoreTable(scores)))
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one line of JSON")
	cmd.Flags().StringVar(&target, "target", "", "`COLUMN` of a CSV file with the answers, where the model does not say")
	from.add(cmd)
	return cmd
}

// noLoss says that a model cannot be measured, and why, if its notes tell.
func noLoss(arg string, notes []string) error {
	why := "it was saved before it was compiled"
	if len(notes) > 0 {
		why = notes[0]
	}
	return mistakef("%s: the model has no loss to measure: %s", arg, why)
}

func printEvaluation(model, set string, rows int, scores sequential.Scores) error {
	var o object
	o.add("model", model)
	o.add("data", set)
	o.add("samples", rows)
	o.add("metrics", metrics(scores))
	return json.NewEncoder(os.Stdout).Encode(&o)
}

// scoreTable shows scores, one a line.
func scoreTable(scores sequential.Scores) string {
	width := 0
	for _, s := range scores {
		width = max(width, len(s.Name))
	}
	var b strings.Builder
	for _, s := range scores {
		fmt.Fprintf(&b, "  %-*s  %.4f\n", width, s.Name, s.Value)
	}
	return b.String()
}

func samples(n int) string {
	if n == 1 {
		return "1 sample"
	}
	return fmt.Sprintf("%d samples", n)
}
