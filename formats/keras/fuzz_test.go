package keras_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/layercake-go/layercake/formats/keras"
	"github.com/layercake-go/layercake/internal/snapshot"
)

// take reads all that a snapshot has left in its file, as loading does; a file
// cannot make that more than itself by much.
func take(t *testing.T, s *snapshot.Snapshot, size int) {
	t.Helper()
	total := 0
	for _, a := range append(append([]snapshot.Array{}, s.Weights...), s.Slots...) {
		if total += a.Len(); total > 1<<22 {
			return // of a compressed dataset; loading reads it to where it belongs
		}
		if _, err := a.Values(); err != nil {
			return
		}
	}
}

// FuzzRead reads archives: none may make the reader panic, or hang.
func FuzzRead(f *testing.F) {
	_, members := parts(f)
	f.Add(pack(members...))
	f.Add(pack(members[:2]...))
	for _, name := range []string{"functional.keras", "nested.keras", "cnn.keras"} {
		text, err := os.ReadFile(recorded(name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		if s, err := keras.Read(bytes.NewReader(file), int64(len(file))); err == nil {
			take(t, s, len(file))
		}
	})
}

// FuzzConfig reads configs: what is read can be written, and is then read as the
// same model.
func FuzzConfig(f *testing.F) {
	config, _ := parts(f)
	f.Add([]byte(config))
	paths, err := filepath.Glob("testdata/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		if len(text) < 20_000 {
			f.Add(text)
		}
	}
	f.Add([]byte(`{"class_name": "Sequential", "config": {"layers": [{"class_name": "InputLayer", "config": {"batch_shape": [null, 3]}}, {"class_name": "PReLU", "config": {"shared_axes": [1]}}]}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := keras.ReadJSON(bytes.NewReader(text), int64(len(text)))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := keras.WriteJSON(&b, s); err != nil {
			return // a name that Keras has not, for one
		}
		again, err := keras.ReadJSON(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatalf("%v: %s", err, b.Bytes())
		}
		var c bytes.Buffer
		if err := keras.WriteJSON(&c, again); err != nil || !bytes.Equal(b.Bytes(), c.Bytes()) {
			t.Fatalf("%s became %s, %v", b.Bytes(), c.Bytes(), err)
		}
	})
}

// Every cut of a file's end is refused.
func TestTruncated(t *testing.T) {
	_, members := parts(t)
	file := pack(members...)
	for cut := 1; cut <= 200; cut++ {
		short := file[:len(file)-cut]
		if _, err := keras.Read(bytes.NewReader(short), int64(len(short))); err == nil {
			t.Errorf("%d bytes less are read", cut)
		}
	}
}
