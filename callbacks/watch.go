package callbacks

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/sequential"
)

// watch follows one score: which way is better, and the best value so far.
type watch struct {
	higher bool    // is better
	delta  float64 // what counts as better is better by more than this
	best   float64 // ±Inf before the first
	epoch  int     // of the best value; -1 before
}

func newWatch(t *sequential.Training, monitor, mode string, delta float64) (watch, error) {
	if err := measured(t, monitor); err != nil {
		return watch{epoch: -1}, err
	}
	w := watch{higher: mode == "max" || mode == "auto" && t.HigherIsBetter(monitor), delta: math.Abs(delta), epoch: -1}
	if w.best = math.Inf(1); w.higher {
		w.best = math.Inf(-1)
	}
	return w, nil
}

// better reports whether v is better than another value. NaN never is.
func (w *watch) better(v, other float64) bool {
	if w.higher {
		return v-w.delta > other
	}
	return v+w.delta < other
}

// see takes a new value and reports whether it is the best so far.
func (w *watch) see(v float64, epoch int) bool {
	if !w.better(v, w.best) {
		return false
	}
	w.best, w.epoch = v, epoch
	return true
}

// standing says how good the best value is.
func (w *watch) standing() string {
	if w.epoch < 0 {
		return "it never had a value"
	}
	return fmt.Sprintf("the best was %.6g, in epoch %d", w.best, w.epoch+1)
}

// measured is what is wrong with a score that no epoch has.
func measured(t *sequential.Training, name string) error {
	if slices.Contains(t.Names, name) {
		return nil
	}
	if plain, ok := strings.CutPrefix(name, "val_"); ok && slices.Contains(t.Names, plain) {
		return fmt.Errorf("monitor: there is no %q without validation data: give Fit a ValidationSplit or ValidationData, or monitor one of %s", name, strings.Join(t.Names, ", "))
	}
	return fmt.Errorf("monitor: nothing named %q is measured%s", name, among(name, t.Names))
}

// among ends a message about an unknown name with what there is.
func among(name string, have []string) string {
	hint := nearest.Meant(name, have)
	if hint == "" {
		hint = "."
	}
	return hint + " There are " + strings.Join(have, ", ")
}

// checkMode refuses a mode that newWatch does not know.
func checkMode(mode string) error {
	return registry.OneOf("mode", mode, []string{"auto", "min", "max"})
}
