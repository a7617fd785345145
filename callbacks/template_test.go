package callbacks

import "testing"

// TestTemplate compares with what Python's str.format gives.
func TestTemplate(t *testing.T) {
	number := func(name string) any {
		if name == "epoch" {
			return 7
		}
		return 0.0625
	}
	for text, want := range map[string]string{
		"best.keras":             "best.keras",
		"{epoch}":                "7",
		"{epoch:02d}":            "07",
		"{epoch:03}-x":           "007-x",
		"{epoch:5d}":             "    7",
		"{epoch:.1f}":            "7.0",
		"{loss}":                 "0.0625",
		"{loss:.2f}":             "0.06",
		"{loss:f}":               "0.062500",
		"{loss:09.3f}":           "00000.062",
		"{loss:.2e}":             "6.25e-02",
		"{loss:g}":               "0.0625",
		"{loss:.1}":              "0.06",
		"{loss:.1%}":             "6.2%",
		"{{{epoch}}}-{loss:.4f}": "{7}-0.0625",
	} {
		p, err := parseTemplate(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := p.fill(number); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{"", "{", "}", "{epoch", "{}", "{:02d}", "{epoch:x}", "{epoch:999999999d}", "{epoch:.2d}", "a}b"} {
		if p, err := parseTemplate(text); err == nil {
			t.Errorf("%q: no error, %v", text, p)
		}
	}
}

func FuzzTemplate(f *testing.F) {
	f.Add("{epoch:02d}-{val_loss:.4f}.keras")
	f.Add("{{}}")
	f.Fuzz(func(t *testing.T, text string) {
		if p, err := parseTemplate(text); err == nil {
			p.fill(func(string) any { return 1 })
		}
	})
}
