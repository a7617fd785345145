// Package golden reads the test vectors that Keras computed and compares with
// them. A file is JSON lines: the first says what the others hold, each of the
// others is one case with a name.
package golden

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
)

// Read calls each for every case of the file, in the file's order. A file that
// cannot be read, has no cases or has one name twice ends the test.
func Read(t testing.TB, path string, each func(name string, raw json.RawMessage)) {
	t.Helper()
	for _, c := range read(t, path) {
		each(c.Name, c.raw)
	}
}

// Decode reads a case into what v points to, a struct with json tags; keys that
// it lacks are left out. A case that does not fit ends the test.
func Decode(t testing.TB, raw json.RawMessage, v any) {
	t.Helper()
	if err := json.Unmarshal(raw, v); err != nil {
		t.Fatalf("%v in %.200s", err, raw)
	}
}

// entry is one case: activations call their class fn.
type entry struct {
	Name, Cls, Fn string
	raw           json.RawMessage
}

func (c entry) class() string { return c.Cls + c.Fn }

func read(t testing.TB, path string) (cases []entry) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	var first struct{ Schema string }
	if Decode(t, lines[0], &first); first.Schema == "" {
		t.Fatalf("%s: the first line has no schema", path)
	}
	seen := map[string]bool{}
	for _, line := range lines[1:] {
		c := entry{raw: line}
		if Decode(t, line, &c); c.Name == "" || seen[c.Name] {
			t.Fatalf("%s: want a name for each case, have %q twice or none", path, c.Name)
		}
		seen[c.Name] = true
		cases = append(cases, c)
	}
	if len(cases) == 0 {
		t.Fatalf("%s: no cases", path)
	}
	return cases
}
