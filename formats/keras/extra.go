package keras

import (
	"fmt"
	"math"

	"github.com/layercake-go/layercake/internal/archive"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/internal/snapshot"
)

// maxExtra bounds layercake.json.
const maxExtra = 4 << 20

// extra is what Keras's files have no place for: layercake.json. How the loss and
// the metrics were written is in it too, because Keras's config says what they
// came to mean.
type extra struct {
	Version  int      `yaml:"layercake"`
	Seed     *string  `yaml:"seed"` // a uint64, in digits
	Classes  []string `yaml:"classes"`
	Features []string `yaml:"features"`
	Target   string   `yaml:"target"`
	Loss     string   `yaml:"loss"`
	Metrics  []string `yaml:"metrics"`
	Weighted []string `yaml:"weighted_metrics"`
	Allow    []string `yaml:"allow"`
	Steps    int      `yaml:"steps"`
	Epochs   int      `yaml:"epochs"`
}

func extraOf(s *snapshot.Snapshot) ([]byte, error) {
	m := object("layercake", snapshot.Version, "seed", fmt.Sprint(s.Seed))
	add := func(key string, values []string) {
		if len(values) > 0 {
			m = append(m, call.Arg{Name: key, Value: list(values)})
		}
	}
	add("classes", s.Classes)
	add("features", s.Features)
	if s.Target != "" {
		m = append(m, call.Arg{Name: "target", Value: s.Target})
	}
	if c := s.Compile; c != nil {
		m = append(m, object("loss", c.Loss, "steps", int(min(c.Steps, math.MaxInt64)), "epochs", c.Epochs)...)
		add("metrics", c.Metrics)
		add("weighted_metrics", c.Weighted)
		add("allow", c.Allow)
	}
	return writeJSON(m)
}

// readMember reads layercake.json, if it is there, into s.
func readMember(a *archive.Archive, s *snapshot.Snapshot) error {
	if !a.Has(extraName) {
		return nil
	}
	text, err := readText(a, extraName, maxExtra)
	if err != nil {
		return err
	}
	return readExtra(text, s)
}

func readExtra(text []byte, s *snapshot.Snapshot) error {
	m, err := parseObject(text)
	if err != nil {
		return err
	}
	x := &extra{}
	if err := registry.Fill(x, m); err != nil {
		return field("", err)
	}
	if x.Version < 1 || x.Version > snapshot.Version {
		return fail("layercake", "it is of version %d; this program reads 1 to %d", x.Version, snapshot.Version)
	}
	if x.Steps < 0 || x.Epochs < 0 {
		return fail("steps", "want steps and epochs of at least 0, have %d and %d", x.Steps, x.Epochs)
	}
	if x.Seed != nil {
		if _, err := fmt.Sscanf(*x.Seed, "%d", &s.Seed); err != nil || fmt.Sprint(s.Seed) != *x.Seed {
			return fail("seed", "want a whole number in digits, have %.40q", *x.Seed)
		}
	}
	if err := checkMetrics("metrics", x.Metrics, x.Weighted); err != nil {
		return err
	}
	s.Classes, s.Features, s.Target = x.Classes, x.Features, x.Target
	if c := s.Compile; c != nil && x.Loss != "" {
		c.Loss, c.Metrics, c.Weighted = x.Loss, x.Metrics, x.Weighted
		c.Allow, c.Steps, c.Epochs = x.Allow, uint64(x.Steps), x.Epochs
	}
	return nil
}
