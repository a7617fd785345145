package keras_test

import (
	"encoding/json"
	"flag"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/sequential"
)

var update = flag.Bool("update", false, "write testdata/interop.json")

// A row says what was measured of one thing in one format.
type row struct {
	Name   string  `json:"name"`
	Format string  `json:"format"`
	Read   bool    `json:"read"`
	Write  bool    `json:"write"`
	Max    float64 `json:"max_difference"` // of predictions
}

// untrainable are metrics that Keras loads, and cannot measure a model with: Mean
// and Sum take values, not predictions and targets; R2Score asks a traced number.
var untrainable = map[string]bool{"metric_Mean": true, "metric_Sum": true, "metric_R2Score": true}

// TestKeras takes every registered thing to Keras and back: what is saved here
// predicts and measures the same there, is trained on there with what the
// optimizer remembers as it is here, and what Keras then saves comes back.
func TestKeras(t *testing.T) {
	if os.Getenv("LAYERCAKE_KERAS_PYTHON") == "" {
		t.Log("not run: LAYERCAKE_KERAS_PYTHON names no Python with Keras 3, jax and h5py")
		return
	}
	dir := t.TempDir()
	list := trials(t)
	rows := map[string]*row{}
	for _, ext := range []string{".keras", ".h5"} {
		var tasks []task
		if ext == ".h5" { // what is in the layers' configs is the same code as in .keras
			list = slices.DeleteFunc(list, func(c trial) bool { return !strings.HasPrefix(c.name, "layer_") })
		}
		for i := range list {
			c := &list[i]
			if ext == ".keras" {
				c.fit(t, c.model, 3)
			}
			file := c.name + ext
			if err := c.model.Save(filepath.Join(dir, file)); err != nil {
				t.Errorf("%s: %v", c.name, err)
				continue
			}
			k := task{Name: c.name, File: file, Shape: c.model.Input(), X: c.x, Y: c.y}
			if ext == ".keras" && !untrainable[c.name[:len(c.name)-2]] {
				k.Epochs = 2
			}
			tasks = append(tasks, k)
		}
		answers := python(t, dir, tasks)
		for i := range list {
			c := &list[i]
			r := &row{Name: c.name, Format: ext}
			rows[c.name+ext] = r
			t.Run(c.name+ext, func(t *testing.T) {
				c.there(t, answers[c.name], r)
				if ext == ".h5" {
					c.saved(t, dir, answers[c.name], r)
				}
			})
		}
		if ext == ".keras" {
			for i := range list {
				c := &list[i]
				t.Run(c.name+" back", func(t *testing.T) { c.back(t, dir, answers[c.name], rows[c.name+ext]) })
			}
			backAgain(t, dir, list, answers)
		}
	}
	if *update && !t.Failed() {
		writeRows(t, rows)
	}
}

// there compares what Keras says with what is said here.
func (c *trial) there(t *testing.T, a answer, r *row) {
	if a.Error != "" {
		t.Fatal(a.Error)
	}
	x, y := c.tensors()
	p, err := c.model.Predict(x)
	if err != nil {
		t.Fatal(err)
	}
	if r.Max = distance(p.Data, a.Predictions); !(r.Max <= 1e-6) {
		t.Errorf("predictions differ by %g", r.Max)
	}
	r.Write = true
	if a.Scores == nil {
		return
	}
	scores, err := c.model.Evaluate(x, y, sequential.BatchSize(len(c.x)))
	if err != nil {
		t.Fatal(err)
	}
	var theirs []float64
	for _, s := range a.Scores {
		theirs = append(theirs, s...)
	}
	if len(theirs) != len(scores) {
		t.Fatalf("scores are %v, in Keras %v", scores, theirs)
	}
	for i, s := range scores {
		if d := math.Abs(s.Value - theirs[i]); !(d <= 1e-5*max(1, math.Abs(s.Value))) {
			t.Errorf("%s is %g, in Keras %g", s.Name, s.Value, theirs[i])
		}
	}
}

