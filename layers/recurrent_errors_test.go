package layers_test

import "testing"

// TestRecurrentErrors pins what each wrong parameter of a layer of sequences is
// told.
func TestRecurrentErrors(t *testing.T) {
	refuses(t, []refusal{
		{"LSTM(0)", shape{4, 2}, "units: want at least 1, have 0"},
		{"LSTM(2)", shape{4}, "wants sequences (steps, features), have (None, 4); a recurrent layer before it needs return_sequences=true, or put Reshape([4, 1]) before it"},
		{"GRU(2, return_state=true)", shape{4, 2}, "return_state: want false: one array goes from layer to layer; to keep a state from call to call use stateful and a Session"},
		{"GRU(2, dropout=1)", shape{4, 2}, "dropout: want a share from 0 to below 1, have 1"},
		{"SimpleRNN(2, recurrent_dropout=-1)", shape{4, 2}, "recurrent_dropout: want a share from 0 to below 1, have -1"},
		{"LSTM(2, implementation=3)", shape{4, 2}, "implementation: want 1 or 2, have 3"},
		{"LSTM(2, use_cudnn=yes)", shape{4, 2}, "use_cudnn: want auto, true or false, have \"yes\""},
		{"LSTM(2, bias_initializer=orthogonal)", shape{4, 2}, "bias_initializer: orthogonal needs at least 2 axes, have shape [8]"},
		{"LSTM(2147483647)", shape{4, 2}, "its weights kernel of shape [2 8589934588] are too big"},
		{"LSTM(20000)", shape{1000000, 1}, "units: 20000 for 1000000 steps are too many"},
		{"Bidirectional(LSTM(2), None)", shape{4, 2}, "merge_mode: want one array to go on: concat, sum, mul or ave, have None"},
		{"Bidirectional(LSTM(2), summ)", shape{4, 2}, `merge_mode: want concat, sum, mul or ave, have "summ"; did you mean "sum"?`},
		{"Bidirectional(Dense(2))", shape{4, 2}, "layer: want a recurrent layer, such as LSTM or GRU, have Dense"},
		{"Bidirectional(LSTM(0))", shape{4, 2}, "layer: units: want at least 1, have 0"},
		{"Bidirectional(LSTM(2), backward_layer=LSTM(2))", shape{4, 2}, "backward_layer: want go_backwards=true and return_sequences=false, to fit layer"},
		{"Bidirectional(LSTM(2), backward_layer=GRU(3, go_backwards=true))", shape{4, 2}, "backward_layer: want an output (None, 2) as of layer, have (None, 3)"},
		{"Bidirectional(LSTM(2), backward_layer=Dense(3))", shape{4, 2}, "backward_layer: want a recurrent layer, such as LSTM or GRU, have Dense"},
		{"TimeDistributed(Dense(0))", shape{4, 2}, "layer: units: want at least 1, have 0"},
		{"TimeDistributed(Dense(2))", shape{4}, "wants sequences (steps, …), have (None, 4); a recurrent layer before it needs return_sequences=true, or put Reshape([4, 1]) before it"},
		{"Embedding(0, 2)", shape{4}, "input_dim: want at least 1, have 0"},
		{"Embedding(2, 0)", shape{4}, "output_dim: want at least 1, have 0"},
	})
}
