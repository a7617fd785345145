package onnx_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/interop.json anew; wants LAYERCAKE_ONNX_PYTHON")

// python names a Python with onnx and onnxruntime.
const python = "LAYERCAKE_ONNX_PYTHON"

// checked is what testdata/check.py prints.
type checked struct {
	Versions string `json:"versions"`
	Results  map[string]struct {
		Error      string   `json:"error"`
		Difference float64  `json:"difference"`
		Ops        []string `json:"ops"`
	} `json:"results"`
}

// row is a line of the table in the docs.
type row struct {
	Name       string  `json:"name"`
	Kind       string  `json:"kind"`           // layer or activation
	Write      string  `json:"write"`          // ops that it becomes
	Read       string  `json:"read"`           // whether the graph alone is read back
	Difference float64 `json:"max_difference"` // to onnxruntime: |a−b| / max(1, |b|)
}

// TestInterop has onnx check models of every layer and activation, and compares
// with what onnxruntime makes of them.
func TestInterop(t *testing.T) {
	program := os.Getenv(python)
	if program == "" {
		t.Skipf("not run: %d layers and %d activations in onnx.checker and onnxruntime; %s names no Python", len(subjects())-len(activationSubjects()), len(activationSubjects()), python)
	}
	folder := t.TempDir()
	all := subjects()
	for _, s := range all {
		for round := range rounds {
			tr := try(t, s, round)
			path := filepath.Join(folder, fmt.Sprintf("%s_%d", s.name, round))
			tr.save(t, path+".onnx")
			text, err := json.Marshal(recorded{Shape: tr.x.Shape, X: tr.x.Data, YShape: tr.y.Shape, Y: tr.y.Data})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path+".json", text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	got := check(t, program, folder)
	var rows []row
	for i, s := range all {
		r := row{Name: s.name, Kind: "activation", Read: "yes"}
		if i >= len(activationSubjects()) {
			r.Kind = "layer"
		}
		if onlyWhole[s.name] != "" {
			r.Read = "in part"
		}
		var ops []string
		for round := range rounds {
			res := got.Results[fmt.Sprintf("%s_%d", s.name, round)]
			if res.Error != "" || res.Ops == nil || res.Difference > 1e-5 {
				t.Errorf("%s: %s %g", try(t, s, round).spec, res.Error, res.Difference)
			}
			r.Difference = max(r.Difference, res.Difference)
			if r.Kind == "layer" || strings.HasPrefix(try(t, s, round).spec, "Activation") { // not those of a Dense around it
				ops = append(ops, res.Ops...)
			}
		}
		slices.Sort(ops)
		r.Write = strings.Join(slices.Compact(ops), ", ")
		rows = append(rows, r)
	}
	t.Log(got.Versions)
	writeTable(t, got.Versions, rows)
}

func check(t *testing.T, program, folder string) (got checked) {
	t.Helper()
	cmd := exec.Command(program, "testdata/check.py", folder)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	return got
}

// writeTable keeps the rows for the docs.
func writeTable(t *testing.T, versions string, rows []row) {
	if !*update {
		return
	}
	text, err := json.MarshalIndent(map[string]any{"versions": versions, "rows": rows}, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("testdata/interop.json", append(text, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}
