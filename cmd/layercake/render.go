package main

import (
	"github.com/layercake-go/layercake/configs"
	"github.com/spf13/cobra"
)

func newRender() *cobra.Command {
	return &cobra.Command{
		Use:   "render SPEC|MODEL",
		Short: "Print a spec with every default filled in, or that of a model",
		Long: `Print a spec in one form: every spelling as its own name, every default filled
in. Of a model it prints the spec that makes it again; how it was trained, and
on what, a model does not know.`,
		Example: `  layercake render digits
  layercake render digits.keras > again.yaml`,
		Args:              takes(0, "SPEC|MODEL"),
		ValidArgsFunction: completeArgs(subjects),
		RunE: func(_ *cobra.Command, args []string) error {
			spec, err := specOf(args[0])
			if err != nil {
				return err
			}
			text, err := configs.Render(spec)
			if err != nil {
				return given(err)
			}
			return write(string(text))
		},
	}
}

// specOf reads a spec, or makes one of a model.
func specOf(arg string) (*configs.Spec, error) {
	if !isModel(arg) {
		return openSpec(arg)
	}
	m, err := openModel(arg)
	if err != nil {
		return nil, err
	}
	spec, err := configs.FromModel(m)
	return spec, given(err)
}
