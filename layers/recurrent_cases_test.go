package layers_test

import "github.com/layercake-go/layercake/internal/layertest"

var _ = conform(
	layertest.Case{Spec: "SimpleRNN(2)", In: shape{4, 3}, Out: shape{2}, Weights: 12},
	layertest.Case{Spec: "SimpleRNN(2, silu, return_sequences=true)", In: shape{4, 3}, Out: shape{4, 2}, Weights: 12, Masked: true},
	layertest.Case{Spec: "SimpleRNN(3, None, use_bias=false, go_backwards=true, zero_output_for_mask=true, return_sequences=true)", In: shape{3, 2}, Out: shape{3, 3}, Weights: 15, Masked: true},
	layertest.Case{Spec: "SimpleRNN(3, softmax, dropout=0.3, recurrent_dropout=0.4)", In: shape{3, 4}, Out: shape{3}, Weights: 24},

	layertest.Case{Spec: "LSTM(3)", In: shape{4, 2}, Out: shape{3}, Weights: 72},
	layertest.Case{Spec: "LSTM(3, return_sequences=true)", In: shape{4, 2}, Out: shape{4, 3}, Weights: 72, Masked: true},
	layertest.Case{Spec: "LSTM(2, go_backwards=true, kernel_regularizer=l2(0.1), recurrent_regularizer=l2(0.1), bias_regularizer=l2(0.1), activity_regularizer=l2(0.1))", In: shape{20, 2}, Out: shape{2}, Weights: 40, Masked: true},
	layertest.Case{Spec: "LSTM(3, silu, softmax, use_bias=false, return_sequences=true, zero_output_for_mask=true)", In: shape{3, 2}, Out: shape{3, 3}, Weights: 60, Masked: true},
	layertest.Case{Spec: "LSTM(3, tanh, gelu)", In: shape{3, 2}, Out: shape{3}, Weights: 72},
	layertest.Case{Spec: "LSTM(3, dropout=0.5, return_sequences=true)", In: shape{3, 4}, Out: shape{3, 3}, Weights: 96, Masked: true},
	layertest.Case{Spec: "LSTM(3, dropout=0.5, recurrent_dropout=0.3, seed=5)", In: shape{3, 4}, Out: shape{3}, Weights: 96},
	layertest.Case{Spec: "LSTM(3, stateful=true)", In: shape{1, 2}, Out: shape{3}, Weights: 72},

	layertest.Case{Spec: "GRU(3)", In: shape{4, 2}, Out: shape{3}, Weights: 63},
	layertest.Case{Spec: "GRU(3, return_sequences=true)", In: shape{20, 2}, Out: shape{20, 3}, Weights: 63, Masked: true},
	layertest.Case{Spec: "GRU(3, use_bias=false, go_backwards=true)", In: shape{4, 2}, Out: shape{3}, Weights: 45, Masked: true},
	layertest.Case{Spec: "GRU(3, reset_after=false)", In: shape{4, 2}, Out: shape{3}, Weights: 54},
	layertest.Case{Spec: "GRU(3, silu, gelu, reset_after=false, return_sequences=true, zero_output_for_mask=true)", In: shape{4, 2}, Out: shape{4, 3}, Weights: 54, Masked: true},
	layertest.Case{Spec: "GRU(3, silu, silu, bias_regularizer=l2(0.1))", In: shape{4, 2}, Out: shape{3}, Weights: 63, Masked: true},
	layertest.Case{Spec: "GRU(3, dropout=0.3, recurrent_dropout=0.4, return_sequences=true)", In: shape{3, 4}, Out: shape{3, 3}, Weights: 81, Masked: true},
	layertest.Case{Spec: "GRU(3, dropout=0.3, recurrent_dropout=0.4, reset_after=false)", In: shape{3, 4}, Out: shape{3}, Weights: 72},

	layertest.Case{Spec: "Bidirectional(LSTM(2))", In: shape{4, 3}, Out: shape{4}, Weights: 96},
	layertest.Case{Spec: "Bidirectional(GRU(2, return_sequences=true), sum)", In: shape{4, 3}, Out: shape{4, 2}, Weights: 84, Masked: true},
	layertest.Case{Spec: "Bidirectional(SimpleRNN(2, return_sequences=true), mul)", In: shape{4, 3}, Out: shape{4, 2}, Weights: 24, Masked: true},
	layertest.Case{Spec: "Bidirectional(SimpleRNN(2, return_sequences=true), concat)", In: shape{4, 3}, Out: shape{4, 4}, Weights: 24, Masked: true},
	layertest.Case{Spec: "Bidirectional(LSTM(2, go_backwards=true), ave, LSTM(2, dropout=0.2))", In: shape{4, 3}, Out: shape{2}, Weights: 96},

	layertest.Case{Spec: "TimeDistributed(Dense(2, tanh))", In: shape{4, 3}, Out: shape{4, 2}, Weights: 8, Masked: true},
	layertest.Case{Spec: "TimeDistributed(Flatten)", In: shape{2, 2, 3}, Out: shape{2, 6}},
	layertest.Case{Spec: "TimeDistributed(Flatten)", In: shape{2, 3}, Out: shape{2, 3}, Masked: true},
	layertest.Case{Spec: "TimeDistributed(LSTM(2, return_sequences=true))", In: shape{3, 2, 2}, Out: shape{3, 2, 2}, Weights: 40, Masked: true},
	layertest.Case{Spec: "TimeDistributed(Dropout(0.4))", In: shape{4, 3}, Out: shape{4, 3}},

	layertest.Case{Spec: "Embedding(5, 3)", In: shape{4}, Out: shape{4, 3}, Weights: 15, Integers: 5},
	layertest.Case{Spec: "Embedding(5, 3, mask_zero=true, embeddings_regularizer=l2(0.1))", In: shape{2, 2}, Out: shape{2, 2, 3}, Weights: 15, Integers: 5},
	layertest.Case{Spec: "Masking", In: shape{4, 3}, Out: shape{4, 3}},
	layertest.Case{Spec: "Masking(-1)", In: shape{4, 1}, Out: shape{4, 1}, Masked: true},
)
