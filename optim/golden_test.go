package optim_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/golden"
	"github.com/layercake-go/layercake/optim"
)

const (
	optimizersFile = "testdata/optimizers.jsonl"
	schedulesFile  = "testdata/schedules.jsonl"
)

// unmet are Keras's optimizers that this package does not have.
var unmet = golden.Unmet{
	"Lamb":              "scales each variable's step by the norm of its weights: no rule of single weights",
	"Adafactor":         "remembers sums over rows and columns: needs shapes",
	"Muon":              "orthogonalises whole matrices: needs shapes",
	"ScheduleFreeAdamW": "predicts best with other weights than those it trains; no one here switches them",
}

// trajectory is one golden case of an optimizer.
type trajectory struct {
	Name, Cls    string
	Kwargs       golden.Args
	Zeroed       []int          `json:"grads_zeroed_at"`
	Excluded     []string       `json:"exclude_from_weight_decay"`
	LearningRate []golden.Array `json:"learning_rate"`
	Traj, EMA    [][]golden.Array
	State        []struct {
		Name  string
		Value golden.Array
	}
	Params []golden.Array
	Grads  [][]golden.Array
}

// inputs are the weights and gradients of all cases.
func inputs(t testing.TB) (in trajectory) {
	golden.Read(t, optimizersFile, func(name string, raw json.RawMessage) {
		if name == "inputs" {
			golden.Decode(t, raw, &in)
		}
	})
	if len(in.Grads) != 10 || len(in.Params) != 2 {
		t.Fatalf("want 10 gradients of 2 parameters, have %d of %d", len(in.Grads), len(in.Params))
	}
	return in
}

// names of the variables of all cases.
var names = []string{"a", "b"}

func joined(arrays []golden.Array) (all golden.Array) {
	for _, a := range arrays {
		all.Data = append(all.Data, a.Data...)
	}
	return all
}

func TestGolden(t *testing.T) {
	in := inputs(t)
	windows := []int{len(in.Params[0].Data), len(in.Params[1].Data)}
	golden.Check(t, optimizersFile, unmet, func(t testing.TB, raw json.RawMessage) {
		var c trajectory
		golden.Decode(t, raw, &c)
		if c.Name == "inputs" {
			return
		}
		o, err := optim.Get(call.Call{Name: c.Cls, Args: c.Kwargs})
		if err != nil {
			t.Fatal(err)
		}
		w := joined(in.Params).Data
		s := o.NewState(w, windows)
		for _, name := range c.Excluded {
			if err := s.ExcludeFromWeightDecay(slices.Index(names, name)); err != nil {
				t.Fatal(err)
			}
		}
		for i := range c.Traj {
			if got, want := s.LearningRate(), float64(c.LearningRate[i].Data[0]); !golden.Steps.Equal(got, want) {
				t.Errorf("step %d: learning rate %g, want %g", i, got, want)
			}
			g := joined(in.Grads[i]).Data
			if slices.Contains(c.Zeroed, i) {
				clear(g)
			}
			s.Step(w, g)
			golden.Steps.Near(t, fmt.Sprintf("step %d", i), w, joined(c.Traj[i]))
			if c.EMA != nil {
				golden.Steps.Near(t, fmt.Sprintf("average %d", i), named(s, "average"), joined(c.EMA[i]))
			}
		}
		compareState(t, s, c)
	})
}

// compareState wants Keras's variables, by name, order and value.
func compareState(t testing.TB, s *optim.State, c trajectory) {
	vs := s.Variables()
	if len(vs) != len(c.State) {
		t.Fatalf("want %d variables, have %d", len(c.State), len(vs))
	}
	for i, want := range c.State {
		v := vs[i]
		name := v.Name
		switch {
		case v.Of >= 0:
			name = names[v.Of] + "_" + name
		case name == "u_product" && strings.HasPrefix(want.Name, "variable"):
			name = want.Name // Keras gives it none
		}
		if name != want.Name {
			t.Errorf("variable %d: %s, want %s", i, name, want.Name)
		}
		if v.Name == "iteration" {
			v.Data = []float32{float32(v.Int)}
		}
		golden.Steps.Near(t, name, v.Data, want.Value)
	}
}

// named is what s remembers by one name, end to end.
func named(s *optim.State, name string) (data []float32) {
	for _, v := range s.Variables() {
		if v.Name == name {
			data = append(data, v.Data...)
		}
	}
	return data
}

func TestGoldenSchedules(t *testing.T) {
	golden.Check(t, schedulesFile, nil, func(t testing.TB, raw json.RawMessage) {
		var c struct {
			Cls            string
			Kwargs, Config golden.Args
			Values         []golden.Array
		}
		golden.Decode(t, raw, &c)
		for _, args := range []golden.Args{c.Kwargs, c.Config} {
			s, err := optim.GetSchedule(call.Call{Name: c.Cls, Args: args})
			if err != nil {
				t.Fatal(err)
			}
			var got []float32
			for step := range c.Values {
				got = append(got, s.At(step))
			}
			golden.Steps.Near(t, s.String(), got, joined(c.Values))
			compareConfig(t, s, c.Config)
		}
	})
}

// compareConfig wants every parameter of Keras's config, in any order.
func compareConfig(t testing.TB, s *optim.Schedule, config golden.Args) {
	if len(s.Args) != len(config) {
		t.Errorf("%v: want %d parameters, have %d", s, len(config), len(s.Args))
	}
	for _, want := range config {
		got, ok := s.Call().Get(want.Name)
		if n, whole := want.Value.(int); whole {
			if f, isFloat := got.(float64); isFloat {
				got = int(f)
			}
			want.Value = n
		}
		if !ok || call.Format(got) != call.Format(want.Value) {
			t.Errorf("%v: %s is %v, want %v", s, want.Name, got, want.Value)
		}
	}
}
