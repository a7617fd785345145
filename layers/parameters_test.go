package layers_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

// leftOut are parameters of Keras's that are not here, and why.
var leftOut = map[string]string{
	"Dense lora_rank":                    "fine-tuning by low-rank updates",
	"Dense lora_alpha":                   "fine-tuning by low-rank updates",
	"Dense quantization_config":          "weights are float32",
	"Embedding weights":                  "SetWeights sets them",
	"Embedding lora_rank":                "fine-tuning by low-rank updates",
	"Embedding lora_alpha":               "fine-tuning by low-rank updates",
	"Embedding quantization_config":      "weights are float32",
	"Bidirectional weights":              "SetWeights sets them",
	"BatchNormalization renorm":          "batch renormalization comes with its issue",
	"BatchNormalization renorm_clipping": "batch renormalization comes with its issue",
	"BatchNormalization renorm_momentum": "batch renormalization comes with its issue",
	"BatchNormalization synchronized":    "one machine, one batch",
}

// early are the layers whose activation comes before all that may be left out:
// people write Conv2D(32, 3, relu).
var early = []string{"Conv1D", "Conv2D", "DepthwiseConv2D", "SeparableConv2D"}

// TestParameters compares names, order and defaults with Keras's.
func TestParameters(t *testing.T) {
	text, err := os.ReadFile("testdata/parameters.txt")
	if err != nil {
		t.Fatal(err)
	}
	used, listed := 0, []string{"InputLayer", "Sequential"} // which Keras has otherwise
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		words := strings.Fields(line)
		listed = append(listed, words[0])
		var want, have []string
		for _, w := range words[1:] {
			key, value, optional := strings.Cut(w, "=")
			if leftOut[words[0]+" "+key] != "" {
				used++
				continue
			}
			want = append(want, parameter(t, key, value, !optional))
		}
		if i := slices.Index(want, "activation=None"); slices.Contains(early, words[0]) {
			first := slices.IndexFunc(want, func(p string) bool { return strings.Contains(p, "=") })
			want = slices.Insert(slices.Delete(want, i, i+1), first, "activation=None")
		}
		for _, e := range layer.Entries() {
			if e.Name == words[0] {
				for _, p := range registry.Params(e.Params) {
					if p.Key != "name" && p.Key != "trainable" {
						have = append(have, parameter(t, p.Key, p.Default, p.Required))
					}
				}
			}
		}
		if !slices.Equal(have, want) {
			t.Errorf("%s has %v, want %v", words[0], have, want)
		}
	}
	for _, name := range builtin {
		if !slices.Contains(listed, name) {
			t.Errorf("%s has no line in testdata/parameters.txt", name)
		}
	}
	if used != len(leftOut) {
		t.Errorf("%d parameters are listed as left out, %d are", len(leftOut), used)
	}
}

// parameter renders a parameter, whichever way its default was written.
func parameter(t *testing.T, key, value string, required bool) string {
	if required {
		return key
	}
	v, err := call.Value(value)
	if err != nil {
		t.Fatal(err)
	}
	return key + "=" + call.Format(v)
}
