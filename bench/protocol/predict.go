package protocol

import (
	"fmt"
	"os"
	"strings"
)

// A Predictor returns the probabilities for a batch of samples that it was made
// for, row by row.
type Predictor func() ([]float32, error)

// LastChecked is the sample that is checked besides the first.
const LastChecked = 1023

// Predict prints the records of W3: for both nets, one sample at a time and 1024,
// calls returns the ways to call. Those named normal are the ones people write.
func (s Settings) Predict(version string, calls func(net string, x []float32, batch int) (normal, fast map[string]Predictor, err error)) error {
	x, err := s.X()
	if err != nil {
		return err
	}
	for _, net := range []string{"W2", "W1"} {
		for _, batch := range []int{1, 1024} {
			normal, fast, err := calls(net, x[:batch*Width], batch)
			if err != nil {
				return err
			}
			for i, group := range []map[string]Predictor{normal, fast} {
				for name, call := range group {
					r := Record{Work: "W3", Case: fmt.Sprintf("%s net, batch %d", net, batch), Call: name, Normal: i == 0, Version: version}
					if err := s.predict(r, batch, call); err != nil {
						return fmt.Errorf("%s: %w", name, err)
					}
				}
			}
		}
	}
	return nil
}

func (s Settings) predict(r Record, batch int, call Predictor) error {
	var y []float32
	var failed error
	run := func() {
		var err error
		if y, err = call(); err != nil {
			failed = err
		}
	}
	if batch == 1 {
		r.Value = latency(run, s.Seconds)
		n := allocations(run)
		r.Allocations = &n
	} else {
		r.Value = float64(batch) / s.PerCall(run)
	}
	if failed != nil {
		return failed
	}
	if len(y) != batch*Classes {
		return fmt.Errorf("want %d probabilities, have %d", batch*Classes, len(y))
	}
	r.Outputs = [][]float32{y[:Classes], y[len(y)-Classes:]}[:min(batch, 2)]
	return r.Print()
}

// Cold prints the record of W7, from the probabilities of one sample.
func Cold(version string, probabilities []float32) error {
	r := Record{Work: "W7", Case: "time", Version: version}
	for _, p := range probabilities {
		r.Sum += float64(p)
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return err
	}
	_, text, _ := strings.Cut(string(status), "VmHWM:")
	var kib float64
	if _, err := fmt.Sscan(text, &kib); err != nil {
		return fmt.Errorf("reading the peak of memory: %w", err)
	}
	r.PeakMiB = kib / 1024
	return r.Print()
}
