// Forecast learns how the number of sunspots goes up and down, from one year to
// the next, and goes on where the record ends. The record is of 1700 to 2008, by
// the National Geophysical Data Center of the USA; it is in the public domain.
package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"math"
	"os"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

//go:embed sunspots.csv
var record []byte

const (
	steps = 22  // years that a forecast looks back on, two rounds of the sun
	scale = 100 // numbers near 1 are easy to learn
	hold  = 50  // last years, to measure with
)

func run() error {
	d, err := data.ReadCSV(bytes.NewReader(record), "sunspots.csv", data.CSV{Target: "sunspots"})
	if err != nil {
		return err
	}
	spots := d.Y.Data
	n := len(spots) - steps // years that have so many before them
	x, y := data.New(n, steps, 1), data.New(n, 1)
	for i := range n {
		for t := range steps {
			x.Data[i*steps+t] = spots[i+t] / scale
		}
		y.Data[i] = spots[i+steps] / scale
	}

	model := sequential.New(Input(steps, 1))
	model.Add(GRU(16, with.Stateful(true))) // a session may go on, year by year
	model.Add(Dense(1))
	if err := model.Compile("adam(learning_rate=0.01)", "mse", "mae"); err != nil {
		return err
	}
	past := n - hold
	if _, err := model.Fit(x.Slice(0, past), y.Slice(0, past), sequential.Epochs(100)); err != nil {
		return err
	}
	return report(model, x, y, spots, past)
}

// report measures the model on the years that it has not seen, beside the guess
// that nothing changes, and goes on with its own forecasts.
func report(model *sequential.Model, x, y *data.Tensor, spots []float32, past int) error {
	p, err := model.Predict(x.Slice(past, y.Rows()))
	if err != nil {
		return err
	}
	off, still := 0.0, 0.0
	for i, v := range p.Data {
		truth, before := spots[past+steps+i], spots[past+steps+i-1]
		off += math.Abs(float64(v*scale - truth))
		still += math.Abs(float64(before - truth))
	}
	fmt.Printf("%d years not trained on: off by %.0f spots on average; last year's number is off by %.0f\n", hold, off/hold, still/hold)

	session, err := model.NewSession()
	if err != nil {
		return err
	}
	next, err := session.Predict(x.Row(y.Rows() - 1)[1:]) // the years up to 2007, all at once
	for i := 0; i < 12 && err == nil; i++ {
		in := next.Row(next.Rows() - 1)[0] // its own forecast, but for the first
		if i == 0 {
			in = spots[len(spots)-1] / scale
		}
		if next, err = session.Predict([]float32{in}); err == nil {
			fmt.Printf("  %d: %3.0f\n", 2009+i, next.Data[0]*scale)
		}
	}
	return err
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
