package configs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/layercake-go/layercake/configs"
)

const head = "version: 1\n"

// hostile are files that want too much.
var hostile = []struct{ name, text, path, want string }{
	{"billion laughs", laughs(), "", "h.yaml:4:5: classes[0]: want a text, have a list"},
	{"laughs of merges", merges(), "", "more than 200000 values"},
	{"anchor in itself", head + "layers: &a [*a]\n", "", "h.yaml:2:13: layers[0]: the anchor &a holds itself"},
	{"merge of itself", head + "layers:\n  - &a {dense: {units: 1}, <<: *a}\n", "", "h.yaml:3:32: layers[0]: the anchor &a holds itself"},
	{"deep lists", head + "layers: " + strings.Repeat("[", 9000) + strings.Repeat("]", 9000), "", "h.yaml:2:"},
	{"deeper lists", head + "layers: " + strings.Repeat("[", 500_000), "", "this is no YAML"},
	{"deep mappings", head + "layers: " + strings.Repeat("{a: ", 300) + strings.Repeat("}", 300), "", "unknown layer \"a\""},
	{"deep models", head + "layers: [" + strings.Repeat("{sequential: {layers: [", 40) + "Dropout" + strings.Repeat("]}}", 40) + "]", "", "nested more than 64 deep"},
	{"deep call", head + "layers:\n  - " + strings.Repeat("Sequential(", 70) + strings.Repeat(")", 70), "", "nested more than 64 deep"},
	{"deep blocks", head + deepBlocks(), "", "nested more than 64 deep"},
	{"too big", "#" + strings.Repeat(" ", 1<<20), "", "h.yaml: the file has 1048577 bytes; at most 1048576 are read"},
	{"too many layers", head + "layers:\n" + strings.Repeat("  - Flatten\n", 10_001), "", "h.yaml:10003:5: layers[10000]: more than 10000 layers"},
	{"too many layers in calls", head + "layers:\n" + strings.Repeat("  - Sequential([Flatten, Flatten, Flatten, Flatten])\n", 2_001), "", "more than 10000 layers"},
	{"many errors", head + "layers:\n" + strings.Repeat("  - Flaten\n", 90_000), "", "too many errors"},
	{"many unknown keys", head + manyKeys(), "", "too many errors"},
	{"long name", head + "layers:\n  - " + strings.Repeat("x", 60_000) + "\n", "", "unknown layer \"xxx"},
	{"long key", head + strings.Repeat("y", 1000) + ": 1\nlayers: [Flatten]\n", "", "h.yaml:2:1: a key of 1000 characters; at most 100 are read"},
	{"long keys of layers", head + "layers:\n" + strings.Repeat("  - dense: {"+strings.Repeat("z", 100)+": 1}\n", 5000), "", `Dense has no "zzz`},
	{"long text of a call", head + "layers:\n  - Dense(" + strings.Repeat("1,", 40_000) + ")\n", "", "want at most 65536 bytes"},
	{"many quotes", head + "a: " + strings.Repeat("'", 99_999), "", "h.yaml:2:"},
	{"many brackets", head + "a: " + strings.Repeat("f([", 99_999), "", "h.yaml:2:"},
	{"many dashes", strings.Repeat("- ", 400_000), "", "h.yaml:1:1:"},
	{"many documents", strings.Repeat("---\na\n", 100_000), "", "a second document"},
	{"many anchors", head + "layers:\n" + strings.Repeat("  - &a Flatten\n", 50_000), "", "more than 10000 layers"},
	{"many comments", head + strings.Repeat("# x\n", 200_000) + "layers: [1]\n", "", "want the name of a layer, have 1"},
	{"binary tag", head + "layers:\n  - !!binary RGVuc2U=\n", "", "h.yaml:3:5: layers[0]: the tag !!binary means nothing here"},
	{"python tag", head + "layers:\n  - !!python/object/new:os.system [x]\n", "", "the tag !!python/object/new:os.system means nothing here"},
	{"own tag", head + "layers: !me [Flatten]\n", "", "h.yaml:2:9: layers: the tag !me means nothing here"},
	{"tag of a key", head + "!!str layers: [Flatten]\n", "", "h.yaml:2:1: the tag !!str means nothing here"},
	{"tag of arguments", head + "layers:\n  - dense: !!map {units: 1}\n", "", "the tag !!map means nothing here"},
	{"UTF-16", "\xff\xfev\x00e\x00r\x00", "", "h.yaml:1:1: this is no text in UTF-8"},
	{"zero byte", head + "name: a\x00b\n", "", "h.yaml:2:8: a control character"},
	{"directive", "%YAML 1.1\n---\nversion: 2\nlayers: [Flatten]\n", "", "want 1, have 2"},
	{"old directive", "%YAML 9.9\n---\nversion: 1\n", "", "this is no YAML"},
	{"line separators", head + "name: a\u2028 b: c\nlayers: [Flatten]\n", "", "h.yaml:3:"},
	{"huge numbers", head + "seed: 99999999999999999999999\ninput: [1e400]\nlayers: [Flatten]\n", "", "h.yaml:2:7: seed: want a whole number, have 1e+23"},
	{"huge input", head + "input: [1000000000, 1000000000]\nlayers: [Flatten]\n", "", "h.yaml:2:8: input: want at most"},
	{"negative input", head + "input: -9223372036854775808\nlayers: [Flatten]\n", "", "h.yaml:2:8: input: want sizes of at least 1"},
	{"huge index", head + "layers: [Flatten]\n", "layers[99999999999999999999].rate=1", "--set layers[99999999999999999999].rate: this is no path"},
	{"huge override", head + "layers: [Flatten]\n", "name=" + strings.Repeat("[", 500_000), "--set name: the value is no YAML"},
	{"override with an anchor", head + "layers: [Flatten]\n", "layers=&a [*a]", "--set layers: layers[0]: the anchor &a holds itself"},
}

