// Spago runs the works on spaGO: samples one by one through a graph, as its
// examples do.
package main

import (
	"slices"

	"github.com/layercake-go/layercake/bench/protocol"
	"github.com/nlpodyssey/spago/ag"
	"github.com/nlpodyssey/spago/losses"
	"github.com/nlpodyssey/spago/mat"
	"github.com/nlpodyssey/spago/nn"
	"github.com/nlpodyssey/spago/nn/linear"
	"github.com/nlpodyssey/spago/optimizers"
	"github.com/nlpodyssey/spago/optimizers/adam"
	"github.com/nlpodyssey/spago/optimizers/sgd"
)

var version = protocol.Version("spaGO", "github.com/nlpodyssey/spago")

func main() {
	protocol.Main(map[string]func(protocol.Settings) error{"W1": train, "W2": train, "W3": predict, "W7": cold})
}

// network is relu between dense layers; it returns scores.
type network []*linear.Model

func zeros(sizes []int) (n network) {
	for i, out := range sizes[1:] {
		n = append(n, linear.New[float32](sizes[i], out))
	}
	return n
}

func started(s protocol.Settings, name string) (network, error) {
	list, err := s.Weights(name)
	if err != nil {
		return nil, err
	}
	n := zeros(protocol.Sizes[name])
	for i, l := range list {
		turned := make([]float32, 0, len(l.Kernel))
		for j := range l.Out {
			for k := range l.In {
				turned = append(turned, l.Kernel[k*l.Out+j])
			}
		}
		n[i].W.ReplaceValue(mat.NewDense[float32](mat.WithShape(l.Out, l.In), mat.WithBacking(turned), mat.WithGrad(true)))
		n[i].B.ReplaceValue(mat.NewDense[float32](mat.WithShape(l.Out), mat.WithBacking(l.Bias), mat.WithGrad(true)))
	}
	return n, nil
}

func (n network) forward(x []float32) []mat.Tensor {
	var h []mat.Tensor
	for row := range slices.Chunk(x, protocol.Width) {
		h = append(h, mat.NewDense[float32](mat.WithBacking(slices.Clone(row))))
	}
	for i, layer := range n {
		h = layer.Forward(h...)
		if i+1 < len(n) {
			h = ag.Map(ag.ReLU, h)
		}
	}
	return h
}

func (n network) probabilities(x []float32) ([]float32, error) {
	var all []float32
	for _, y := range n.forward(x) {
		all = append(all, mat.Data[float32](ag.Softmax(y).Value().(mat.Matrix))...)
	}
	return all, nil
}

func train(s protocol.Settings) error {
	n, err := started(s, s.Work)
	if err != nil {
		return err
	}
	adamRule := adam.New(adam.NewDefaultConfig())
	var rule optimizers.OptimizationStrategy = adamRule
	if s.Work == "W2" {
		rule = sgd.New[float32](sgd.NewConfig(0.01, 0, false))
	}
	epoch, err := s.Steps(func(x []float32, labels []byte) (float64, error) {
		var classes []int
		for _, c := range labels {
			classes = append(classes, int(c))
		}
		loss := losses.CrossEntropySeq(n.forward(x), classes, true)
		if err := ag.Backward(loss); err != nil {
			return 0, err
		}
		// Not Optimizer.Optimize: it returns before the last parameters are done.
		for _, layer := range n {
			for _, p := range []*nn.Param{layer.W, layer.B} {
				if err := rule.OptimizeParams(p); err != nil {
					return 0, err
				}
			}
		}
		adamRule.IncExample()
		return loss.Value().Item().F64(), nil
	})
	if err != nil {
		return err
	}
	return s.Train("Backward, OptimizeParams", version, epoch)
}

func predict(s protocol.Settings) error {
	return s.Predict(version, func(net string, x []float32, _ int) (normal, fast map[string]protocol.Predictor, err error) {
		n, err := started(s, net)
		return map[string]protocol.Predictor{"Forward": func() ([]float32, error) { return n.probabilities(x) }}, nil, err
	})
}

func cold(protocol.Settings) error {
	y, err := zeros(protocol.Sizes["W2"]).probabilities(make([]float32, protocol.Width))
	if err != nil {
		return err
	}
	return protocol.Cold(version, y)
}
