// Custom-loss trains with losses of its own: quantiles. A model that pays 9 for
// each unit it predicts too low and 1 for each unit too high learns to stay
// above nine targets of ten; with 1 and 9 it stays below them. Between the two
// lie eight of ten.
package main

import (
	"fmt"
	"os"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/losses"
	"github.com/layercake-go/layercake/sequential"
)

// quantile is v = q·(t − p) where the prediction p is too low, (1 − q)·(p − t)
// where it is too high. Koenker and Bassett, 1978.
func quantile(name string, q float32) *losses.Loss {
	return &losses.Loss{
		Name: name,
		Rows: func(v, p, t []float32, n int) { // one loss for each row of n predictions
			for r := range v {
				v[r] = 0
				for i := r * n; i < (r+1)*n; i++ {
					v[r] += max(q*(t[i]-p[i]), (1-q)*(p[i]-t[i])) / float32(n)
				}
			}
		},
		Grad: func(d, p, t []float32, n int) { // ∂v/∂p
			for i := range p {
				d[i] = (1 - q) / float32(n)
				if p[i] < t[i] {
					d[i] = -q / float32(n)
				}
			}
		},
	}
}

// fitted is a model of all patients that was trained with a loss, given as a
// value or by its name.
func fitted(patients *data.Dataset, loss any) (*data.Tensor, error) {
	model := sequential.New(Input(10), Normalization(), Dense(16, "relu"), Dense(1))
	if err := model.Compile("adam(learning_rate=0.02)", loss); err != nil {
		return nil, err
	}
	if _, err := model.Fit(patients.X, patients.Y, sequential.Epochs(200)); err != nil {
		return nil, err
	}
	return model.Predict(patients.X)
}

func run() error {
	patients, err := data.Named("diabetes")
	if err != nil {
		return err
	}
	low, err := fitted(patients, quantile("low", 0.1)) // a value will do …
	if err != nil {
		return err
	}
	if err := losses.Register(quantile("quantile_90", 0.9)); err != nil {
		return err
	}
	high, err := fitted(patients, "quantile_90") // … and a name can be saved, and stand in YAML
	if err != nil {
		return err
	}
	below, above := 0, 0
	for i, y := range patients.Y.Data {
		if y < low.Data[i] {
			below++
		}
		if y > high.Data[i] {
			above++
		}
	}
	n := patients.X.Rows()
	fmt.Printf("of %d patients %.0f%% lie below the low line, %.0f%% above the high one\n", n, 100*float64(below)/float64(n), 100*float64(above)/float64(n))
	for i := range 5 {
		fmt.Printf("  between %3.0f and %3.0f: it was %3.0f\n", low.Data[i], high.Data[i], patients.Y.Data[i])
	}
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
