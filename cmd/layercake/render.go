package main

import (
	"github.com/layercake-go/layercake/configs"
	"github.com/spf13/cobra"
)

func newRender() *cobra.Command {
	return &cobra.Command{
		Use:   "render SPEC|MODEL",
		Short: "Print a spec or a model as a spec in its canonical form",
		Long: `Print a spec in its canonical form: every spelling of Keras's in one, no value
that is the default. Of a trained model it prints the spec that makes it again.`,
		Example: `  layercake render digits
  layercake render digits.safetensors > again.yaml`,
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
