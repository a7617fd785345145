package layercake_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/layercake-go/layercake/"

// policy says which packages of ours a package may import: those on the lines
// above its own. Packages on one line do not know each other, unless a line of
// siblings says so.
var policy = []string{
	"formats/onnx/internal/onnxpb internal/archive internal/elements internal/call internal/nearest internal/kernel internal/kernel/vecgen internal/atomicfile internal/snapshot",
	"internal/registry internal/random",
	"activations initializers regularizers constraints formats/npy formats/safetensors formats/hdf5",
	"data losses bench/protocol",
	"layer metrics optim with",
	"layers internal/golden internal/layertest internal/hostile",
	"formats/keras",
	"sequential",
	"callbacks",
	"configs",
	"plot formats/onnx formats/torch",
	"cmd/layercake bench/layercake",
	"examples",
}

// thirdParty pins modules to the packages that may import them, so that a
// program that only trains links little.
var thirdParty = map[string][]string{
	"gonum.org/v1/gonum":               {"data", "internal/kernel"},
	"gonum.org/v1/plot":                {"plot"},
	"git.sr.ht/~sbinet/gg":             {"plot"},
	"codeberg.org/go-fonts/dejavu":     {"plot"},
	"codeberg.org/go-fonts/liberation": {"plot"},
	"golang.org/x/image":               {"plot"},
	"gopkg.in/yaml.v3":                 {"configs"},
	"github.com/google/jsonschema-go":  {"configs"},
	"github.com/agnivade/levenshtein":  {"internal/nearest"},
	"google.golang.org/protobuf":       {"formats/onnx", "formats/onnx/internal/onnxpb"},
	"golang.org/x/term":                {"callbacks", "cmd/layercake"},
	"golang.org/x/sys":                 {"internal/kernel"},
	"github.com/spf13/cobra":           {"cmd/layercake"},
	"github.com/spf13/pflag":           {"cmd/layercake"},
}

func TestImports(t *testing.T) {
	rank := map[string]int{}
	for i, line := range policy {
		for _, p := range strings.Fields(line) {
			rank[p] = i
		}
	}
	seen := 0
	filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			t.Fatal(err)
		}
		if d.IsDir() && (d.Name() == "testdata" || file != "." && strings.HasPrefix(d.Name(), ".")) {
			return filepath.SkipDir
		}
		if _, err := os.Stat(filepath.Join(file, "go.mod")); d.IsDir() && file != "." && err == nil {
			return filepath.SkipDir // a module of its own
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		seen++
		from := filepath.ToSlash(filepath.Dir(file))
		if from == "." {
			return nil // documentation alone
		}
		if strings.HasPrefix(from, "examples/") {
			from = "examples"
		}
		level, ok := rank[from]
		if !ok {
			t.Errorf("%s: package %s is not in the policy", file, from)
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range f.Imports {
			p, _ := strconv.Unquote(spec.Path.Value)
			check(t, file, from, level, rank, p)
		}
		return nil
	})
	if seen < 50 {
		t.Errorf("only %d files were looked at", seen)
	}
}

func check(t *testing.T, file, from string, level int, rank map[string]int, p string) {
	if to, ours := strings.CutPrefix(p, module); ours {
		if r, ok := rank[to]; !ok || r >= level {
			t.Errorf("%s: %s may not import %s", file, from, to)
		}
		return
	}
	if first, _, _ := strings.Cut(p, "/"); !strings.Contains(first, ".") {
		return // the standard library
	}
	for m := p; m != "." && m != "/"; m = path.Dir(m) {
		if users, ok := thirdParty[m]; ok {
			if !slices.Contains(users, from) {
				t.Errorf("%s: only %v may import %s", file, users, m)
			}
			return
		}
	}
	t.Errorf("%s: %s is not in the policy", file, p)
}
