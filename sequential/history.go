package sequential

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// A History is what Fit measured: one value an epoch of the loss, of each
// metric, and of each of them on the validation data, as val_loss and so on.
type History struct {
	Names    []string             // in order: loss, metrics, val_loss, val_…
	Values   map[string][]float64 // by name, one an epoch
	Epochs   int                  // how many were finished
	Stopped  string               // why before the last epoch; "" if it was not
	Events   []string             // what callbacks said they did, in order
	Duration time.Duration
}

func (h *History) add(s Scores) {
	for _, v := range s {
		if !slices.Contains(h.Names, v.Name) {
			h.Names = append(h.Names, v.Name)
		}
		h.Values[v.Name] = append(h.Values[v.Name], v.Value)
	}
}

// Last is the newest value of that name; NaN if there is none.
func (h *History) Last(name string) float64 {
	v := h.Values[name]
	if len(v) == 0 {
		return math.NaN()
	}
	return v[len(v)-1]
}

// A Score is one measured value.
type Score struct {
	Name  string
	Value float64
}

// Scores are measured values, in order: the loss first.
type Scores []Score

// Get is the value of that name; NaN if there is none.
func (s Scores) Get(name string) float64 {
	for _, v := range s {
		if v.Name == name {
			return v.Value
		}
	}
	return math.NaN()
}

// String renders s as Keras does: loss: 0.2607 - accuracy: 0.9188.
func (s Scores) String() string {
	parts := make([]string, len(s))
	for i, v := range s {
		parts[i] = fmt.Sprintf("%s: %.4f", v.Name, v.Value)
	}
	return strings.Join(parts, " - ")
}
