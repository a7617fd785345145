package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/internal/atomicfile"
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
				return write(listSamples(min(columns(os.Stdout, 80), 100)))
			}
			s, ok := findSample(strings.TrimSuffix(args[0], ".yaml"))
			switch {
			case !ok:
				return mistakef("there is no sample %q%s", args[0], nearest.Hint(args[0], sampleNames()))
			case len(args) == 1:
				return writeSample(s, force)
			case args[1] == "-":
				return write(s.Text)
			}
			return mistakef("new: %q: only - may follow the name, to print the sample", args[1])
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace a file that is there")
	return cmd
}

// listSamples shows the samples with what they are, in lines of that width.
func listSamples(width int) string {
	names := sampleNames()
	indent := 4
	for _, n := range names {
		indent = max(indent, len(n)+4)
	}
	var b strings.Builder
	for _, s := range configs.Samples() {
		lines := wrap(s.Description, width-indent)
		fmt.Fprintf(&b, "  %-*s%s\n", indent-2, s.Name, strings.Join(lines, "\n"+strings.Repeat(" ", indent)))
	}
	return b.String() + "\n" + verbLine("new", names[0]) + verbLine("train", names[0])
}

// writeSample writes a sample to a file of this folder.
func writeSample(s configs.Sample, force bool) error {
	path := s.Name + ".yaml"
	if _, err := os.Lstat(path); err == nil && !force {
		return mistakef("%s is there already; --force replaces it", path)
	}
	if err := atomicfile.Write(path, func(w io.Writer) error { _, err := io.WriteString(w, s.Text); return err }); err != nil {
		return err
	}
	return write(fmt.Sprintf("Wrote  %s\n\nNext\n%s%s", path, verbLine("summary", path), verbLine("train", path)))
}
