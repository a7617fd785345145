package torch

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// FuzzLoad: whatever the file, a state dict that loads gives itself back.
func FuzzLoad(f *testing.F) {
	files, err := filepath.Glob("testdata/*")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil && !strings.HasSuffix(name, ".py") {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := ReadSafetensors(bytes.NewReader(b))
		if err != nil {
			d, err = ReadNPZ(bytes.NewReader(b), int64(len(b)))
		}
		if err != nil {
			return
		}
		m := sequential.New(Input(5), Dense(7, "relu"), Dense(6, "tanh"), Dense(3, "softmax"))
		if _, err := Load(m, d, nil); err != nil {
			return
		}
		again, err := FromModel(m, nil)
		if err != nil {
			t.Fatal(err)
		}
		other := sequential.New(Input(5), Dense(7), Dense(6), Dense(3))
		if _, err := Load(other, again, nil); err != nil {
			t.Fatal(err)
		}
		had, _ := other.Weights()
		want, _ := m.Weights()
		for i := range want {
			if !bytes.Equal(bits(had[i].Data), bits(want[i].Data)) {
				t.Fatalf("%s differs", want[i].Path)
			}
		}
	})
}
