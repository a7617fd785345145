package sequential_test

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/kernel"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// TestRecurrentBits is TestBits for layers of sequences: the file has a line for
// vector kernels and one for plain Go.
func TestRecurrentBits(t *testing.T) {
	d := digits(t)
	few := d.Take(seq(300))
	family := "fma"
	if kernel.Set() == "generic" {
		family = "generic"
	}
	for _, procs := range []int{1, 2} {
		old := runtime.GOMAXPROCS(procs)
		m := sequential.New(Input(64), Reshape([]int{8, 8}), Masking(),
			Bidirectional(LSTM(24, with.ReturnSequences(true), with.Dropout(0.2))),
			GRU(64, with.RecurrentDropout(0.2), with.ReturnSequences(true)), GRU(64, with.ResetAfter(false)),
			Dense(10, "softmax"))
		if err := m.Compile("adam", "sparse_categorical_crossentropy", "accuracy"); err != nil {
			t.Fatal(err)
		}
		h, err := m.Fit(few.X, few.Y, sequential.Epochs(2), sequential.ValidationSplit(.2))
		runtime.GOMAXPROCS(old)
		if err != nil {
			t.Fatal(err)
		}
		holdLine(t, "testdata/recurrent_bits.txt", family, fmt.Sprintf("%s %x", hash(t, m), math.Float64bits(h.Last("val_loss"))))
	}
}

// holdLine compares a text with the line of a file that begins with key.
func holdLine(t *testing.T, file, key, got string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	var others []string
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if want, mine := strings.CutPrefix(line, key+" "); !mine {
			others = append(others, line)
		} else if want != got && !*update {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
	if !strings.Contains(string(text), key+" ") && !*update {
		t.Errorf("%s has no line for %s", file, key)
	}
	if *update {
		lines := strings.TrimSpace(strings.Join(append(others, key+" "+got), "\n"))
		if err := os.WriteFile(file, []byte(lines+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
