package main

import (
	"os"

	"github.com/spf13/cobra"
)

func newSummary() *cobra.Command {
	return &cobra.Command{
		Use:        "summary SPEC|MODEL",
		Short:      "Print the layers, their shapes, and what each activation acts on",
		SuggestFor: []string{"show", "info", "describe"},
		Long: `Print the table of a model's layers in Keras's form, with what Keras leaves out:
each layer's activation, and whether it acts on each unit alone or on all units
together. Notes on what looks like a mistake stand below.`,
		Example: `  layercake summary digits
  layercake summary digits.keras`,
		Args:              takes(0, "SPEC|MODEL"),
		ValidArgsFunction: completeArgs(subjects),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := open(args[0])
			if err != nil {
				return err
			}
			return write(fitted(os.Stdout, s.model.Summary()))
		},
	}
}
