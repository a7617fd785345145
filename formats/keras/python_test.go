package keras_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// task is what interop.py is told to do.
type task struct {
	Name   string      `json:"name"`
	File   string      `json:"file"`
	Shape  []int       `json:"shape"`
	X      [][]float32 `json:"x"`
	Y      [][]float32 `json:"y"`
	Batch  int         `json:"batch"` // rows at once in predictions; 0: all
	Epochs int         `json:"epochs"`
}

// answer is what Keras made of it.
type answer struct {
	Error       string      `json:"error"`
	Predictions []float64   `json:"predictions"`
	Weights     [][]float64 `json:"weights"`
	State       [][]float64 `json:"state"`
	Scores      [][]float64 `json:"scores"`
	After       []float64   `json:"after"`
}

// python runs interop.py, in two processes.
func python(t *testing.T, dir string, tasks []task) map[string]answer {
	t.Helper()
	var parts [2][]task
	for i, k := range tasks {
		if k.Batch == 0 {
			k.Batch = len(k.X)
		}
		parts[i%2] = append(parts[i%2], k)
	}
	var group sync.WaitGroup
	var got [2]map[string]answer
	var errs [2]error
	for i, part := range parts {
		group.Go(func() { got[i], errs[i] = pythonPart(dir, i, part) })
	}
	group.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		t.Fatal(err)
	}
	maps.Copy(got[0], got[1])
	return got[0]
}

func pythonPart(dir string, part int, tasks []task) (map[string]answer, error) {
	text, err := json.Marshal(tasks)
	if err != nil || len(tasks) == 0 {
		return map[string]answer{}, err
	}
	if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("trials-%d.json", part)), text, 0o600); err != nil {
		return nil, err
	}
	cmd := exec.Command(os.Getenv("LAYERCAKE_KERAS_PYTHON"), filepath.Join("testdata", "interop.py"), dir, fmt.Sprint(part))
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	var got struct{ Trials map[string]answer }
	if text, err = os.ReadFile(filepath.Join(dir, fmt.Sprintf("answers-%d.json", part))); err == nil {
		err = json.Unmarshal(text, &got)
	}
	return got.Trials, err
}
