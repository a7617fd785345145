package keras_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/sequential"
)

// forgotten are parameters that Keras reads, and does not write (Huber.delta,
// Identity.gain, SimpleRNN's seed, implementation), and some that say nothing
// beside others (AUC.num_thresholds, strides that are the pool_size).
var forgotten = regexp.MustCompile(`(huber\(delta|identity\(gain|from_sorted_ids|num_thresholds|implementation|` +
	`unroll=[a-z]+, seed|Pooling\dD\(\[[0-9, ]+\], strides)=([a-zA-Z0-9.]+|\[[0-9, ]+\])`)

// kept is what m is, but for what Keras forgets. Of a Bidirectional it has both
// layers as they were built: Keras writes both of them, and their names.
func kept(t *testing.T, m *sequential.Model) string {
	t.Helper()
	text := forgotten.ReplaceAllString(description(t, m), "$1")
	for _, n := range m.Nodes() {
		if layer.TypeName(n.Spec) != "Bidirectional" {
			continue
		}
		text = regexp.MustCompile(`(?m)^Bidirectional\(.* merge_mode=(\w+),.*$`).ReplaceAllString(text, "Bidirectional $1")
		for _, inner := range n.Inner {
			c, err := layer.Call(inner.Spec)
			if err != nil {
				t.Fatal(err)
			}
			text += "\n" + forgotten.ReplaceAllString(noneIs.Replace(c.Full()), "$1")
		}
	}
	for range 2 { // pairs of pairs
		text = pairs.ReplaceAllStringFunc(text, single)
	}
	return ofInner.ReplaceAllString(text, "$1$2")
}

// pairs are what one number may be written for, ofInner the names of layers
// inside others, which Keras makes up.
var (
	pairs   = regexp.MustCompile(`\[\d+, \d+\]|\[\d+\]`)
	ofInner = regexp.MustCompile(`(?m)^(TimeDistributed\(.*)name=[a-z0-9_"]*(, trainable=\w+\), name)`)
)

// single is the one number that a pair of equal ones stands for.
func single(pair string) string {
	a, b, two := strings.Cut(strings.Trim(pair, "[]"), ", ")
	if a == b || !two {
		return a
	}
	return pair
}
