// Package snapshot is a model as plain data: what file formats write and read.
// It knows neither layers nor how they run.
package snapshot

import "fmt"

// Version is the newest form of the JSON that a Snapshot becomes.
const Version = 1

// A Snapshot is everything that a saved model is. Layers, optimizer, loss and
// metrics are in the grammar of package call, with every default filled in.
type Snapshot struct {
	Version  int      `json:"layercake"`
	Name     string   `json:"name"`
	Seed     uint64   `json:"seed"`
	Input    []int    `json:"input"`
	Layers   []string `json:"layers"`
	Compile  *Compile `json:"compile,omitempty"`
	Classes  []string `json:"classes,omitempty"`
	Features []string `json:"features,omitempty"`
	Target   string   `json:"target,omitempty"`

	Weights []Array  `json:"-"`
	Slots   []Array  `json:"-"` // of the optimizer, in order
	Fresh   bool     `json:"-"` // there are no weights: the model begins with new ones
	Notes   []string `json:"-"` // what reading found worth saying
}

// Compile is what a model was compiled with, and how far it was trained.
type Compile struct {
	Optimizer string   `json:"optimizer"`
	Loss      string   `json:"loss"`
	Metrics   []string `json:"metrics,omitempty"`
	Weighted  []string `json:"weighted_metrics,omitempty"`
	Allow     []string `json:"allow,omitempty"`
	Steps     uint64   `json:"steps"`
	Epochs    int      `json:"epochs"`
	Iteration int      `json:"iteration"`

	Meant *Meant `json:"-"` // for formats that others read; nil: the same
}

// Meant is what Compile made of what it was given: a loss on linear outputs
// takes logits, "accuracy" is one of several metrics.
type Meant struct {
	Loss              string
	Metrics, Weighted []Metric
}

// A Metric is a metric and the name that it goes by in a history.
type Metric struct{ Label, Text string }

// An Array is named values: dense_1/kernel. A reader of files may leave them
// where they are until they are asked for.
type Array struct {
	Name  string
	Shape []int
	Data  []float32                 // nil if Read is set
	Read  func(dst []float32) error // reads the values into dst, which has room for exactly these; nil: they are Data
}

// Len is the number of values.
func (a *Array) Len() int {
	n := 1
	for _, d := range a.Shape {
		n *= d
	}
	return n
}

// Into puts the values into dst, which must have their number.
func (a *Array) Into(dst []float32) error {
	have := len(a.Data)
	if a.Read != nil {
		have = a.Len()
	}
	if have != len(dst) {
		return fmt.Errorf("%s: want %d values, have %d", a.Name, len(dst), have)
	}
	if a.Read == nil {
		copy(dst, a.Data)
		return nil
	}
	if err := a.Read(dst); err != nil {
		return fmt.Errorf("%s: %w", a.Name, err)
	}
	return nil
}

// Values returns the values: Data, or what Read gives.
func (a *Array) Values() ([]float32, error) {
	if a.Read == nil {
		return a.Data, nil
	}
	dst := make([]float32, a.Len())
	return dst, a.Into(dst)
}
