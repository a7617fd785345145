package hdf5_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/layercake-go/layercake/formats/hdf5"
)

// The weights of a network of 100 MB: ten matrices.
const (
	matrices = 10
	side     = 1600
)

func weights() [][]float32 {
	list := make([][]float32, matrices)
	for i := range list {
		list[i] = make([]float32, side*side)
		for k := range list[i] {
			list[i][k] = float32(k%1000) / 8
		}
	}
	return list
}

func save(b *testing.B, path string, list [][]float32) {
	tree := hdf5.NewTree()
	for i, w := range list {
		tree.Group("layers").Float32s(string(rune('0'+i)), []int{side, side}, w)
	}
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	if err := tree.Write(f); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkWrite(b *testing.B) {
	list, path := weights(), filepath.Join(b.TempDir(), "weights.h5")
	b.SetBytes(matrices * side * side * 4)
	b.ReportAllocs()
	for b.Loop() {
		save(b, path, list)
	}
}

func BenchmarkRead(b *testing.B) {
	list, path := weights(), filepath.Join(b.TempDir(), "weights.h5")
	save(b, path, list)
	b.SetBytes(matrices * side * side * 4)
	b.ReportAllocs()
	for b.Loop() {
		load(b, path, list)
	}
}

func load(b *testing.B, path string, list [][]float32) {
	file, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		b.Fatal(err)
	}
	f, err := hdf5.Open(file, info.Size())
	if err != nil {
		b.Fatal(err)
	}
	for i, dst := range list {
		d, err := f.Root().Dataset("layers/" + string(rune('0'+i)))
		if err != nil {
			b.Fatal(err)
		}
		if err := d.Float32s(dst); err != nil {
			b.Fatal(err)
		}
	}
}
