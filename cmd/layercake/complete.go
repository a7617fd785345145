package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
	"github.com/spf13/cobra"
)

// A kind of argument: names that are built in, and endings of files.
type kind struct {
	names func() []string
	exts  func() []string
}

var (
	specs    = kind{sampleNames, func() []string { return []string{"yaml", "yml"} }}
	models   = kind{none, modelExts}
	subjects = kind{sampleNames, func() []string { return append(modelExts(), "yaml", "yml") }}
	sets     = kind{data.Names, func() []string { return []string{"csv", "tsv", "gz", "npz", "npy"} }}
	pictures = kind{none, func() []string { return []string{"svg", "png"} }}
)

func none() []string { return nil }

func modelExts() (list []string) {
	for _, ext := range sequential.Extensions() {
		list = append(list, strings.TrimPrefix(ext, "."))
	}
	return list
}

// completeArgs completes the first argument as the first kind, and so on.
func completeArgs(kinds ...kind) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, start string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= len(kinds) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return kinds[len(args)].complete(start)
	}
}

// completeFlag completes the value of a flag.
func (k kind) completeFlag(_ *cobra.Command, _ []string, start string) ([]string, cobra.ShellCompDirective) {
	return k.complete(start)
}

// complete offers names, together with the files of this folder; where no name
// fits, the shell looks for files by their endings.
func (k kind) complete(start string) ([]string, cobra.ShellCompDirective) {
	var list []string
	for _, name := range k.names() {
		if strings.HasPrefix(name, start) {
			list = append(list, name)
		}
	}
	if len(list) == 0 {
		return k.exts(), cobra.ShellCompDirectiveFilterFileExt
	}
	files, _ := os.ReadDir(".") // a folder that cannot be read has nothing to offer
	for _, f := range files {
		ext := strings.TrimPrefix(strings.ToLower(filepath.Ext(f.Name())), ".")
		if strings.HasPrefix(f.Name(), start) && slices.Contains(k.exts(), ext) {
			list = append(list, f.Name())
		}
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

// sampleNames are the samples that are built in.
func sampleNames() (names []string) {
	for _, s := range configs.Samples() {
		names = append(names, s.Name)
	}
	return names
}
