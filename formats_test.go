package layercake_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/layer"
	_ "github.com/layercake-go/layercake/layers"
)

// TestFormatsPage: the tables of docs/formats.md are what the interop tests of
// the formats measured last.
func TestFormatsPage(t *testing.T) {
	const page = "docs/formats.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	now := string(text)
	for name, table := range map[string]string{"layers": layersTable(t), "activations": activationsTable(t)} {
		re := regexp.MustCompile("(?s)(<!-- " + name + " -->\n).*?(<!-- end -->)")
		if !re.MatchString(now) {
			t.Errorf("%s has no place for the table %s", page, name)
		}
		now = re.ReplaceAllString(now, "${1}"+table+"${2}")
	}
	if now == string(text) {
		return
	}
	if !*update {
		t.Errorf("the tables of %s are not what was measured; go test . -run Formats -update", page)
		return
	}
	if err := os.WriteFile(page, []byte(now), 0o644); err != nil {
		t.Fatal(err)
	}
}

// measured reads what an interop test wrote.
func measured(t *testing.T, format string, into any) {
	t.Helper()
	text, err := os.ReadFile("formats/" + format + "/testdata/interop.json")
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// layersTable has a line for every registered layer.
func layersTable(t *testing.T) string {
	keras, onnx, torch := kerasCells(t), onnxCells(t, "layer"), map[string]string{}
	var rows []struct {
		Name, Module string
		Max          float64 `json:"max_difference"`
	}
	measured(t, "torch", &rows)
	for _, r := range rows {
		torch[r.Name] = fmt.Sprintf("%s, %s", r.Module, apart(r.Max))
	}
	var b strings.Builder
	b.WriteString("| layer | .keras | .h5 | ONNX | PyTorch's arrays |\n|---|---|---|---|---|\n")
	for _, e := range layer.Entries() {
		if e.Class == "InputLayer" {
			continue
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", e.Class, dash(keras[e.Class+".keras"]), dash(keras[e.Class+".h5"]), dash(onnx[e.Class]), dash(torch[e.Class]))
	}
	return b.String()
}

// kerasCells is what was measured with Keras, by class and ending.
func kerasCells(t *testing.T) map[string]string {
	var rows []struct {
		Name, Format string
		Read, Write  bool
		Max          float64 `json:"max_difference"`
	}
	measured(t, "keras", &rows)
	cells := map[string]string{}
	for _, r := range rows {
		class, ok := strings.CutPrefix(r.Name, "layer_")
		i := strings.LastIndexByte(class, '_') // of several trials
		if !ok || i < 0 {
			continue
		}
		var does []string
		if r.Read {
			does = append(does, "read")
		}
		if r.Write {
			does = append(does, "write")
		}
		cells[class[:i]+r.Format] = strings.Join(append(does, apart(r.Max)), ", ")
	}
	return cells
}

// onnxCells is what was measured with onnxruntime.
func onnxCells(t *testing.T, kind string) map[string]string {
	var table struct {
		Rows []struct {
			Name, Kind, Write, Read string
			Max                     float64 `json:"max_difference"`
		}
	}
	measured(t, "onnx", &table)
	cells := map[string]string{}
	for _, r := range table.Rows {
		if r.Kind == kind {
			cells[r.Name] = fmt.Sprintf("write, read: %s, %s", r.Read, apart(r.Max))
		}
	}
	return cells
}

func activationsTable(t *testing.T) string {
	cells := onnxCells(t, "activation")
	var b strings.Builder
	b.WriteString("| activation | ONNX |\n|---|---|\n")
	for _, name := range activations.Names() {
		fmt.Fprintf(&b, "| %s | %s |\n", name, dash(cells[name]))
	}
	return b.String()
}

// apart is a largest difference as the tables have it: 6e-8.
func apart(d float64) string {
	if d == 0 {
		return "exact"
	}
	digits, power, _ := strings.Cut(strconv.FormatFloat(d, 'e', 0, 64), "e")
	n, _ := strconv.Atoi(power)
	return fmt.Sprintf("%se%d", digits, n)
}

func dash(cell string) string {
	if cell == "" {
		return "–"
	}
	return cell
}
