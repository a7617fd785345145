package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of this program",
		Long:  "Print the version of this program, the commit it was built from, and with which Go.",
		Example: `  layercake version
  layercake version | cut -d' ' -f2`,
		Args:              takes(0),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			info, _ := debug.ReadBuildInfo()
			return write(versionLine(info) + "\n")
		},
	}
}

// versionLine is "layercake v1.2.3 (0123456789ab, 2026-01-02, modified) go1.26 linux/amd64".
func versionLine(info *debug.BuildInfo) string {
	version, commit, modified := "(devel)", "", ""
	if info != nil {
		if info.Main.Version != "" {
			version = info.Main.Version
		}
		settings := map[string]string{}
		for _, s := range info.Settings {
			settings[s.Key] = s.Value
		}
		if r := settings["vcs.revision"]; r != "" {
			commit = r[:min(12, len(r))]
			if day, _, ok := strings.Cut(settings["vcs.time"], "T"); ok {
				commit += ", " + day
			}
		}
		if settings["vcs.modified"] == "true" {
			modified = ", modified"
		}
	}
	if commit != "" {
		version += " (" + commit + modified + ")"
	}
	return fmt.Sprintf("layercake %s %s %s/%s", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
