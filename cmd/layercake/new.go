package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/spf13/cobra"
)

func newNew() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:        "new [NAME [-]]",
		Short:      "Write a sample spec to start from, or list the samples",
		SuggestFor: []string{"init", "create", "samples"},
		Long: `Write the sample NAME to NAME.yaml in this folder; without NAME list the samples.
A file that is there is left alone, unless --force is given. With - after the
name the sample is printed.`,
		Example: `  layercake new digits
  layercake new digits - > mine.yaml`,
		Args:              takes(2, "NAME", "-"),
		ValidArgsFunction: completeArgs(kind{sampleNames, none}),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return write(strings.Join(configs.Samples(), "\n") + "\n")
			}
			name := strings.TrimSuffix(args[0], ".yaml")
			if !slices.Contains(configs.Samples(), name) {
				return mistakef("there is no sample %q%s", args[0], nearest.Hint(name, configs.Samples()))
			}
			text, err := configs.Sample(name)
			if err != nil {
				return err
			}
			if len(args) == 2 {
				if args[1] != "-" {
					return mistakef("new: %q: only - may follow the name, to print the sample", args[1])
				}
				return write(string(text))
			}
			return writeSample(name+".yaml", text, force)
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace a file that is there")
	return cmd
}

func writeSample(path string, text []byte, force bool) error {
	how := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if !force {
		how |= os.O_EXCL
	}
	f, err := os.OpenFile(path, how, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return mistakef("%s is there already; --force replaces it", path)
	}
	if err != nil {
		return err
	}
	if _, err := f.Write(text); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := f.Close(); err != nil {
		return err
	}
	return write(fmt.Sprintf("%s is written. Next:\n%s%s", path, verbLine("train", path), verbLine("summary", path)))
}
