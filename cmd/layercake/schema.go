package main

import (
	"github.com/layercake-go/layercake/configs"
	"github.com/spf13/cobra"
)

func newSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of specs, for editors",
		Long: `Print the JSON Schema of specs. Editors with YAML support check a spec against
it as you type, and complete layers, activations and their arguments. Samples
name it in their first line: schema.json, beside them.`,
		Example: `  layercake schema > schema.json
  layercake schema | jq '."$defs" | keys'`,
		Args:              takes(0),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			text, err := configs.Schema()
			if err != nil {
				return err
			}
			return write(string(text))
		},
	}
}
