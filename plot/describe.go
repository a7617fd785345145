package plot

// Network is all that a picture needs to know of a model.
//
// Of a layer with more than ten units the first four and the last four are
// drawn; of the outputs also the largest, where a sample makes it the
// predicted class.
type Network struct {
	Title    string // "" for the layers in one line
	Subtitle string // "" for a sentence on how to read the tiles
	Input    Input
	Layers   []Layer  // at least one, in order
	Classes  []string // names of the outputs; two names for a single output mean false and true; may be nil
	Sample   *Sample  // the sample whose numbers are drawn; nil: no numbers
}

// Input is what goes into the first layer.
type Input struct {
	Name  string
	Shape []int  // per sample; an axis of unknown length (not the last) is −1
	Note  string // "28 × 28 pixels"

	ChannelsFirst bool // of a picture the channels come first: (channels, height, width)
}

// Sample is one sample going in. Its numbers inside the layers are their Z
// and Y.
type Sample struct {
	X []float32 // the input, row by row; nil to show none
	// Rows and Cols are the size of the picture that X is. Where 0, shapes
	// (h, w, 1), (h, w, 3) and square (h, h) wider than 4, and 64, 256, 784
	// or 1,024 numbers are taken as one. Colours are shown as grey.
	Rows, Cols int
}

// Layer is one layer of a [Network]. Its form in the picture follows from
// these fields alone:
//
//   - Fan > 0: the sums z, then the tiles of the activation
//   - Fan = 0 with an activation: the tiles alone, without new sums
//   - Recurrent with more than one axis: a box for each position
//   - anything else: a strip with a note
//
// A layer with more than one axis is drawn at its first two and its last
// position, each with tiles of its own. Below it, with a sample, stand its maps,
// or what is inside.
type Layer struct {
	Name, Type string // "hidden", "Dense"
	Shape      []int  // output per sample; an axis of unknown length (not the last) is −1
	Params     int    // learned and kept numbers
	Fan        int    // products in each z (Dense: the input's size); 0 if not a weighted sum
	NoBias     bool   // nothing is added to the products
	Window     bool   // each position sees its neighbours too (convolution)
	Recurrent  bool   // each position sees the one before it

	Activation string                  // the canonical call, "leaky_relu(negative_slope=0.2)"; "" for none
	Vectorwise bool                    // the activation acts on the whole last axis at once
	SumsToOne  bool                    // its outputs are at least 0 and add up to 1 (softmax, sparsemax)
	Curve      func(x float64) float64 // an element-wise activation, for its tile; nil: the tile holds its name
	Formula    string                  // of a vector-wise activation, for its tile: "log_softmax(x)ᵢ = xᵢ − …"
	Note       string                  // "over the batch, for each unit alone"; "a window of 3 × 3"

	// Z and Y are the sample's numbers before and after the activation, one
	// for each unit of the last axis (at the first position, if there are
	// several). Nil: not shown.
	Z, Y []float32

	// Values are all numbers that come out for the sample, in the order of Shape.
	// Of a layer with three axes or more they are shown as pictures, one for each
	// channel; of one with two as a heat-map over time. Nil: not shown.
	Values        []float32
	ChannelsFirst bool     // the channels are the first axis, not the last
	Inside        []Inside // gates and states for the sample, shown in place of Values
}

// Inside is what a layer, or a layer inside it, worked with step by step.
type Inside struct {
	Name  string // of the layer inside; "" for the layer itself
	Heats []Heat // gates and states, at least one, in the order of drawing
}

// Heat is one value for each unit at each step: a gate of an LSTM, its cell.
type Heat struct {
	Name, Note   string // "forget gate f", "what to keep"
	Gate         bool   // 0 is shut, 1 is open
	Steps, Units int
	Values       []float32 // (steps, units); NaN where a step was masked

	input bool // it goes into the model
}

// PNG says how a picture becomes pixels.
type PNG struct {
	Scale float64 // pixels per unit of the SVG; 0 means 2
	Dark  bool    // the dark colours
}
