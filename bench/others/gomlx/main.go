// Gomlx runs the works on GoMLX with its own backend, which needs nothing but Go.
package main

import (
	"fmt"

	"github.com/gomlx/gomlx/backends"
	"github.com/gomlx/gomlx/backends/simplego"
	"github.com/gomlx/gomlx/pkg/core/graph"
	"github.com/gomlx/gomlx/pkg/core/tensors"
	"github.com/gomlx/gomlx/pkg/ml/context"
	"github.com/gomlx/gomlx/pkg/ml/datasets"
	"github.com/gomlx/gomlx/pkg/ml/layers"
	"github.com/gomlx/gomlx/pkg/ml/layers/activations"
	"github.com/gomlx/gomlx/pkg/ml/train"
	"github.com/gomlx/gomlx/pkg/ml/train/losses"
	"github.com/gomlx/gomlx/pkg/ml/train/optimizers"

	"github.com/layercake-go/layercake/bench/protocol"
)

var version = protocol.Version("GoMLX, simplego backend,", "github.com/gomlx/gomlx")

func main() {
	protocol.Main(map[string]func(protocol.Settings) error{"W1": run(fit), "W2": run(fit), "W3": run(predict), "W7": run(cold)})
}

// run gives a work its backend.
func run(work func(backends.Backend, protocol.Settings) error) func(protocol.Settings) error {
	return func(s protocol.Settings) error {
		backend, err := simplego.New("")
		if err != nil {
			return err
		}
		return work(backend, s)
	}
}

// scores is relu between dense layers.
func scores(sizes []int) func(ctx *context.Context, x *graph.Node) *graph.Node {
	return func(ctx *context.Context, x *graph.Node) *graph.Node {
		for i, units := range sizes[1:] {
			x = layers.DenseWithBias(ctx.Inf("layer_%d", i), x, units)
			if i+2 < len(sizes) {
				x = activations.Relu(x)
			}
		}
		return x
	}
}

// started has the common first weights.
func started(s protocol.Settings, net string) (*context.Context, error) {
	list, err := s.Weights(net)
	if err != nil {
		return nil, err
	}
	ctx := context.New().Checked(false)
	for i, l := range list {
		in := ctx.Inf("layer_%d", i).In("dense")
		in.VariableWithValue("weights", tensors.FromFlatDataAndDimensions(l.Kernel, l.In, l.Out))
		in.VariableWithValue("biases", tensors.FromFlatDataAndDimensions(l.Bias, l.Out))
	}
	return ctx, nil
}

func fit(backend backends.Backend, s protocol.Settings) error {
	ctx, err := started(s, s.Work)
	if err != nil {
		return err
	}
	set, err := samples(backend, s)
	if err != nil {
		return err
	}
	optimizer := optimizers.Adam().LearningRate(1e-3).Done()
	if s.Work == "W2" {
		optimizer = optimizers.StochasticGradientDescent().WithDecay(false).WithLearningRate(0.01).Done()
	}
	forward := scores(protocol.Sizes[s.Work])
	model := func(ctx *context.Context, _ any, inputs []*graph.Node) []*graph.Node {
		return []*graph.Node{forward(ctx, inputs[0])}
	}
	loop := train.NewLoop(train.NewTrainer(backend, ctx, model, losses.SparseCategoricalCrossEntropyLogits, optimizer, nil, nil))
	var sum float64
	var steps int
	loop.OnStep("loss", 0, func(_ *train.Loop, metrics []*tensors.Tensor) error {
		sum += float64(tensors.ToScalar[float32](metrics[0]))
		steps++
		return nil
	})
	return s.Train("Loop.RunEpochs", version, func() (float64, error) {
		sum, steps = 0, 0
		_, err := loop.RunEpochs(set, 1)
		return sum / float64(steps), err
	})
}

func samples(backend backends.Backend, s protocol.Settings) (*datasets.InMemoryDataset, error) {
	x, err := s.X()
	if err != nil {
		return nil, err
	}
	labels, err := s.Labels()
	if err != nil {
		return nil, err
	}
	classes := make([]int32, s.Samples)
	for i := range classes {
		classes[i] = int32(labels[i])
	}
	set, err := datasets.InMemoryFromData(backend, "samples",
		[]any{tensors.FromFlatDataAndDimensions(x[:s.Samples*protocol.Width], s.Samples, protocol.Width)},
		[]any{tensors.FromFlatDataAndDimensions(classes, s.Samples, 1)})
	if err != nil {
		return nil, err
	}
	return set.Shuffle().BatchSize(protocol.Batch[s.Work], true), nil
}

// predictor compiles the net with softmax.
func predictor(backend backends.Backend, ctx *context.Context, net string, x []float32, batch int) (protocol.Predictor, error) {
	forward := scores(protocol.Sizes[net])
	exec, err := context.NewExec(backend, ctx, func(ctx *context.Context, x *graph.Node) *graph.Node {
		return graph.Softmax(forward(ctx, x))
	})
	if err != nil {
		return nil, err
	}
	in := tensors.FromFlatDataAndDimensions(x, batch, protocol.Width)
	return func() ([]float32, error) {
		out, err := exec.Exec(in)
		if err != nil {
			return nil, err
		}
		if len(out) != 1 {
			return nil, fmt.Errorf("want one output, have %d", len(out))
		}
		defer out[0].MustFinalizeAll()
		return tensors.CopyFlatData[float32](out[0])
	}, nil
}

func predict(backend backends.Backend, s protocol.Settings) error {
	return s.Predict(version, func(net string, x []float32, batch int) (normal, fast map[string]protocol.Predictor, err error) {
		ctx, err := started(s, net)
		if err != nil {
			return nil, nil, err
		}
		call, err := predictor(backend, ctx, net, x, batch)
		return map[string]protocol.Predictor{"Exec": call}, nil, err
	})
}

func cold(backend backends.Backend, _ protocol.Settings) error {
	call, err := predictor(backend, context.New(), "W2", make([]float32, protocol.Width), 1)
	if err != nil {
		return err
	}
	y, err := call()
	if err != nil {
		return err
	}
	return protocol.Cold(version, y)
}
