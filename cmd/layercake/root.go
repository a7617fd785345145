package main

import (
	"runtime/debug"
	"strings"

	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/spf13/cobra"
)

func init() { cobra.EnableCommandSorting = false }

// newRoot is the command with all its verbs. Args are what it will run on.
func newRoot(args []string) *cobra.Command {
	root := &cobra.Command{
		Use:   "layercake",
		Short: "Build, train and explain neural networks that are stacks of layers",
		Long: `Layercake builds, trains and explains neural networks that are stacks of layers.

A model is declared in a YAML spec, trained from there, and kept in one file
with its weights, classes and settings.`,
		Example: `  layercake train digits                     # a sample that is built in
  layercake explain digits.keras       # how softmax came to its answer`,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.RunE = func(cmd *cobra.Command, rest []string) error {
		if len(rest) > 0 {
			return unknownVerb(root, rest[0])
		}
		return cmd.Help()
	}
	info, _ := debug.ReadBuildInfo()
	root.Version = versionLine(info)
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if cmd == root && len(args) > 0 && !strings.HasPrefix(args[0], "-") {
			return unknownVerb(root, args[0]) // its flags are not the root's
		}
		return flagError(cmd, err)
	})
	root.AddGroup(
		&cobra.Group{ID: "use", Title: "Train and use a model:"},
		&cobra.Group{ID: "look", Title: "Look inside:"},
		&cobra.Group{ID: "write", Title: "Write a spec:"},
	)
	group(root, "use", newTrain(), newEvaluate(), newPredict(), newConvert())
	group(root, "look", newSummary(), newExplain(), newPlot(), newInspect(), newDiff())
	group(root, "write", newNew(), newRender(), newSchema())
	root.AddCommand(newVersion())
	root.SetUsageTemplate(strings.NewReplacer(
		"[command]", "VERB", "{{if .Runnable}}", "{{if and .Runnable .HasParent}}", "Additional Commands:", "Besides:",
	).Replace(root.UsageTemplate()))
	root.SetHelpCommand(newHelp(root))
	root.InitDefaultCompletionCmd(args...)
	return root
}

// newHelp is the verb help.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [VERB]",
		Short: "Print what a verb does",
		Long:  "Print what a verb does, its flags and examples of it; without a verb list all of them.",
		Example: `  layercake help train
  layercake train --help`,
		Args: takes(1, "VERB"),
		ValidArgsFunction: func(*cobra.Command, []string, string) (names []string, _ cobra.ShellCompDirective) {
			for _, c := range root.Commands() {
				names = append(names, c.Name())
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			for _, c := range root.Commands() {
				if len(args) > 0 && c.Name() == args[0] {
					return c.Help()
				}
			}
			if len(args) > 0 {
				return unknownVerb(root, args[0])
			}
			return root.Help()
		},
	}
}

func group(root *cobra.Command, id string, verbs ...*cobra.Command) {
	for _, v := range verbs {
		v.GroupID = id
		root.AddCommand(v)
	}
}

// unknownVerb names the verb that was meant: one whose name is near, or one
// that lists the word among those it is known by elsewhere.
func unknownVerb(root *cobra.Command, name string) error {
	var names []string
	for _, c := range root.Commands() {
		for _, other := range c.SuggestFor {
			if other == name {
				return mistakef("there is no verb %q; did you mean %q?", name, c.Name())
			}
		}
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return mistakef("there is no verb %q%s", name, nearest.Hint(name, names))
}