func laughs() string {
	var b strings.Builder
	b.WriteString(head + "layers: [Flatten]\nclasses:\n  - &a [x, x, x, x, x, x, x, x, x]\n")
	for c := 'b'; c < 'k'; c++ {
		fmt.Fprintf(&b, "  - &%c [%s*%c]\n", c, strings.Repeat(fmt.Sprintf("*%c, ", c-1), 8), c-1)
	}
	return b.String()
}

func merges() string {
	var b strings.Builder
	b.WriteString("  - &a {dense: {units: 1}}\n")
	for c := 'b'; c < 'z'; c++ {
		fmt.Fprintf(&b, "  - &%c {<<: [*%c, *%c, *%c]}\n", c, c-1, c-1, c-1)
	}
	return head + "layers:\n" + b.String()
}

func deepBlocks() string {
	var b strings.Builder
	b.WriteString("layers:\n")
	for i := range 70 {
		fmt.Fprintf(&b, "%s- sequential:\n", strings.Repeat("  ", 2*i))
	}
	return b.String()
}

func manyKeys() string {
	var b strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&b, "key%d: 1\n", i)
	}
	return b.String()
}

// Each is refused soon, in little memory, with the place.
func TestHostile(t *testing.T) {
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			var set []string
			if h.path != "" {
				set = []string{h.path}
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, err := configs.Parse("h.yaml", []byte(h.text), set...)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if err == nil || !strings.Contains(err.Error(), h.want) {
				t.Errorf("%.300v, want %s", err, h.want)
			}
			if err != nil && len(err.Error()) > 20_000 {
				t.Errorf("an error of %d bytes", len(err.Error()))
			}
			if took > 2*time.Second {
				t.Errorf("took %v", took)
			}
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 512 {
				t.Errorf("allocated %d MiB", mb)
			}
			t.Log(took, (after.TotalAlloc-before.TotalAlloc)>>20)
		})
	}
}

func TestLoadRefuses(t *testing.T) {
	dir := t.TempDir()
	big := filepath.Join(dir, "big.yaml")
	if err := os.WriteFile(big, make([]byte, 2<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		dir:                             "want a file, have a folder",
		filepath.Join(dir, "none.yaml"): "no such file",
		big:                             "at most 1048576 are read",
		os.DevNull:                      "want a file",
	} {
		if _, err := configs.Load(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
}
