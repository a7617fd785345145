package nearest_test

import (
	"testing"

	"github.com/layercake-go/layercake/internal/nearest"
)

func TestName(t *testing.T) {
	have := []string{"softmax", "width", "height", "leaky_relu", "o", "batch_size"}
	for name, want := range map[string]string{
		"sofmax": "softmax", "Softmax": "softmax", "widht": "width", "LeakyReLU": "leaky_relu", "leaky-rely": "leaky_relu",
		"b": "", "sfotmax": "softmax", "hieght": "height", "": "", "banana": "", "s": "", "bs": "batch_size", "BS": "batch_size",
	} {
		if got := nearest.Name(name, have); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestHint(t *testing.T) {
	if got := nearest.Hint("sofmax", []string{"softmax"}); got != `; did you mean "softmax"?` {
		t.Error(got)
	}
	if got := nearest.Hint("banana", []string{"b", "a"}); got != "; there are a, b" {
		t.Error(got)
	}
	if got := nearest.Hint("banana", nil); got != "" {
		t.Error(got)
	}
}

func TestOneOf(t *testing.T) {
	pads := []string{"valid", "same", "causal"}
	for _, c := range []struct {
		word   string
		want   []string
		others []string
		says   string
	}{
		{"same", pads, nil, ""},
		{"sane", pads, nil, `want valid, same or causal, have "sane"; did you mean "same"?`},
		{"full", pads[:2], nil, `want valid or same, have "full"`},
		{"full", pads[:1], nil, `want valid, have "full"`},
		{"smae", pads[:2], []string{"None"}, `want valid, same or None, have "smae"; did you mean "same"?`},
		{"None", pads[:1], []string{"None"}, `want valid or None, have "None"`},
	} {
		if got := nearest.OneOf(c.word, c.want, c.others...); got != c.says {
			t.Errorf("%s of %v: %s, want %s", c.word, c.want, got, c.says)
		}
	}
}
