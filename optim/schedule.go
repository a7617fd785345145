package optim

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// A Schedule is a learning rate that changes with the steps of a training. A
// plain number is one that does not.
type Schedule struct {
	Name string     // as registered: "cosine_decay"; a number is its own: "0.01"
	Args []call.Arg // every parameter, so that it renders, saves and loads

	// At is the learning rate of a step; the first is 0. Steps of gradient
	// accumulation count each.
	At func(step int) float32

	constant bool
	err      error // what a constructor was given wrongly
}

// Call is the text that names s in Go, YAML and files.
func (s *Schedule) Call() call.Call { return call.Call{Name: s.Name, Args: s.Args} }

// String renders s as it is written: exponential_decay(0.1, 1000, 0.96).
func (s *Schedule) String() string { return s.Call().String() }

// Err is what is wrong with s: arguments that its constructor could not take, or
// a missing At; nil if it can be used.
func (s *Schedule) Err() error {
	switch {
	case s != nil && s.err != nil:
		return s.err
	case s == nil || s.At == nil:
		return errors.New("want a number or a schedule, have none")
	}
	return nil
}

// schedules has every schedule there is; each defines itself in its own file.
var schedules = newSchedules()

func newSchedules() *registry.Table[*Schedule] {
	t := registry.New("schedule", func(s *Schedule, c call.Call) *Schedule {
		return &Schedule{Name: c.Name, Args: c.Args, At: s.At}
	}).Spelled(registry.Snake)
	t.Literal(constant)
	return t
}

// constant reads a number as a schedule.
func constant(v any) (s *Schedule, ok bool, err error) {
	if s, ok := v.(string); ok {
		if f, err := strconv.ParseFloat(s, 64); err == nil {
			return nil, true, registry.Bad("", "want a finite number of at least 0, have %g", f)
		}
	}
	x := reflect.ValueOf(v)
	if !x.IsValid() || !(x.CanInt() || x.CanUint() || x.CanFloat()) {
		return nil, false, nil
	}
	rate := x.Convert(reflect.TypeFor[float64]()).Float()
	if err := atLeast("", rate, 0); err != nil {
		return nil, true, err
	}
	at := func(int) float32 { return float32(rate) }
	return &Schedule{Name: call.Format(rate), At: at, constant: true}, true, nil
}

// numbers turns the calls of constant schedules back into numbers.
func numbers(args []call.Arg) []call.Arg {
	for i, a := range args {
		if c, ok := a.Value.(call.Call); ok {
			if rate, err := call.Value(c.Name); err == nil && reflect.ValueOf(rate).CanFloat() {
				args[i].Value = rate
			}
		}
	}
	return args
}

// GetSchedule returns the schedule that v is or names: a *Schedule, a number, or
// text such as "exponential_decay(0.1, 1000, 0.96)".
func GetSchedule(v any) (*Schedule, error) {
	s, err := schedules.Get(v)
	if err == nil {
		err = s.Err()
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// ScheduleNames lists all schedules.
func ScheduleNames() []string { return schedules.Names() }

// ScheduleEntries describes all registered schedules: names, aliases, parameters.
func ScheduleEntries() []registry.Entry { return schedules.Entries() }

// RegisterSchedule makes a schedule usable by its name everywhere: in Go, in
// YAML and in files. P is a struct of its parameters: a field with yaml:"key"
// and default:"value" tags for each. build makes the Schedule of parameters that
// were read; it sets At. A name that is taken is an error.
func RegisterSchedule[P any](name string, build func(*P) (*Schedule, error), aliases ...string) error {
	err := registry.Define(schedules, name, func(p *P) (*Schedule, error) {
		s, err := build(p)
		if s != nil || err == nil {
			err = errors.Join(err, s.Err())
		}
		return s, err
	}, aliases...)
	if err != nil {
		return fmt.Errorf("optim: %w", err)
	}
	return nil
}

// defineSchedule is RegisterSchedule for the package's own.
func defineSchedule[P any](class string, build func(*P) (*Schedule, error)) struct{} {
	return registry.Must(RegisterSchedule(class, build))
}

// constructSchedule is what each constructor does: args are those that it
// demands, more those that it allows. It never fails; the optimizer's Err tells.
func constructSchedule(class string, more []any, args ...any) *Schedule {
	s, err := schedules.New(class, append(args, more...)...)
	if err != nil {
		return &Schedule{Name: schedules.Shown(class), err: err}
	}
	return s
}
