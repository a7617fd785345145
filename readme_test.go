package layercake_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/plot"
	"github.com/layercake-go/layercake/sequential"
)

var update = flag.Bool("update", false, "write the README's blocks and pictures anew")

// block is a marked code block of the README: <!-- NAME -->, then a fence.
func block(name string) *regexp.Regexp {
	return regexp.MustCompile("(?s)(<!-- " + regexp.QuoteMeta(name) + " -->\n```[a-z]*\n)(.*?)(```\n)")
}

// TestREADME: what the README shows is what the product does.
func TestREADME(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	model, test := digits(t)
	blocks := map[string]string{
		"examples/quickstart/main.go": file(t, "examples/quickstart/main.go"),
		"configs/digits.yaml":         file(t, "configs/digits.yaml"),
		"summary":                     upToNotes(model.Summary()),
	}
	now := string(text)
	for name, want := range blocks {
		re := block(name)
		if !re.MatchString(now) {
			t.Errorf("the README has no block %s", name)
			continue
		}
		now = re.ReplaceAllStringFunc(now, func(old string) string {
			part := re.FindStringSubmatch(old)
			if part[2] != want && !*update {
				t.Errorf("the README's block %s is not what there is; go test . -update", name)
			}
			return part[1] + want + part[3]
		})
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	pictures(t, model, test.X.Slice(sample, sample+1))
	seen(t, now)
	links(t, now)
}

// sample is a test digit over which the model is in doubt, so that several
// shares can be seen.
const sample = 137

// digits is the model of configs/digits.yaml, trained for two epochs: one still
// in doubt has more to show.
func digits(t *testing.T) (*sequential.Model, *data.Dataset) {
	t.Helper()
	s, err := configs.Load("configs/digits.yaml", "fit.epochs=2")
	if err != nil {
		t.Fatal(err)
	}
	r, err := configs.Train(t.Context(), s, "configs")
	if err != nil {
		t.Fatal(err)
	}
	_, test, err := s.Data("configs")
	if err != nil {
		t.Fatal(err)
	}
	return r.Model, test
}

func file(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func upToNotes(summary string) string {
	shown, _, _ := strings.Cut(summary, "\n Notes\n")
	return shown
}

// seen draws what the README's commands draw: what layers make of digit 3.
func seen(t *testing.T, readme string) {
	t.Helper()
	for name, set := range map[string][]string{
		"digits-cnn": {"fit.epochs=3"},
		"digits-lstm": {"name=digits-lstm", "fit.epochs=10",
			`layers=[Rescaling(0.0625), "Reshape([8, 8])", LSTM(16), "Dense(10, softmax)"]`},
	} {
		spec := "configs/" + name + ".yaml"
		if len(set) > 1 {
			spec = "configs/digits.yaml"
		}
		for _, want := range append(set, spec, name+".keras --sample 3 -o "+name+".svg") {
			if !strings.Contains(readme, want) {
				t.Errorf("the README has no command with %s", want)
			}
		}
		x, err := data.Named("digits")
		if err != nil {
			t.Fatal(err)
		}
		n, err := plot.FromModel(trained(t, spec, set...), x.X.Slice(3, 4))
		if err != nil {
			t.Fatal(err)
		}
		compare(t, name, func(b *bytes.Buffer) error { return plot.NetworkSVG(b, n) })
	}
}

// trained is the model of a spec.
func trained(t *testing.T, path string, set ...string) *sequential.Model {
	t.Helper()
	s, err := configs.Load(path, set...)
	if err != nil {
		t.Fatal(err)
	}
	r, err := configs.Train(t.Context(), s, "configs")
	if err != nil {
		t.Fatal(err)
	}
	return r.Model
}

// pictures compares the README's pictures with what is drawn now.
func pictures(t *testing.T, m *sequential.Model, x *data.Tensor) {
	t.Helper()
	plain, err := plot.FromModel(m, nil)
	if err != nil {
		t.Fatal(err)
	}
	flowing, err := plot.FromModel(m, x)
	if err != nil {
		t.Fatal(err)
	}
	jacobian, err := plot.JacobianOf(m, x)
	if err != nil {
		t.Fatal(err)
	}
	for name, draw := range map[string]func(*bytes.Buffer) error{
		"network":        func(b *bytes.Buffer) error { return plot.NetworkSVG(b, plain) },
		"network-sample": func(b *bytes.Buffer) error { return plot.NetworkSVG(b, flowing) },
		"jacobian":       func(b *bytes.Buffer) error { return plot.JacobianSVG(b, jacobian) },
	} {
		compare(t, name, draw)
	}
}

// compare holds a picture against what is drawn now.
func compare(t *testing.T, name string, draw func(*bytes.Buffer) error) {
	t.Helper()
	var b bytes.Buffer
	if err := draw(&b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("docs", "pictures", name+".svg")
	if *update {
		os.MkdirAll(filepath.Dir(path), 0o755)
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(path); err != nil || !bytes.Equal(have, b.Bytes()) {
		t.Errorf("%s is not what is drawn now (%v); go test . -update", path, err)
	}
}

// links checks that every file the README points to is there.
func links(t *testing.T, text string) {
	t.Helper()
	for _, m := range regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(m[1]); err != nil {
			t.Errorf("the README points to %s: %v", m[1], err)
		}
	}
}
