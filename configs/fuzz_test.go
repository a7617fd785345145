package configs_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/configs"
)

// Whatever is in a file, Parse returns, soon, with a Spec or errors that have a
// place; and what it accepts it renders so that it reads the same again.
func FuzzLoad(f *testing.F) {
	for _, s := range configs.Samples() {
		f.Add([]byte(s.Text), "fit.epochs=2")
		f.Add([]byte(s.Text), "layers[1]=Dense(3)")
	}
	files, err := filepath.Glob("testdata/errors/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, "compile.optimizer=adam(1e-3)")
	}
	for _, h := range hostile {
		if len(h.text) < 1<<14 {
			f.Add([]byte(h.text), h.path)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte, set string) {
		start := time.Now()
		spec, err := configs.Parse("fuzz.yaml", text, set)
		if d := time.Since(start); d > 2*time.Second {
			t.Fatalf("took %v", d)
		}
		if err != nil {
			configs.Explain(err)
			return
		}
		full, err := configs.Render(spec)
		if err != nil {
			t.Fatal(err)
		}
		back, err := configs.Parse("full.yaml", full)
		if err != nil {
			t.Fatalf("%v\n%s", err, full)
		}
		if d := cmp.Diff(canon(t, spec), canon(t, back)); d != "" {
			t.Fatalf("%s\n%s", d, full)
		}
		if configs.Weights(spec) < 1<<16 {
			_, err := spec.Model()
			configs.Explain(err)
		}
	})
}
