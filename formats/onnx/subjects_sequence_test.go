package onnx_test

import (
	"fmt"
	"math/rand/v2"
)

// recurrent is a recurrent layer with options of its own besides those of all.
func recurrent(r *rand.Rand, name string) string {
	own := ""
	if r.IntN(2) == 0 {
		own = ", activation=" + pick(r, "sigmoid", "relu", "elu(0.7)", "hard_sigmoid", "leaky_relu(0.1)", "None", "softsign", "sparse_sigmoid")
	}
	if name != "SimpleRNN" && r.IntN(3) == 0 { // what has no bounds would double its digits at each step
		own += ", recurrent_activation=" + pick(r, "hard_sigmoid", "sparse_sigmoid", "tanh", "softsign")
	}
	if name == "GRU" {
		own += fmt.Sprintf(", reset_after=%v", r.IntN(2) == 0)
	}
	return fmt.Sprintf("%s(%d, return_sequences=%v, go_backwards=%v, use_bias=%v%s)", name, size(r), r.IntN(2) == 0, r.IntN(2) == 0, r.IntN(3) > 0, own)
}

func recurrentSubject(name string) subject {
	return subject{name, func(r *rand.Rand) (string, []int) { return recurrent(r, name), shape(r, 2, 2) }}
}

var sequenceSubjects = []subject{
	{"Bidirectional", func(r *rand.Rand) (string, []int) {
		return fmt.Sprintf("Bidirectional(%s, %s)", recurrent(r, pick(r, "GRU", "LSTM", "SimpleRNN")), pick(r, "concat", "sum", "mul", "ave")), shape(r, 2, 2)
	}},
	{"Embedding", func(r *rand.Rand) (string, []int) {
		return fmt.Sprintf("Sequential([ReLU(3), Embedding(%d, %d, mask_zero=%v)])", 4+r.IntN(3), size(r), r.IntN(2) == 0), shape(r, 0, 2)
	}},
	recurrentSubject("GRU"),
	recurrentSubject("LSTM"),
	{"Masking", func(r *rand.Rand) (string, []int) {
		return fmt.Sprintf("Sequential([ReLU, Masking(%s)])", pick(r, "0", "1.5")), []int{4, 1 + r.IntN(2)}
	}},
	recurrentSubject("SimpleRNN"),
	{"TimeDistributed", func(r *rand.Rand) (string, []int) {
		inner := pick(r, "Dense(3, relu)", "Flatten", "Dense(2)", "GlobalMaxPooling1D")
		if inner == "GlobalMaxPooling1D" || inner == "Flatten" {
			return "TimeDistributed(" + inner + ")", shape(r, 3, 3)
		}
		return "TimeDistributed(" + inner + ")", shape(r, 2, 3)
	}},
}
