package onnx_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
)

// FuzzRead reads what comes; a model that is made of it is built, and works.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.onnx")
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if len(b) < 20000 {
			f.Add(b)
		}
	}
	for _, c := range chains {
		f.Add(c.make().bytes(f))
	}
	for _, c := range imageChains {
		b := graph(c.sample...)
		c.make(b)
		f.Add(b.bytes(f))
	}
	b, _ := recurrence("LSTM", 4)
	f.Add(b.bytes(f))
	f.Fuzz(func(t *testing.T, file []byte) {
		m, err := sequential.Read(bytes.NewReader(file))
		if err != nil || m.Input().Size() > 1000 || m.Output().Size() > 1000 {
			return
		}
		for _, n := range m.Nodes() {
			if n.Out.Size() > 1000 {
				return
			}
		}
		x := &data.Tensor{Shape: append([]int{1}, m.Input()...), Data: make([]float32, m.Input().Size())}
		if _, err := m.Predict(x); err != nil {
			t.Errorf("read, but it does not predict: %v", err)
		}
	})
}
