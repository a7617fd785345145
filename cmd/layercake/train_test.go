package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
)

// A line is what train --json prints.
type line struct {
	Model       string             `json:"model"`
	Seed        uint64             `json:"seed"`
	Epochs      int                `json:"epochs"`
	Interrupted bool               `json:"interrupted"`
	Seconds     float64            `json:"seconds"`
	Metrics     map[string]float64 `json:"metrics"`
}

// train runs train --json and reads its line.
func train(t *testing.T, dir string, args ...string) line {
	t.Helper()
	cmd := layercake(t, dir, append([]string{"train", "--json"}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var l line
	d := json.NewDecoder(bytes.NewReader(out))
	d.DisallowUnknownFields()
	if err := d.Decode(&l); err != nil {
		t.Fatalf("%v in %q", err, out)
	}
	return l
}

func TestTrainDigits(t *testing.T) {
	dir := t.TempDir()
	start := time.Now()
	l := train(t, dir, "digits")
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
	if a := l.Metrics["test_accuracy"]; a < 0.95 {
		t.Errorf("test accuracy %v", a)
	}
	if l.Seed != 0 || l.Epochs < 1 || l.Seconds <= 0 || l.Model != "digits.keras" {
		t.Errorf("%+v", l)
	}
	for _, name := range []string{"loss", "accuracy", "val_loss", "val_accuracy", "test_loss", "test_accuracy"} {
		if _, ok := l.Metrics[name]; !ok {
			t.Errorf("no %s in %v", name, l.Metrics)
		}
	}
	again := train(t, dir, "digits", "--out", "again.keras")
	again.Seconds, again.Model = l.Seconds, l.Model
	a, _ := json.Marshal(l)
	b, _ := json.Marshal(again)
	if !bytes.Equal(a, b) {
		t.Errorf("the same training gave\n%s\n%s", a, b)
	}
}

// restless is a training whose best epoch is not its last, with a log of all.
const restless = `version: 1
name: restless
layers:
  - Dense(16, relu)
  - Dense(3, softmax)
compile:
  optimizer: OPTIMIZER
  loss: sparse_categorical_crossentropy
  metrics: [accuracy]
fit:
  epochs: 12
  batch_size: 4
  validation_split: 0.25
  callbacks:
    - csv_logger(log.csv)
    - early_stopping(patience=20, restore_best_weights=RESTORE)
data: {source: iris, test: 0.2}
`

func restlessSpec(optimizer, restore string) string {
	return strings.NewReplacer("OPTIMIZER", optimizer, "RESTORE", restore).Replace(restless)
}

// The metrics are of the weights in the file: where the best weights were
// restored those of the best epoch, which is not the last.
func TestMetricsAreOfTheSavedWeights(t *testing.T) {
	for _, restore := range []string{"true", "false"} {
		t.Run("restore="+restore, func(t *testing.T) {
			dir := t.TempDir()
			writeFile(t, dir, "restless.yaml", restlessSpec("sgd(learning_rate=0.35)", restore))
			l := train(t, dir, "restless.yaml")
			log := readTable(t, filepath.Join(dir, "log.csv"))
			val := log["val_loss"]
			best, last := 0, len(val)-1
			for i, v := range val {
				if v < val[best] {
					best = i
				}
			}
			if best == last {
				t.Fatal("the best epoch is the last: the test shows nothing")
			}
			epoch := last
			if restore == "true" {
				epoch = best
			}
			for name, values := range log {
				if name != "epoch" && l.Metrics[name] != values[epoch] {
					t.Errorf("%s is %v, want %v of epoch %d", name, l.Metrics[name], values[epoch], epoch)
				}
			}
			compareWithFile(t, filepath.Join(dir, l.Model), l)
		})
	}
}

// compareWithFile measures the saved weights on the very samples that the
// training held back, and on the test data.
func compareWithFile(t *testing.T, path string, l line) {
	t.Helper()
	m, err := sequential.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	spec := data.Spec{Source: "iris", Test: 0.2}
	rest, test, err := spec.Load("", true)
	if err != nil {
		t.Fatal(err)
	}
	_, held := data.Split(rest.X.Rows(), data.Labels(rest.Y), 0.25, 0)
	for prefix, d := range map[string]*data.Dataset{"val_": rest.Take(held), "test_": test} {
		scores, err := m.Evaluate(d.X, d.Y)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range scores {
			if have := l.Metrics[prefix+s.Name]; math.Abs(have-s.Value) > 1e-6 {
				t.Errorf("%s is %v, the saved weights give %v", prefix+s.Name, have, s.Value)
			}
		}
	}
}

// Where the weights in the file are those of no epoch, no epoch's scores are
// passed off as theirs.
func TestMetricsOfAveragedWeights(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, dir, "restless.yaml", restlessSpec("adam(use_ema=true, ema_momentum=0.9)", "false"))
	l := train(t, dir, "restless.yaml")
	if len(l.Metrics) != 2 || l.Metrics["test_accuracy"] == 0 || l.Metrics["test_loss"] == 0 {
		t.Errorf("want the scores on the test data alone, have %v", l.Metrics)
	}
}

// readTable reads the columns of a CSV file.
func readTable(t *testing.T, path string) map[string][]float64 {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	table := map[string][]float64{}
	for _, row := range rows[1:] {
		for i, name := range rows[0] {
			v, err := strconv.ParseFloat(row[i], 64)
			if err != nil {
				t.Fatal(err)
			}
			table[name] = append(table[name], v)
		}
	}
	return table
}
