package keras_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// TestStateful: in Keras a stateful layer goes on from batch to batch, with one
// row in each; here a Session does.
func TestStateful(t *testing.T) {
	const rows, steps = 3, 4
	model := sequential.New(layers.Input(steps, 2), layers.LSTM(3, with.Stateful(true)), layers.Dense(2))
	if err := model.Compile("adam", "mse"); err != nil {
		t.Fatal(err)
	}
	x, _ := newMaker(3).data(t, model)
	dir := t.TempDir()
	var tasks []task
	for _, ext := range []string{".keras", ".h5"} {
		path := filepath.Join(dir, "stateful"+ext)
		if err := model.Save(path); err != nil {
			t.Fatal(err)
		}
		if a, b := description(t, model), description(t, load(t, path)); a != b {
			t.Errorf("%s is %s, want %s", ext, b, a)
		}
		tasks = append(tasks, task{Name: "stateful" + ext, File: "stateful" + ext, Shape: model.Input(), X: x[:rows], Batch: 1})
	}
	if os.Getenv("LAYERCAKE_KERAS_PYTHON") == "" {
		return
	}
	session, err := model.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	y, err := session.Predict(flat(x[:rows], model.Input()).Data)
	if err != nil {
		t.Fatal(err)
	}
	var want []float32
	for i := range rows { // after the last step of each
		want = append(want, y.Data[2*(i*steps+steps-1):][:2]...)
	}
	for name, a := range python(t, dir, tasks) {
		if d := distance(want, a.Predictions); a.Error != "" || !(d <= 1e-6) {
			t.Errorf("%s: predictions differ by %g; %s", name, d, a.Error)
		}
	}
}
