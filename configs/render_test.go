package configs_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/layer"
)

// canon is everything that a Spec says, as text.
func canon(t testing.TB, s *configs.Spec) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%d %q %d %v %q\n", s.Version, s.Name, s.Seed, s.Input, s.Classes)
	for _, l := range s.Layers {
		c, err := layer.Call(l)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, c.Full())
	}
	if c := s.Compile; c != nil {
		fmt.Fprintf(&b, "%s\n%s\n%q\n%q\n%q\n", c.Optimizer.Call().Full(), c.Loss.Call().Full(), c.Metrics, c.WeightedMetrics, c.Allow)
	}
	f := s.Fit
	fmt.Fprintln(&b, f.Epochs, f.BatchSize, f.ValidationSplit, f.Shuffle)
	for _, k := range slices.Sorted(maps.Keys(f.ClassWeight)) {
		fmt.Fprintln(&b, k, f.ClassWeight[k])
	}
	fmt.Fprintf(&b, "%q\n", f.Callbacks)
	if s.From != nil {
		fmt.Fprintf(&b, "%+v\n", *s.From)
	}
	return b.String()
}
