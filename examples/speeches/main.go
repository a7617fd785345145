// Speeches says when a few sentences were written: a classifier of texts learns the
// words of four times, from what the presidents of the USA told Congress in 1790 to
// 2021. LICENSE.md says where the passages come from; they are in the public domain.
package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

const width = 64 // words that the model looks at, at most

var times = []string{"1790-1849", "1850-1909", "1910-1959", "1960-2021"}

func run() error {
	texts, y, err := read()
	if err != nil {
		return err
	}
	count, ids := map[string]int{}, map[string]int{}
	for _, text := range texts[0] { // the words of the test stay unknown
		for _, w := range words(text) {
			if count[w]++; count[w] == 2 {
				ids[w] = len(ids) + 2
			}
		}
	}
	var x [2]*data.Tensor
	for part := range x {
		x[part] = data.New(len(texts[part]), width)
		for i, text := range texts[part] {
			encode(x[part].Row(i), text, ids)
		}
	}

	model := sequential.New(Input(width))
	model.Add(Embedding(len(ids)+2, 32, with.MaskZero(true))) // every word is a point
	model.Add(Dropout(0.3))
	model.Add(GlobalAveragePooling1D()) // the middle of a passage's points, without the filling
	model.Add(Dense(len(times), "softmax"))
	if err := model.Compile("adam(learning_rate=0.01)", "sparse_categorical_crossentropy", "accuracy"); err != nil {
		return err
	}
	if _, err := model.Fit(x[0], y[0], sequential.Epochs(12)); err != nil {
		return err
	}
	guesses, err := model.PredictClasses(x[1])
	if err != nil {
		return err
	}
	var table [4][4]int
	right, most := 0, [4]int{}
	for i, g := range guesses {
		table[y[1][i]][g]++
		most[y[1][i]]++
		if g == y[1][i] {
			right++
		}
	}
	fmt.Printf("%d passages of other years: %.0f%% right; to say always the same would be right for %.0f%%\ntaken for ", len(guesses),
		100*float64(right)/float64(len(guesses)), 100*float64(slices.Max(most[:]))/float64(len(guesses)))
	fmt.Println(times)
	for c, row := range table {
		fmt.Printf("%s %9d %9d %9d %9d\n", times[c], row[0], row[1], row[2], row[3])
	}
	fmt.Println("one sentence can deceive it; these are of 1863, 1933 and 1961:")
	known := []string{ // Lincoln, Roosevelt, Kennedy
		"Four score and seven years ago our fathers brought forth on this continent a new nation.",
		"The only thing we have to fear is fear itself.", "Ask not what your country can do for you."}
	for _, text := range append(known, os.Args[1:]...) {
		row := make([]float32, width)
		encode(row, text, ids)
		if slices.Max(row) < 2 { // nothing, or nothing known
			fmt.Printf("%q: no word that the model knows\n", text)
			continue
		}
		p, err := model.Predict(row)
		if err != nil {
			return err
		}
		best := slices.Max(p.Data)
		fmt.Printf("%q: %s, %.0f%%\n", text, times[slices.Index(p.Data, best)], 100*best)
	}
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
