package nearest_test

import (
	"testing"

	"github.com/layercake-go/layercake/internal/nearest"
)

func TestName(t *testing.T) {
	have := []string{"softmax", "width", "height", "leaky_relu", "o"}
	for name, want := range map[string]string{
		"sofmax": "softmax", "Softmax": "softmax", "widht": "width", "LeakyReLU": "leaky_relu", "leaky-rely": "leaky_relu",
		"b": "", "sfotmax": "softmax", "hieght": "height", "": "", "banana": "",
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
