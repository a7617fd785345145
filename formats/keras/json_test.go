package keras

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/internal/call"
)

func TestJSON(t *testing.T) {
	v, err := parseJSON([]byte(` {"a": [1, -2.5, 1e3, true, null], "b\u00e9\ud83d\ude00\n": {}, "c": 18446744073709551615} `))
	want := object("a", list([]any{1, -2.5, 1e3, true, nil}), "bé😀\n", call.Map{}, "c", uint64(1<<64-1))
	if d := cmp.Diff(any(want), v); err != nil || d != "" {
		t.Errorf("%v, %s", err, d)
	}
	text, err := writeJSON(v)
	if want := `{"a": [1, -2.5, 1000.0, true, null], "bé😀\n": {}, "c": 18446744073709551615}`; err != nil || string(text) != want {
		t.Errorf("%v, %s, want %s", err, text, want)
	}
}

func TestJSONRefuses(t *testing.T) {
	for text, want := range map[string]string{
		``:                       "byte 0: want a value",
		`{`:                      `want '"', have the end`,
		`[1,]`:                   "byte 3: want a value",
		`[1 2]`:                  "want ',', have '2'",
		`{"a": 1,}`:              `want '"', have '}'`,
		`{"a" 1}`:                "want ':'",
		`{a: 1}`:                 `want '"'`,
		`{"a": 1, "a": 2}`:       `the key "a" is there twice`,
		`{"a": 1, "A": 2}`:       `the key "A" is there twice`,
		`{"a": 1, "\u0061": 2}`:  `the key "a" is there twice`,
		`nul`:                    "want a value",
		`01`:                     "want a value",
		`+1`:                     "want a value",
		`-`:                      "want a value",
		`1.2.3`:                  "want a number",
		`1e999`:                  "float64's size",
		`Infinity`:               "want a value",
		`"a`:                     "never closed",
		"\"a\nb\"":               "control character",
		`"\x"`:                   "want an escape",
		`"\u12"`:                 "want an escape",
		`"\ud800"`:               "surrogate",
		`"\ud800\u0041"`:         "surrogate",
		`"\udc00"`:               "surrogate",
		`1 2`:                    "want the end",
		"\"\xff\"":               "byte 1: want UTF-8",
		strings.Repeat("[", 100): "nested more than 64 deep",
	} {
		if v, err := parseJSON([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v, %v, want %s", text, v, err, want)
		}
	}
}

func TestShort(t *testing.T) {
	for f, want := range map[float64]float64{0.0010000000474974513: 0.001, 0.001: 0.001, 0.1: 0.1, 3: 3, 1e-7: 1e-7, 0.5: 0.5, 0.3333333432674408: 0.33333334} {
		if got := short(f); got != want || float32(got) != float32(f) {
			t.Errorf("%v is %v, want %v", f, got, want)
		}
	}
}
