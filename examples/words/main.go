// Words finds out where words end in a text without spaces: for every letter the
// answer is yes or no, and it depends on the letters before and after. The text
// is the first three chapters of Lewis Carroll's "Alice's Adventures in
// Wonderland", 1865, which is in the public domain.
package main

import (
	_ "embed"
	"fmt"
	"os"
	"strings"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

//go:embed alice.txt
var alice string

const width = 40 // letters in a sequence

// sequences cuts a text into sequences of letters, a = 1 to z = 26, and says for
// each whether it ends a word. What is left over at the end is filled with 0.
func sequences(text string) (x, y *data.Tensor) {
	var letters, ends []float32
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < 'a' || r > 'z' }) {
		for _, c := range word {
			letters, ends = append(letters, float32(c-'a'+1)), append(ends, 0)
		}
		ends[len(ends)-1] = 1
	}
	rows := (len(letters) + width - 1) / width
	x, y = data.New(rows, width), data.New(rows, width)
	copy(x.Data, letters)
	copy(y.Data, ends)
	return x, y
}

func run() error {
	seen := strings.Index(alice, "CHAPTER III")
	x, y := sequences(alice[:seen])
	testX, testY := sequences(alice[seen:])

	model := sequential.New(Input(width))
	model.Add(Embedding(27, 16, with.MaskZero(true))) // 0 fills up, and does not count
	model.Add(Bidirectional(LSTM(32, with.ReturnSequences(true))))
	model.Add(Dense(2, "softmax")) // one softmax for each letter, over yes and no
	if err := model.Compile("adam(learning_rate=0.01)", "sparse_categorical_crossentropy", "accuracy"); err != nil {
		return err
	}
	if _, err := model.Fit(x, y, sequential.Epochs(12)); err != nil {
		return err
	}
	scores, err := model.Evaluate(testX, testY)
	if err != nil {
		return err
	}
	ends, letters := 0.0, 0.0
	for i, v := range testX.Data {
		if v > 0 {
			ends, letters = ends+float64(testY.Data[i]), letters+1
		}
	}
	fmt.Printf("%.0f letters not trained on: %.0f%% right; to say always no would be right for %.0f%%\n", letters, 100*scores.Get("accuracy"), 100-100*ends/letters)

	for _, text := range []string{"the rabbit said nothing and looked at alice", "we must not be late for tea my dear"} {
		x, _ := sequences(text)
		classes, err := model.PredictClasses(x)
		if err != nil {
			return err
		}
		var out strings.Builder
		for i, v := range x.Data {
			if v > 0 {
				out.WriteByte('a' + byte(v) - 1)
				if classes[i] == 1 {
					out.WriteByte(' ')
				}
			}
		}
		fmt.Printf("  %s\n  %s\n", strings.ReplaceAll(text, " ", ""), out.String())
	}
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
