package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/formats/npy"
	"github.com/layercake-go/layercake/formats/safetensors"
)

// An arrayLine is what is said of one array.
type arrayLine struct {
	name, dtype string
	shape       []int
	values      []float32 // nil if there are none that float32 can hold
	note        string    // in place of the range
}

// arrays writes a table of arrays and their number of values. next gives one at
// a time, so that one at a time is in memory.
func (l *lister) arrays(names []string, next func(name string) (arrayLine, error)) error {
	l.title("Arrays")
	width := 4
	for _, name := range names {
		width = min(max(width, len([]rune(clipped(name)))), 48)
	}
	total, odd := 0, 0
	for _, name := range names {
		a, err := next(name)
		if err != nil {
			return err
		}
		r := a.note
		if a.values != nil {
			var bad int
			r, bad = span(a.values)
			odd += bad
		}
		total += count(a.shape)
		l.line("%s", strings.TrimRight(fmt.Sprintf("  %s  %-7s %-16s %s", pad(clipped(a.name), width), a.dtype, shapeText(a.shape), r), " "))
	}
	l.line("  %d arrays, %d values", len(names), total)
	if odd > 0 {
		l.line("  %d values are no finite numbers", odd)
	}
	return nil
}

// span is the range of the values, and how many are no finite numbers.
func span(values []float32) (text string, odd int) {
	lo, hi, finite := float32(math.Inf(1)), float32(math.Inf(-1)), 0
	for _, v := range values {
		if v-v != 0 {
			continue
		}
		lo, hi, finite = min(lo, v), max(hi, v), finite+1
	}
	odd = len(values) - finite
	switch {
	case finite > 0 && lo == hi:
		text = fmt.Sprintf("%s", short(lo))
	case finite > 0:
		text = fmt.Sprintf("%s to %s", short(lo), short(hi))
	}
	if odd > 0 {
		text = strings.TrimPrefix(fmt.Sprintf("%s, %d no finite numbers", text, odd), ", ")
	}
	return text, odd
}

func shapeText(shape []int) string {
	if len(shape) > 8 {
		return fmt.Sprintf("%v…", shape[:8])
	}
	return fmt.Sprint(shape)
}

// count is the number of values of a shape that its reader has checked.
func count(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

func inspectSafetensors(l *lister, r io.ReaderAt, size int64) error {
	f, err := safetensors.Read(io.NewSectionReader(r, 0, size))
	if err != nil {
		return err
	}
	if len(f.Metadata) > 0 {
		l.title("Metadata")
		for _, key := range slices.Sorted(maps.Keys(f.Metadata)) {
			if key == "layercake" {
				l.model(f.Metadata[key])
				continue
			}
			l.line("  %s: %s", clipped(key), clipped(f.Metadata[key]))
		}
	}
	var names []string
	tensors := map[string]*safetensors.Tensor{}
	for i := range f.Tensors {
		names = append(names, f.Tensors[i].Name)
		tensors[f.Tensors[i].Name] = &f.Tensors[i]
	}
	slices.Sort(names)
	return l.arrays(names, func(name string) (arrayLine, error) {
		t := tensors[name]
		a := arrayLine{name: name, dtype: string(t.DType), shape: t.Shape}
		if a.values, err = t.Float32s(); err != nil {
			a.note = "not exact in float32"
		}
		return a, nil
	})
}

// model lists the description of a model that is kept beside its arrays.
func (l *lister) model(text string) {
	var m struct {
		Name   string   `json:"name"`
		Input  []int    `json:"input"`
		Layers []string `json:"layers"`
	}
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		l.line("  layercake: %s", clipped(text))
		return
	}
	l.line("  layercake: the model %q, input %s", clipped(m.Name), shapeText(m.Input))
	for i, layer := range m.Layers {
		if i == 100 {
			l.line("    … and %d more layers", len(m.Layers)-i)
			break
		}
		l.line("    %s", clipped(layer))
	}
}

func inspectNPZ(l *lister, r io.ReaderAt, size int64) error {
	z, err := npy.OpenArchive(r, size)
	if err != nil {
		return err
	}
	return l.arrays(z.Names(), func(name string) (arrayLine, error) {
		a, err := z.Array(name)
		if err != nil {
			return arrayLine{}, err
		}
		return npyLine(name, a), nil
	})
}

func inspectNPY(l *lister, r io.ReaderAt, size int64) error {
	a, err := npy.Read(io.NewSectionReader(r, 0, size))
	if err != nil {
		return err
	}
	return l.arrays([]string{"array"}, func(name string) (arrayLine, error) { return npyLine(name, a), nil })
}

func npyLine(name string, a *npy.Array) arrayLine {
	line := arrayLine{name: name, dtype: a.DType, shape: a.Shape}
	var err error
	if line.values, err = a.Float32s(); err != nil {
		line.note = "text"
		if !strings.Contains("US", a.DType[:1]) {
			line.note = "beyond float32"
		}
	}
	return line
}
