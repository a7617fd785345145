package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/layercake-go/layercake/configs"
)

// stoppedAfter says how far a training came that was stopped.
func stoppedAfter(epochs int) string {
	switch epochs {
	case 0:
		return "stopped in the first epoch"
	case 1:
		return "stopped after 1 whole epoch"
	}
	return fmt.Sprintf("stopped after %d whole epochs", epochs)
}

// conclude says what the training came to and what to try next.
func (t *training) conclude(r *configs.Result, err error) {
	p := paintFor(t.say)
	fmt.Fprintln(t.say)
	if of := t.watch.of; of >= 0 && of < r.History.Epochs-1 {
		fmt.Fprintf(t.say, "Kept   the weights of epoch %d of %d: %s\n", of+1, r.History.Epochs, t.watch.metrics(r.History, nil))
	}
	if r.Test != nil {
		fmt.Fprintf(t.say, "Test   %s, on %s\n", p.bold(r.Test.String()), samples(r.TestRows))
	}
	fmt.Fprintf(t.say, "Saved  %s%s\n", p.bold(t.out), size(t.out))
	if err != nil {
		return
	}
	fmt.Fprintf(t.say, "\nNext\n%s", verbLine("explain", t.out))
	fmt.Fprint(t.say, verbLine("plot", t.out, "-o", strings.TrimSuffix(t.out, filepath.Ext(t.out))+".svg"))
	if set := t.dataArg(); set != "" {
		fmt.Fprint(t.say, verbLine("predict", t.out, set))
	}
}

// dataArg is the spec's data as predict takes it from this folder.
func (t *training) dataArg() string {
	from := t.spec.From
	for _, path := range []string{from.CSV, from.IDX, from.NPZ} {
		if path != "" && !filepath.IsAbs(path) {
			return filepath.Join(dir(t.arg), path)
		}
		if path != "" {
			return path
		}
	}
	return from.Source
}

// size is how big a file is.
func size(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	return fmt.Sprintf(" (%d KB)", (info.Size()+1023)/1024)
}

// printJSON writes the one line of --json; stopped: by the user, before its end.
func (t *training) printJSON(r *configs.Result, stopped bool) error {
	var o object
	o.add("model", t.out)
	o.add("seed", t.spec.Seed)
	o.add("epochs", r.History.Epochs)
	if stopped {
		o.add("interrupted", true)
	}
	o.add("seconds", math.Round(r.Seconds*1000)/1000)
	o.add("metrics", metrics(t.watch.metrics(r.History, r.Test)))
	return json.NewEncoder(os.Stdout).Encode(&o)
}
