package vecgen

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the generated files anew")

// TestGenerated: the files of package kernel are what the generator writes.
func TestGenerated(t *testing.T) {
	for name, want := range Files() {
		path := filepath.Join("..", name)
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s is not what the generator writes; run go test ./internal/kernel/vecgen -update", name)
		}
	}
}
