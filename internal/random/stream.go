// Package random gives random numbers that are a pure function of a key and a
// counter: element i of a stream is the same whoever asks, in whatever order,
// on whatever machine. So a run repeats at any GOMAXPROCS and after a resume.
//
// A Stream is named by a seed and by names (purpose, layer), and has a stream
// of its own for each step:
//
//	noise := random.New(seed, "dropout", "dense_1").At(step)
//	keep := noise.Uniform(i) >= rate
//
// The generator is Philox2x64-10. It is not meant for secrets.
package random

// Stream is a sequence of random numbers, indexed from 0 to 2^64-1. It is a
// value: copy it freely and use it from any number of goroutines. Each index
// gives one number; ask for it as Bits, Uniform, Normal … as you like, but the
// answers for one index are related.
type Stream struct{ key uint64 }

// The second half of a counter keeps the uses of a key apart: numbers count
// attempts from 0 up, the rest have the top bit set.
const (
	useStep = 1<<63 + iota
	useName
	useText  // + the number of bytes, up to 8
	useWords = useText + 16
)

// New is the stream of a seed and names. The order of the names and where one
// ends matter: New(s, "a", "bc") is another stream than New(s, "ab", "c").
func New(seed uint64, names ...string) Stream {
	return Stream{seed}.Sub(names...)
}

// Sub is the stream with more names: New(seed, "a").Sub("b") is New(seed, "a",
// "b").
func (s Stream) Sub(names ...string) Stream {
	for _, name := range names {
		s.key, _ = philox(s.key, uint64(len(name)), useName)
		for len(name) > 0 {
			n := min(8, len(name))
			s.key, _ = philox(s.key, word(name[:n]), useText+uint64(n))
			name = name[n:]
		}
	}
	return s
}

// word is up to eight bytes as a number, the first byte lowest.
func word(text string) uint64 {
	var w uint64
	for i := range len(text) {
		w |= uint64(text[i]) << (8 * i)
	}
	return w
}

// At is the stream of step number step.
func (s Stream) At(step uint64) Stream {
	key, _ := philox(s.key, step, useStep)
	return Stream{key}
}

// Bits is 64 random bits.
func (s Stream) Bits(i uint64) uint64 {
	word, _ := philox(s.key, i, 0)
	return word
}
