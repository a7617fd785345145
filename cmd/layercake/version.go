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

// versionLine is "layercake v1.2.3 go1.26 linux/amd64", or for what was built in
// a checkout "layercake (devel) (0123456789ab, 2026-01-02, modified) go1.26 …".
func versionLine(info *debug.BuildInfo) string {
	version := "(devel)"
	if info != nil && info.Main.Version != "" {
		version = info.Main.Version
	}
	if info != nil && version == "(devel)" {
		version += commit(info)
	}
	return fmt.Sprintf("layercake %s %s %s/%s", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// commit is what the program was built from; "" if it does not know.
func commit(info *debug.BuildInfo) string {
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	text := settings["vcs.revision"]
	if text == "" {
		return ""
	}
	text = text[:min(12, len(text))]
	if day, _, ok := strings.Cut(settings["vcs.time"], "T"); ok {
		text += ", " + day
	}
	if settings["vcs.modified"] == "true" {
		text += ", modified"
	}
	return " (" + text + ")"
}
