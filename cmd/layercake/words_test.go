package main

import (
	"runtime/debug"
	"strings"
	"testing"
)

func TestVersionLine(t *testing.T) {
	built := []debug.BuildSetting{
		{Key: "vcs.revision", Value: "0123456789abcdef"}, {Key: "vcs.time", Value: "2026-01-02T03:04:05Z"}, {Key: "vcs.modified", Value: "true"},
	}
	for _, test := range []struct {
		info *debug.BuildInfo
		want string
	}{
		{nil, "layercake (devel) go"},
		{&debug.BuildInfo{}, "layercake (devel) go"},
		{&debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}, Settings: built}, "layercake v1.2.3 go"},
		{&debug.BuildInfo{Settings: built}, "layercake (devel) (0123456789ab, 2026-01-02, modified) go"},
	} {
		if have := versionLine(test.info); !strings.HasPrefix(have, test.want) {
			t.Errorf("have %q, want %q", have, test.want)
		}
	}
}

func TestQuoted(t *testing.T) {
	for _, test := range []struct{ system, arg, want string }{
		{"linux", "digits.yaml", "digits.yaml"},
		{"linux", "my model.yaml", "'my model.yaml'"},
		{"linux", "Bob's.yaml", `'Bob'\''s.yaml'`},
		{"windows", `data\digits.yaml`, `data\digits.yaml`},
		{"windows", `my data\digits.yaml`, `"my data\digits.yaml"`},
	} {
		if have := quoted(test.arg, test.system); have != test.want {
			t.Errorf("%s on %s is %s, want %s", test.arg, test.system, have, test.want)
		}
	}
}

func TestDefaultOut(t *testing.T) {
	for _, test := range []struct{ name, arg, want string }{
		{"digits", "a/b.yaml", "digits.keras"},
		{"sequential", "a/b.yaml", "b.keras"},
		{"", "c.d.yml", "c.d.keras"},
		{`../a\b:c`, "x.yaml", "..-a-b-c.keras"},
	} {
		if have := defaultOut(test.name, test.arg); have != test.want {
			t.Errorf("%q of %s goes to %s, want %s", test.name, test.arg, have, test.want)
		}
	}
}
