package protocol

import "math/rand/v2"

// Steps returns an epoch for systems that have no training call: it shuffles the
// samples, hands copies of each batch's rows and their labels to step, and returns
// the mean of the losses.
func (s Settings) Steps(step func(x []float32, labels []byte) (float64, error)) (epoch func() (float64, error), err error) {
	x, err := s.X()
	if err != nil {
		return nil, err
	}
	labels, err := s.Labels()
	if err != nil {
		return nil, err
	}
	size, random := Batch[s.Work], rand.New(rand.NewPCG(0, 0))
	rows, classes := make([]float32, size*Width), make([]byte, size)
	return func() (sum float64, err error) {
		order, steps := random.Perm(s.Samples), 0
		for ; len(order) >= size; order = order[size:] {
			for i, row := range order[:size] {
				copy(rows[i*Width:], x[row*Width:][:Width])
				classes[i] = labels[row]
			}
			loss, err := step(rows, classes)
			if err != nil {
				return 0, err
			}
			sum += loss
			steps++
		}
		return sum / float64(steps), nil
	}, nil
}
