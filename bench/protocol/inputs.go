package protocol

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
)

// Width is how many features a sample has, Classes how many labels there are.
const (
	Width   = 784
	Classes = 10
)

// Sizes are the widths of the dense nets, by the work that trains them; Batch is
// how many samples make a step.
var (
	Sizes = map[string][]int{"W1": {Width, 512, 512, Classes}, "W2": {Width, 100, Classes}}
	Batch = map[string]int{"W1": 128, "W2": 32, "W4": 128, "W5": 128}
)

// A Layer is the weights of one: Kernel (In, Out) by rows, Bias (Out).
type Layer struct {
	In, Out      int
	Kernel, Bias []float32
}

// Values are the common first weights of a net, one array after the other, in
// Keras's order and layout.
func (s Settings) Values(net string) ([]float32, error) { return s.floats(net + ".f32") }

// Weights are those of a dense net, layer by layer.
func (s Settings) Weights(net string) (list []Layer, err error) {
	values, err := s.Values(net)
	if err != nil {
		return nil, err
	}
	n := Sizes[net]
	for i, out := range n[1:] {
		l := Layer{In: n[i], Out: out}
		l.Kernel, values = values[:l.In*out:l.In*out], values[l.In*out:]
		l.Bias, values = values[:out:out], values[out:]
		list = append(list, l)
	}
	return list, nil
}

// X returns the common samples, row by row; all of them.
func (s Settings) X() ([]float32, error) { return s.floats("x.f32") }

// Labels returns the class of each sample.
func (s Settings) Labels() ([]byte, error) { return os.ReadFile(filepath.Join(s.Inputs, "y.u8")) }

// floats reads a file of little-endian float32.
func (s Settings) floats(name string) ([]float32, error) {
	b, err := os.ReadFile(filepath.Join(s.Inputs, name))
	if err != nil {
		return nil, err
	}
	values := make([]float32, len(b)/4)
	for i := range values {
		values[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	if len(values) == 0 {
		return nil, fmt.Errorf("%s is empty", name)
	}
	return values, nil
}
