package callbacks

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/sequential"
)

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestCSVLogger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.csv")
	m := still(t, "sgd(0.5)")
	x, y := nothing(2)
	fit := func(first, epochs int, list ...sequential.Callback) error {
		_, err := m.Fit(x, y, sequential.InitialEpoch(first), sequential.Epochs(epochs), sequential.Callbacks(list...))
		return err
	}
	losses := series([]float64{0.5, 1e-5, 0.25})
	shrink := LearningRateScheduler(func(epoch int, rate float64) float64 { return rate / 2 })

	whole := CSVLogger(path)
	for range 2 { // the second time the file is new again
		if err := fit(0, 2, losses, shrink, whole); err != nil {
			t.Fatal(err)
		}
		if err := m.Compile("sgd(0.5)", "mse"); err != nil {
			t.Fatal(err)
		}
	}
	want := "epoch,learning_rate,loss\n0,0.25,0.5\n1,0.125,1e-05\n"
	if d := cmp.Diff(want, content(t, path)); d != "" {
		t.Error(d)
	}

	more := CSVLogger(path, option("append", true))
	if err := fit(2, 3, losses, shrink, more); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want+"2,0.25,0.25\n", content(t, path)); d != "" {
		t.Error(d)
	}
	err := fit(0, 1, losses, more)
	if err == nil || !strings.HasSuffix(err.Error(), "has the columns learning_rate, loss, this training measures loss") {
		t.Errorf("other columns: %v", err)
	}

	tabs := CSVLogger(filepath.Join(t.TempDir(), "log.tsv"), "\t", true).(*csvLogger)
	if err := fit(0, 1, losses, tabs); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff("epoch\tloss\n0\t0.5\n", content(t, tabs.Filename)); d != "" {
		t.Error(d)
	}
	if err := os.WriteFile(tabs.Filename, []byte("a diary\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := fit(0, 1, losses, tabs); err == nil || !strings.Contains(err.Error(), "it is no log to append to") {
		t.Errorf("a file of another kind: %v", err)
	}
}

// TestCSVOfReal writes the history of a real training.
func TestCSVOfReal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.csv")
	m, iris := flowers(t, "adam")
	_, err := m.Fit(iris.X, iris.Y, sequential.Epochs(3), sequential.ValidationSplit(0.2), sequential.Callbacks(CSVLogger(path)))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(content(t, path)), "\n")
	if len(lines) != 4 || lines[0] != "epoch,accuracy,loss,val_accuracy,val_loss" || strings.Count(lines[3], ",") != 4 {
		t.Errorf("%q", lines)
	}
}
