package layers

import "github.com/layercake-go/layercake/layer"

// onlyInTraining is the note of all layers of noise.
const onlyInTraining = "in training only; at prediction it changes nothing."

// noisy describes a layer that puts noise on its input in training.
func noisy(n *layer.Node, label string, seed *int) {
	n.Label, n.Seed = label, seed
	n.ActsOn, n.Note = "each unit alone", onlyInTraining
	n.Mask, n.InPlace = layer.PassesMask, true
}
