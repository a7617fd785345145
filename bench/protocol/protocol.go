// Package protocol is how the Go programs of the benchmark are started, what
// they read, how they time, and what they print: a JSON object for each measured
// number, on a line of its own. The Python workers do the same.
package protocol

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
)

// Settings are the arguments that every system is started with.
type Settings struct {
	Work    string
	Inputs  string  // the folder of the common data and weights
	Samples int     // of an epoch, in the works that train
	Seconds float64 // for one measured number
	Case    string  // digits or MNIST, in W8
	Data    string  // where that is
	Out     string  // the file to save, without its ending
}

// Main runs the work that the command line names, and exits.
func Main(works map[string]func(Settings) error) {
	var s Settings
	flag.StringVar(&s.Work, "work", "", "the work's name, such as W1")
	flag.Int("threads", 1, "for the record; GOMAXPROCS decides")
	flag.StringVar(&s.Inputs, "inputs", "", "folder of the common inputs")
	flag.IntVar(&s.Samples, "samples", 8192, "samples of an epoch")
	flag.Float64Var(&s.Seconds, "seconds", 1, "time for one number")
	flag.StringVar(&s.Case, "case", "", "digits or MNIST")
	flag.StringVar(&s.Data, "data", "", "where that is")
	flag.StringVar(&s.Out, "out", "", "the model's file, without its ending")
	flag.Parse()
	work, ok := works[s.Work]
	err := fmt.Errorf("there is no work %q", s.Work)
	if ok {
		err = work(s)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Record is one measured number, with what proves that the work was done.
type Record struct {
	Work        string      `json:"work"`
	Case        string      `json:"case"`
	Call        string      `json:"call,omitempty"`
	Normal      bool        `json:"normal,omitempty"` // the call that people write
	Value       float64     `json:"value"`
	Version     string      `json:"version,omitempty"`
	Losses      []float64   `json:"losses,omitempty"`      // the mean of each epoch
	Outputs     [][]float32 `json:"outputs,omitempty"`     // of the first sample and of LastChecked
	Corners     []float32   `json:"corners,omitempty"`     // the first and last element
	Allocations *uint64     `json:"allocations,omitempty"` // of one call
	Sum         float64     `json:"sum,omitempty"`
	PeakMiB     float64     `json:"peak_mib,omitempty"`
	Accuracy    float64     `json:"accuracy,omitempty"`
}

// Print writes the record to standard output.
func (r Record) Print() error { return json.NewEncoder(os.Stdout).Encode(r) }
