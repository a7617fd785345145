package main

import (
	"encoding/binary"
	"hash/maphash"
	"math"

	"github.com/layercake-go/layercake/sequential"
)

// watch finds out which epoch the weights are from that a training ends with:
// the last one, an earlier one whose weights were restored, or none, if it
// ended in the middle of one or averaged them.
type watch struct {
	steps   int
	epochs  []uint64 // hashes of the weights at the end of each
	weights []float32
	of      int // place in the history of the epoch that the weights are from; -1: of none
}

var watchSeed = maphash.MakeSeed()

// On implements sequential.Callback. It comes last, so it sees what the others
// made of the weights.
func (w *watch) On(e sequential.Event, t *sequential.Training) error {
	switch e {
	case sequential.BatchEnd:
		w.steps++
	case sequential.EpochEnd:
		w.epochs = append(w.epochs, w.hash(t))
	case sequential.TrainEnd: // comes also where the beginning failed
		w.of = -1
		last := w.hash(t)
		for i, h := range w.epochs {
			if h == last {
				w.of = i
			}
		}
	}
	return nil
}

func (w *watch) hash(t *sequential.Training) uint64 {
	w.weights = t.Keep(w.weights)
	var h maphash.Hash
	h.SetSeed(watchSeed)
	var b [4]byte
	for _, v := range w.weights {
		binary.LittleEndian.PutUint32(b[:], math.Float32bits(v))
		h.Write(b[:])
	}
	return h.Sum64()
}

// metrics are the scores of the weights that a training left: those of their
// epoch, and on the test data.
func (w *watch) metrics(h *sequential.History, test sequential.Scores) (all sequential.Scores) {
	if w.of >= 0 && w.of < len(w.epochs) {
		for _, name := range h.Names {
			if v := h.Values[name]; w.of < len(v) {
				all = append(all, sequential.Score{Name: name, Value: v[w.of]})
			}
		}
	}
	for _, s := range test {
		all = append(all, sequential.Score{Name: "test_" + s.Name, Value: s.Value})
	}
	return all
}
