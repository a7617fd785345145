package configs_test

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/sequential"
)

func sample(t testing.TB, name string, set ...string) *configs.Spec {
	t.Helper()
	for _, s := range configs.Samples() {
		if s.Name == name {
			return parse(t, s.Text, set...)
		}
	}
	t.Fatalf("no sample %s", name)
	return nil
}

// The samples learn what they say. The floors are what one seed must reach; the
// mean of five is higher.
func TestSamplesLearn(t *testing.T) {
	for name, c := range map[string]struct {
		score string
		floor float64
		rows  int
	}{
		"iris":       {"accuracy", 0.93, 30},
		"digits":     {"accuracy", 0.968, 359},
		"digits-cnn": {"accuracy", 0.975, 359},
		"regression": {"r2_score", 0.30, 88},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := configs.Train(context.Background(), sample(t, name), "")
			if err != nil {
				t.Fatal(err)
			}
			if v := r.Test.Get(c.score); !(v >= c.floor) || r.TestRows != c.rows {
				t.Errorf("%s %g on %d rows, want %g on %d", c.score, v, r.TestRows, c.floor, c.rows)
			}
			if r.History.Epochs < 10 || r.Seconds <= 0 || r.Seconds > 20 {
				t.Errorf("%d epochs in %g seconds", r.History.Epochs, r.Seconds)
			}
		})
	}
	r, err := configs.Train(context.Background(), sample(t, "xor"), "")
	if err != nil {
		t.Fatal(err)
	}
	labels, err := r.Model.PredictLabels([][]float32{{0, 0}, {0, 1}, {1, 0}, {1, 1}})
	if want := []string{"same", "different", "different", "same"}; err != nil || !slices.Equal(labels, want) || r.Test != nil {
		t.Errorf("%v %v, want %v", labels, err, want)
	}
}

