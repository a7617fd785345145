// Custom-activation uses two activations of its own in a YAML text, by name. One is
// element-wise: it sees a number at a time. One is vector-wise: it sees whole rows.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/configs"
)

// squaredReLU is relu(x)²: So et al., "Primer", 2021.
var squaredReLU = &activations.Activation{
	Name:    "squared_relu",
	Formula: "squared_relu(x) = max(x, 0)²",
	Scope:   activations.Elementwise,
	Saves:   activations.Input, // Grad reads x
	Apply: func(y, x []float32, _ int) {
		for i, v := range x {
			y[i] = max(v, 0) * v
		}
	},
	Grad: func(dx, dy, _, x []float32, _ int) {
		for i, v := range x {
			dx[i] = 2 * max(v, 0) * dy[i]
		}
	},
}

const epsilon = 0.01 // keeps a row of zeros from being divided by 0

// sphericalSoftmax shares by squares where softmax shares by exp: de Brébisson
// and Vincent, "An Exploration of Softmax Alternatives", 2015.
var sphericalSoftmax = &activations.Activation{
	Name:    "spherical_softmax",
	Formula: "spherical_softmax(x)ᵢ = (xᵢ² + ε) / Σⱼ (xⱼ² + ε)",
	Scope:   activations.Vectorwise,
	Saves:   activations.Input,
	Simplex: true, // outputs are shares of one whole: cross-entropy may read them
	Apply: func(y, x []float32, n int) {
		for r := 0; r < len(x); r += n { // row by row
			sum := total(x[r : r+n])
			for i := r; i < r+n; i++ {
				y[i] = (float32(x[i]*x[i]) + epsilon) / sum
			}
		}
	},
	Grad: func(dx, dy, y, x []float32, n int) { // 2xⱼ · (dyⱼ − Σᵢ dyᵢ·yᵢ) / Σ
		for r := 0; r < len(x); r += n {
			sum, mean := total(x[r:r+n]), float32(0)
			for i := r; i < r+n; i++ {
				mean += float32(dy[i] * y[i])
			}
			for i := r; i < r+n; i++ {
				dx[i] = 2 * x[i] * (dy[i] - mean) / sum
			}
		}
	},
}

func total(row []float32) (sum float32) {
	for _, v := range row {
		sum += float32(v*v) + epsilon
	}
	return sum
}

const text = `
version: 1
layers: [Rescaling(0.0625), "Dense(50, squared_relu)", "Dense(10, spherical_softmax)"]
compile: {optimizer: adam, loss: sparse_categorical_crossentropy, metrics: [accuracy]}
fit: {epochs: 20}
data: {source: digits, test: 0.2}
`

func run() error {
	if err := errors.Join(activations.Register(squaredReLU), activations.Register(sphericalSoftmax)); err != nil {
		return err
	}
	spec, err := configs.Parse("digits.yaml", []byte(text))
	if err != nil {
		return err
	}
	result, err := configs.Train(context.Background(), spec, ".")
	if err == nil {
		fmt.Print(result.Model.Summary(), "test ", result.Test, "\n")
	}
	return err
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
