package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

const wideTable = `Model: "m"
┏━━━━━━━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ Layer (type)  ┃ Param # ┃ Trainable ┃ Acts on                      ┃
┡━━━━━━━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ dense (Dense) │   6,500 │ yes       │ each unit alone              │
├───────────────┼─────────┼───────────┼──────────────────────────────┤
│ last (Dense)  │      10 │ -         │ all 10 units together, Σ = 1 │
└───────────────┴─────────┴───────────┴──────────────────────────────┘
 Total params: 6,510

 - loss: softmax and its loss run as one, with the exact gradient
 z    p    two columns with more than one space between them, as they are
`

const narrowTable = `Model: "m"
┏━━━━━━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━━━┓
┃ Layer (type) ┃ Param # ┃ Acts on     ┃
┡━━━━━━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━━━┩
│ dense        │   6,500 │ each unit   │
│ (Dense)      │         │ alone       │
├──────────────┼─────────┼─────────────┤
│ last (Dense) │      10 │ all 10      │
│              │         │ units       │
│              │         │ together,   │
│              │         │ Σ = 1       │
└──────────────┴─────────┴─────────────┘
 Total params: 6,510

 - loss: softmax and its loss run as
         one, with the exact gradient
 z    p    two columns with more than one space between them, as they are
`

func TestReflow(t *testing.T) {
	if diff := cmp.Diff(wideTable, reflow(wideTable, 80)); diff != "" {
		t.Errorf("there is room enough, but it changed:\n%s", diff)
	}
	have := reflow(wideTable, 40)
	if diff := cmp.Diff(narrowTable, have); diff != "" {
		t.Error(diff)
	}
	frozen := strings.Replace(wideTable, "│ yes       │", "│ no        │", 1)
	if !strings.Contains(reflow(frozen, 60), "Trainable") {
		t.Error("what is frozen must stay to be seen")
	}
}

// A real summary fits a terminal of 80 columns; in one of 5 nothing breaks.
func TestReflowSummary(t *testing.T) {
	m := sequential.New(layers.Input(64), layers.Dense(100, "leaky_relu(negative_slope=0.2)"), layers.Dense(10, "softmax"))
	if err := m.Compile("adam", "sparse_categorical_crossentropy", "accuracy"); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(reflow(m.Summary(), 80), "\n") {
		if n := utf8.RuneCountInString(line); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	if text := reflow(m.Summary(), 5); !strings.Contains(text, "softmax") {
		t.Errorf("in 5 columns: %s", text)
	}
}