// The deep sample and those of MNIST are right, if they take longer: two epochs
// of one, and the models of the others.
func TestSamplesBuild(t *testing.T) {
	r, err := configs.Train(context.Background(), sample(t, "digits-deep", "fit.epochs=2"), "")
	if err != nil || r.Test.Get("accuracy") < 0.85 {
		t.Errorf("%+v %v", r, err)
	}
	for _, name := range []string{"mnist", "mnist-cnn"} {
		m, err := sample(t, name).Model()
		if err != nil || m.Plan().Weights > 300_000 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// One Spec trains any number of times, to the same weights, with callbacks of
// its own each time; what the data says goes into the model.
func TestTrainTwice(t *testing.T) {
	dir := t.TempDir()
	s := sample(t, "iris", "fit.epochs=6", "fit.callbacks=['early_stopping(patience=1, min_delta=10)', csv_logger(log.csv)]")
	var results []*configs.Result
	for range 2 {
		r, err := configs.Train(context.Background(), s, dir)
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, r)
	}
	a, b := results[0], results[1]
	if a.History.Epochs != 2 || a.History.Stopped == "" {
		t.Errorf("%+v", a.History)
	}
	if d := cmp.Diff(a.History.Values, b.History.Values); d != "" {
		t.Error(d)
	}
	log, err := os.ReadFile(filepath.Join(dir, "log.csv"))
	if err != nil || strings.Count(string(log), "\n") != 3 {
		t.Errorf("%q %v", log, err)
	}
	meta := a.Model.Meta()
	if !slices.Equal(meta.Classes, []string{"setosa", "versicolor", "virginica"}) || len(meta.Features) != 4 || meta.Target != "species" {
		t.Errorf("%+v", meta)
	}
	if !slices.Equal(a.Model.Input(), []int{4}) {
		t.Error(a.Model.Input())
	}
	epochs := 0
	count := sequential.CallbackFunc(func(e sequential.Event, _ *sequential.Training) error {
		if e == sequential.EpochEnd {
			epochs++
		}
		return nil
	})
	if _, err := configs.Train(context.Background(), s, dir, sequential.Epochs(1), sequential.Callbacks(count)); err != nil || epochs != 1 {
		t.Errorf("%d epochs, %v", epochs, err)
	}
}

// Classes name and order what the data holds.
func TestClasses(t *testing.T) {
	dir := t.TempDir()
	rows := "x,y,colour\n0,0,red\n0,1,red\n1,0,blue\n1,1,blue\n0,0,red\n1,0,blue\n"
	if err := os.WriteFile(filepath.Join(dir, "c.csv"), []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	csv := "version: 1\nlayers: [\"Dense(2, softmax)\"]\ncompile: {loss: sparse_categorical_crossentropy}\ndata: {csv: c.csv, target: colour}\n"
	binary := "version: 1\nlayers: [\"Dense(1, sigmoid)\"]\ncompile: {loss: binary_crossentropy}\ndata: {csv: c.csv, target: colour}\n"
	for text, want := range map[string][]string{
		csv:                               {"blue", "red"},
		csv + "classes: [red, blue]\n":    {"red", "blue"},
		binary:                            {"blue", "red"},
		binary + "classes: [red, blue]\n": {"red", "blue"},
	} {
		r, err := configs.Train(context.Background(), parse(t, text), dir)
		if err != nil || !slices.Equal(r.Model.Classes(), want) {
			t.Errorf("%s%v, want %v", text, err, want)
			continue
		}
		train, _, err := parse(t, text).Data(dir)
		if first := map[string]float32{"blue": 1, "red": 0}[want[0]]; err != nil || train.Y.Data[0] != first {
			t.Errorf("%s%v %v", text, train, err)
		}
	}
}

// Every mistake that data and training find has its place in the file.
func TestTrainErrors(t *testing.T) {
	head := "version: 1\nlayers: [\"Dense(3, softmax)\"]\n"
	learn := "compile: {loss: sparse_categorical_crossentropy}\n"
	for text, want := range map[string]string{
		head:                                     "m.yaml: the section compile: is missing; write",
		head + learn:                             "m.yaml: the section data: is missing; write",
		head + learn + "data:\n":                 "m.yaml:4:1: data.source: no data; one of source, csv, idx and npz is wanted",
		head + learn + "data: {source: iriss}\n": "m.yaml:4:16: data.source: unknown data set",
		head + learn + "data: {source: iris, csv: a}\n":                                 "m.yaml:4:16: data.source: csv and source are both given",
		head + learn + "data: {csv: none.csv, target: a}\n":                             "m.yaml:4:13: data.csv: none.csv: no such file",
		head + learn + "data: {csv: none.csv}\n":                                        "m.yaml:4:1: data.target: which column",
		head + learn + "data: {source: iris, test: 2}\n":                                "m.yaml:4:28: data.test: had 2; a fraction",
		head + learn + "data: {source: iris, classes: [a, b, c]}\nclasses: [a, b, d]\n": "m.yaml:4:31: data.classes: these are not the names of classes:",
		head + learn + "data: {source: digits}\nclasses: [a, b, c]\n":                   "m.yaml:5:10: classes: digits has 10 classes, 3 are named",
		head + learn + "data: {source: diabetes}\n":                                     "m.yaml:4:16: data.source: the target of diabetes is a number",
		head + learn + "data: {source: digits}\n":                                       "m.yaml:2:10: layers[0]: there are 10 classes (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), and only 3 outputs",
		"input: 5\n" + head + learn + "data: {source: iris}\n":                          "m.yaml:1:8: input: want 4, the shape of a sample of iris, have 5",
		"input: [2, 2]\n" + head + learn + "data: {source: iris}\n":                     "m.yaml:1:8: input: want 4, the shape of a sample of iris, have [2, 2]",
		"version: 1\nlayers:\n  - Reshape((5, 5))\n" + learn + "data: {source: iris}\n": "m.yaml:3:",
	} {
		r, err := configs.Train(context.Background(), parse(t, text), "testdata")
		if err == nil || !strings.HasPrefix(strings.ReplaceAll(err.Error(), "testdata/", ""), want) {
			t.Errorf("%s%v, want %s", text, err, want)
		}
		if r != nil && r.History != nil {
			t.Error("there is a history")
		}
	}
}

// A training that is stopped gives what it has.
func TestTrainCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	stop := sequential.CallbackFunc(func(e sequential.Event, tr *sequential.Training) error {
		if e == sequential.EpochEnd && tr.Epoch == 1 {
			cancel()
		}
		return nil
	})
	r, err := configs.Train(ctx, sample(t, "iris"), "", sequential.Callbacks(stop))
	if !errors.Is(err, context.Canceled) || r == nil || r.History.Epochs != 2 || r.Test != nil {
		t.Errorf("%+v %v", r, err)
	}
}

// A loss decides whether the targets of a file are classes.
func TestClassify(t *testing.T) {
	for loss, want := range map[string]int{"mse": 0, "huber": 0, "sparse_categorical_crossentropy": 3, "categorical_hinge": 3, "binary_crossentropy": 3} {
		s := parse(t, "version: 1\nlayers: [Dense(3)]\ncompile: {loss: "+loss+"}\ndata: {source: iris}\n")
		train, _, err := s.Data("")
		if err != nil || len(train.Classes) != want {
			t.Errorf("%s: %v, %v", loss, train, err)
		}
	}
	for text, ok := range map[string]bool{
		"compile: {loss: mse}":                               true,
		"compile: {loss: binary_crossentropy}":               false,
		"compile: {loss: mse}\nclasses: [a, b, c]":           false,
		"fit: {epochs: 3}":                                   true,
		"compile: {loss: sparse_categorical_crossentropy}\n": false,
	} {
		s := parse(t, "version: 1\nlayers: [Dense(3)]\ndata: {source: diabetes}\n"+text+"\n")
		if _, _, err := s.Data(""); (err == nil) != ok {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestFitOptions(t *testing.T) {
	s := sample(t, "iris", "fit.class_weight={0: 2, 1: 0.5}")
	if !maps.Equal(s.Fit.ClassWeight, map[int]float64{0: 2, 1: 0.5}) || len(s.FitOptions("")) != 5 {
		t.Errorf("%v", s.Fit.ClassWeight)
	}
}