// saved reads the .h5 file that Keras made of ours.
func (c *trial) saved(t *testing.T, dir string, a answer, r *row) {
	m, err := sequential.Load(filepath.Join(dir, c.name+".saved.h5"))
	if err != nil {
		t.Fatal(err)
	}
	x, _ := c.tensors()
	p, err := m.Predict(x)
	if err != nil {
		t.Fatal(err)
	}
	d := distance(p.Data, a.Predictions)
	if r.Max = max(r.Max, d); !(d <= 1e-6) {
		t.Errorf("predictions of what Keras saved differ by %g", d)
	}
	r.Read = true
}

// back reads what Keras saved after training on.
func (c *trial) back(t *testing.T, dir string, a answer, r *row) {
	if untrainable[c.name[:len(c.name)-2]] {
		return
	}
	m, err := sequential.Load(filepath.Join(dir, c.name+".trained.keras"))
	if err != nil {
		t.Fatal(err)
	}
	x, _ := c.tensors()
	p, err := m.Predict(x)
	if err != nil {
		t.Fatal(err)
	}
	d := distance(p.Data, a.After)
	if r.Max = max(r.Max, d); !(d <= 1e-6) {
		t.Errorf("predictions of what Keras saved differ by %g", d)
	}
	r.Read = true
	if d := cmp.Diff(kept(t, c.model), kept(t, m)); d != "" {
		t.Error(d)
	}
	for _, n := range m.Notes() {
		if strings.Contains(n, "anew") || strings.Contains(n, "only") {
			t.Error(n)
		}
	}
	if c.random(t) {
		return
	}
	c.fit(t, c.model, 2) // as Keras did
	ours, theirs := weightsOf(t, c.model), weightsOf(t, m)
	for i, w := range ours {
		for k, v := range w.Data {
			if d := math.Abs(float64(v - theirs[i].Data[k])); !(d <= 1e-5+1e-4*math.Abs(float64(v))) {
				t.Fatalf("trained on here, %s[%d] is %g, there %g", w.Path, k, v, theirs[i].Data[k])
			}
		}
	}
}

// random reports whether c's training draws numbers.
func (c *trial) random(t *testing.T) bool { return draws.MatchString(description(t, c.model)) }

var draws = regexp.MustCompile(`(?i)noise|dropout(\dd)?\(|dropout=0\.[1-9]`)

// backAgain saves once more what came back, for Keras: the same predictions and
// the same state of the optimizer.
func backAgain(t *testing.T, dir string, list []trial, before map[string]answer) {
	var tasks []task
	for _, c := range list {
		if noun, _, _ := strings.Cut(c.name, "_"); noun != "layer" && noun != "optimizer" {
			continue
		}
		m, err := sequential.Load(filepath.Join(dir, c.name+".trained.keras"))
		if err != nil {
			continue // said before
		}
		file := c.name + ".again.keras"
		if err := m.Save(filepath.Join(dir, file)); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		tasks = append(tasks, task{Name: c.name, File: file, Shape: c.model.Input(), X: c.x, Y: c.y},
			task{Name: c.name + " trained", File: c.name + ".trained.keras", Shape: c.model.Input(), X: c.x, Y: c.y})
	}
	answers := python(t, dir, tasks)
	for _, k := range tasks {
		if strings.HasSuffix(k.Name, " trained") {
			continue
		}
		t.Run(k.Name+" again", func(t *testing.T) {
			if d := cmp.Diff(answers[k.Name+" trained"], answers[k.Name]); d != "" {
				t.Error(d)
			}
		})
	}
}

func distance(a []float32, b []float64) (d float64) {
	if len(a) != len(b) {
		return math.Inf(1)
	}
	for i, v := range a {
		d = math.Max(d, math.Abs(float64(v)-b[i]))
	}
	return d
}

func writeRows(t *testing.T, rows map[string]*row) {
	list := slices.SortedFunc(maps.Values(rows), func(a, b *row) int { return strings.Compare(a.Name+a.Format, b.Name+b.Format) })
	text, err := json.MarshalIndent(list, "", " ")
	if err == nil {
		err = os.WriteFile(filepath.Join("testdata", "interop.json"), append(text, '\n'), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
