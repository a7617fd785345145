// Package snapshot is a model as plain data: what file formats write and read.
// It knows neither layers nor how they run.
package snapshot

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

	Weights []Array `json:"-"`
	Slots   []Array `json:"-"` // of the optimizer, in order
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
}

// An Array is named values: dense_1/kernel.
type Array struct {
	Name  string
	Shape []int
	Data  []float32
}
