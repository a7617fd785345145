package torch

// A kind says what a layer's weights are called in PyTorch and what form they
// have there. To add a layer, add an entry.
type kind struct {
	module string // PyTorch's class
	pairs  []pair
	// spatial: the channels are the last axis here, and the first there.
	spatial bool
	// fans: its kernel reads the whole vector, so what flattens before it counts.
	fans bool
	// epsilon is PyTorch's default, which a state dict does not hold.
	epsilon float64
	// rank of its bias, if another one means another arithmetic.
	biasRank int
}

// A pair is one array of ours and what it is made of.
type pair struct {
	ours   string
	theirs []string // two: added, or one above the other where stacked
	form
	stacked bool
	spread  bool   // PyTorch may keep one value for all
	without string // the key that does without it
}

// one is a pair of two arrays that differ in form alone.
func one(ours, theirs string, f form, without string) pair {
	return pair{ours: ours, theirs: []string{theirs}, form: f, without: without}
}

var (
	plain     = form{}
	transpose = form{axes: []int{1, 0}}
	// PyTorch's gates of a GRU are reset, update, new; Keras's update, reset, new.
	gru = []int{1, 0, 2}
)

// bias is the bias of most layers.
var bias = one("bias", "bias", plain, "use_bias=false")

// normalized are the arrays of a normalizing layer that learns.
var normalized = []pair{one("gamma", "weight", plain, "scale=false"), one("beta", "bias", plain, "center=false")}

// convolution is a layer whose kernel has the given axes; see form.
func convolution(module string, axes ...int) kind {
	return kind{module: module, spatial: true, pairs: []pair{one("kernel", "weight", form{axes: axes}, ""), bias}}
}

// recurrent is a layer with gates. PyTorch keeps two biases, which are added,
// but in a GRU.
func recurrent(module string, gates []int, stacked bool) kind {
	turned := form{[]int{1, 0}, gates}
	return kind{module: module, pairs: []pair{
		one("kernel", "weight_ih", turned, ""),
		one("recurrent_kernel", "weight_hh", turned, ""),
		{ours: "bias", theirs: []string{"bias_ih", "bias_hh"}, form: form{gates: gates}, stacked: stacked, without: "use_bias=false"},
	}}
}

// gruKind is a GRU, which PyTorch has only with its reset after the product.
func gruKind() kind {
	k := recurrent("GRU", gru, true)
	k.biasRank = 2
	return k
}

// kinds has every layer with weights that PyTorch has too.
var kinds = map[string]kind{
	"Dense":              {module: "Linear", fans: true, pairs: []pair{one("kernel", "weight", transpose, ""), bias}},
	"Embedding":          {module: "Embedding", pairs: []pair{one("embeddings", "weight", plain, "")}},
	"LayerNormalization": {module: "LayerNorm", epsilon: 1e-5, pairs: normalized},
	"BatchNormalization": {module: "BatchNorm", epsilon: 1e-5, pairs: append(normalized[:2:2],
		one("moving_mean", "running_mean", plain, ""), one("moving_variance", "running_var", plain, ""))},
	"PReLU":     {module: "PReLU", pairs: []pair{{ours: "alpha", theirs: []string{"weight"}, spread: true}}},
	"Conv1D":    convolution("Conv1d", 2, 1, 0),
	"Conv2D":    convolution("Conv2d", 2, 3, 1, 0),
	"SimpleRNN": recurrent("RNN", nil, false),
	"LSTM":      recurrent("LSTM", nil, false), // input, forget, cell, output: the same order
	"GRU":       gruKind(),
}
