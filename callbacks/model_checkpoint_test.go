package callbacks

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/sequential"
)

func files(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func load(t *testing.T, path string) *sequential.Model {
	t.Helper()
	m, err := sequential.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestCheckpointEachEpoch(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	m, iris := flowers(t, "adam")
	var want [][][]float32
	keep := follow(func(tr *sequential.Training) { want = append(want, weightsOf(t, tr.Model())) })
	save := ModelCheckpoint(filepath.Join(dir, "{epoch:02d}.safetensors"), option("verbose", 1))
	h, err := m.Fit(iris.X, iris.Y, sequential.Epochs(3), sequential.Callbacks(keep, save))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"01.safetensors", "02.safetensors", "03.safetensors"}, files(t, dir)); d != "" {
		t.Fatal(d)
	}
	for i, name := range files(t, dir) {
		if d := cmp.Diff(want[i], weightsOf(t, load(t, filepath.Join(dir, name)))); d != "" {
			t.Errorf("%s has other weights", name)
		}
	}
	if len(h.Events) != 3 || h.Events[0] != "Epoch 1: saved "+filepath.Join(dir, "01.safetensors") {
		t.Errorf("events %q", h.Events)
	}
}

func TestCheckpointBest(t *testing.T) {
	dir := t.TempDir()
	m, iris := flowers(t, "sgd(1.5)")
	save := ModelCheckpoint(filepath.Join(dir, "{epoch:02d}.safetensors"), option("save_best_only", true))
	h, err := m.Fit(iris.X, iris.Y, sequential.Epochs(12), sequential.ValidationSplit(0.3), sequential.Callbacks(save))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	best := math.Inf(1)
	for i, v := range h.Values["val_loss"] {
		if v < best {
			best = v
			want = append(want, fmt.Sprintf("%02d.safetensors", i+1))
		}
	}
	if d := cmp.Diff(want, files(t, dir)); d != "" || len(want) == 12 {
		t.Errorf("%s of %v", d, h.Values["val_loss"])
	}
}

func TestCheckpointThreshold(t *testing.T) {
	dir := t.TempDir()
	save := ModelCheckpoint(filepath.Join(dir, "{epoch}.safetensors"), "loss", option("save_best_only", true), option("initial_value_threshold", 0.5))
	x, y := nothing(1)
	_, err := still(t, "sgd").Fit(x, y, sequential.Epochs(4), sequential.Callbacks(series([]float64{0.9, 0.4, 0.45, 0.3}), save))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"2.safetensors", "4.safetensors"}, files(t, dir)); d != "" {
		t.Error(d)
	}
}

// TestCheckpointSteps saves every fifth of three times four steps, with the
// weights of that step.
func TestCheckpointSteps(t *testing.T) {
	dir := t.TempDir()
	m, iris := flowers(t, "sgd")
	var want [][]float32
	keep := sequential.CallbackFunc(func(e sequential.Event, tr *sequential.Training) error {
		if e == sequential.BatchEnd && tr.Epoch == 1 && tr.Batch == 0 {
			tr.Publish()
			want = weightsOf(t, tr.Model())
		}
		return nil
	})
	save := ModelCheckpoint(filepath.Join(dir, "{epoch}-{batch}.safetensors"), option("save_freq", 5))
	if _, err := m.Fit(iris.X, iris.Y, sequential.Epochs(3), sequential.BatchSize(40), sequential.Callbacks(keep, save)); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"2-1.safetensors", "3-2.safetensors"}, files(t, dir)); d != "" {
		t.Fatal(d)
	}
	if d := cmp.Diff(want, weightsOf(t, load(t, filepath.Join(dir, "2-1.safetensors")))); d != "" {
		t.Error("other weights than those of the step")
	}
}

// TestCheckpointNaN: a step whose loss is no number is not saved.
func TestCheckpointNaN(t *testing.T) {
	dir := t.TempDir()
	save := ModelCheckpoint(filepath.Join(dir, "{batch}.safetensors"), option("save_freq", 1))
	x := []float32{1, 2, 3, 4, 5, 6, 7, 8}
	h, err := still(t, "sgd(1e20)").Fit(x, x, sequential.BatchSize(1), sequential.Callbacks(save, TerminateOnNaN()))
	if err != nil {
		t.Fatal(err)
	}
	good := len(files(t, dir))
	if want := fmt.Sprintf("in epoch 1, step %d", good+1); good == 0 || !strings.HasSuffix(h.Stopped, want) {
		t.Errorf("%d files, stopped: %q", good, h.Stopped)
	}
}
