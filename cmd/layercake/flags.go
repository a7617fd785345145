package main

import (
	"errors"
	"fmt"

	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// flagError says what is wrong with a flag in the house's words, with the
// nearest right name.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		if s := unknown.GetSpecifiedShortnames(); s != "" {
			return mistakef("%s: there is no flag -%s; see %s --help", cmd.Name(), unknown.GetSpecifiedName(), cmd.CommandPath())
		}
		name := unknown.GetSpecifiedName()
		return mistakef("%s: there is no flag --%s%s", cmd.Name(), name, nearestFlag(cmd, name))
	case errors.As(err, &missing):
		return mistakef("%s: --%s needs %s", cmd.Name(), missing.GetFlag().Name, wanted(missing.GetFlag()))
	case errors.As(err, &wrong):
		return mistakef("%s: --%s: want %s, have %q", cmd.Name(), wrong.GetFlag().Name, wanted(wrong.GetFlag()), wrong.GetValue())
	}
	return &mistake{fmt.Errorf("%s: %w", cmd.Name(), err)}
}

// nearestFlag names the flag that was meant, or all there are.
func nearestFlag(cmd *cobra.Command, name string) string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, "--"+f.Name)
		}
	})
	return nearest.Hint("--"+name, names)
}

// wanted is what a flag's value must be.
func wanted(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int":
		return "a whole number"
	case "uint64":
		return "a whole number of at least 0"
	case "bool":
		return "true or false"
	}
	name, _ := pflag.UnquoteUsage(f)
	return "a value: --" + f.Name + " " + name
}

// takes checks that a verb has its arguments, of which the last few are optional.
func takes(optional int, names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if n := len(args); n < len(names)-optional {
			return mistakef("%s: %s is missing: %s", cmd.Name(), names[n], cmd.UseLine())
		}
		if len(args) > len(names) {
			return mistakef("%s: %q is one too many: %s", cmd.Name(), args[len(names)], cmd.UseLine())
		}
		return nil
	}
}

// oneOf checks the value of a flag that must be one of a few words.
func oneOf(flag, value string, words ...string) error {
	if wrong := nearest.OneOf(value, words); wrong != "" {
		return mistakef("--%s: %s", flag, wrong)
	}
	return nil
}
