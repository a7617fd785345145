// Gorgonia runs the works on Gorgonia's tape machine.
package main

import (
	"fmt"

	"github.com/layercake-go/layercake/bench/protocol"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

var version = protocol.Version("Gorgonia", "gorgonia.org/gorgonia")

func main() {
	protocol.Main(map[string]func(protocol.Settings) error{"W1": train, "W2": train, "W3": predict, "W7": cold})
}

// network is a graph for batches of one size.
type network struct {
	graph   *gorgonia.ExprGraph
	x       *gorgonia.Node
	y       *gorgonia.Node // probabilities
	weights gorgonia.Nodes
}

func dense(rows, columns int, values []float32) *tensor.Dense {
	return tensor.New(tensor.WithShape(rows, columns), tensor.WithBacking(values))
}

func build(list []protocol.Layer, batch int) (n network, err error) {
	n.graph = gorgonia.NewGraph()
	n.x = gorgonia.NewMatrix(n.graph, tensor.Float32, gorgonia.WithShape(batch, protocol.Width), gorgonia.WithName("x"))
	h := n.x
	for i, l := range list {
		w := gorgonia.NodeFromAny(n.graph, dense(l.In, l.Out, l.Kernel), gorgonia.WithName(fmt.Sprint("w", i)))
		b := gorgonia.NodeFromAny(n.graph, dense(1, l.Out, l.Bias), gorgonia.WithName(fmt.Sprint("b", i)))
		n.weights = append(n.weights, w, b)
		if h, err = gorgonia.Mul(h, w); err != nil {
			return n, err
		}
		if h, err = gorgonia.BroadcastAdd(h, b, nil, []byte{0}); err != nil {
			return n, err
		}
		if i+1 < len(list) {
			h, err = gorgonia.Rectify(h)
		} else {
			h, err = gorgonia.SoftMax(h)
		}
		if err != nil {
			return n, err
		}
	}
	n.y = h
	return n, nil
}

// crossEntropy is −mean(Σ t·log y).
func (n network) crossEntropy(target *gorgonia.Node) (*gorgonia.Node, error) {
	logs, err := gorgonia.Log(n.y)
	if err != nil {
		return nil, err
	}
	chosen, err := gorgonia.HadamardProd(logs, target)
	if err != nil {
		return nil, err
	}
	rows, err := gorgonia.Sum(chosen, 1)
	if err != nil {
		return nil, err
	}
	mean, err := gorgonia.Mean(rows)
	if err != nil {
		return nil, err
	}
	return gorgonia.Neg(mean)
}

func train(s protocol.Settings) error {
	list, err := s.Weights(s.Work)
	if err != nil {
		return err
	}
	batch := protocol.Batch[s.Work]
	n, err := build(list, batch)
	if err != nil {
		return err
	}
	target := gorgonia.NewMatrix(n.graph, tensor.Float32, gorgonia.WithShape(batch, protocol.Classes), gorgonia.WithName("t"))
	cost, err := n.crossEntropy(target)
	if err != nil {
		return err
	}
	var loss gorgonia.Value
	gorgonia.Read(cost, &loss)
	if _, err := gorgonia.Grad(cost, n.weights...); err != nil {
		return err
	}
	machine := gorgonia.NewTapeMachine(n.graph, gorgonia.BindDualValues(n.weights...))
	defer machine.Close()
	var solver gorgonia.Solver = gorgonia.NewAdamSolver(gorgonia.WithLearnRate(1e-3))
	if s.Work == "W2" {
		solver = gorgonia.NewVanillaSolver(gorgonia.WithLearnRate(0.01))
	}
	oneHot := make([]float32, batch*protocol.Classes)
	epoch, err := s.Steps(func(x []float32, labels []byte) (float64, error) {
		clear(oneHot)
		for i, c := range labels {
			oneHot[i*protocol.Classes+int(c)] = 1
		}
		if err := gorgonia.Let(n.x, dense(batch, protocol.Width, x)); err != nil {
			return 0, err
		}
		if err := gorgonia.Let(target, dense(batch, protocol.Classes, oneHot)); err != nil {
			return 0, err
		}
		if err := machine.RunAll(); err != nil {
			return 0, err
		}
		value := float64(loss.Data().(float32))
		if err := solver.Step(gorgonia.NodesToValueGrads(n.weights)); err != nil {
			return 0, err
		}
		machine.Reset()
		return value, nil
	})
	if err != nil {
		return err
	}
	return s.Train("TapeMachine.RunAll, Solver.Step", version, epoch)
}

// predictor returns a call that runs the graph forward.
func predictor(list []protocol.Layer, x []float32, batch int) (protocol.Predictor, error) {
	n, err := build(list, batch)
	if err != nil {
		return nil, err
	}
	var y gorgonia.Value
	gorgonia.Read(n.y, &y)
	machine := gorgonia.NewTapeMachine(n.graph)
	return func() ([]float32, error) {
		defer machine.Reset()
		if err := gorgonia.Let(n.x, dense(batch, protocol.Width, x)); err != nil {
			return nil, err
		}
		if err := machine.RunAll(); err != nil {
			return nil, err
		}
		return y.Data().([]float32), nil
	}, nil
}

func predict(s protocol.Settings) error {
	return s.Predict(version, func(net string, x []float32, batch int) (normal, fast map[string]protocol.Predictor, err error) {
		list, err := s.Weights(net)
		if err != nil {
			return nil, nil, err
		}
		call, err := predictor(list, x, batch)
		return map[string]protocol.Predictor{"TapeMachine.RunAll": call}, nil, err
	})
}

func cold(protocol.Settings) error {
	var list []protocol.Layer
	sizes := protocol.Sizes["W2"]
	for i, out := range sizes[1:] {
		list = append(list, protocol.Layer{In: sizes[i], Out: out, Kernel: make([]float32, sizes[i]*out), Bias: make([]float32, out)})
	}
	call, err := predictor(list, make([]float32, protocol.Width), 1)
	if err != nil {
		return err
	}
	y, err := call()
	if err != nil {
		return err
	}
	return protocol.Cold(version, y)
}
