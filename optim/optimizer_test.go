package optim_test

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/golden"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/optim"
)

func option(name string, v any) call.Arg { return call.Arg{Name: name, Value: v} }

func TestText(t *testing.T) {
	for text, want := range map[string]string{
		"adam":                               "adam",
		"ADAM(0.001)":                        "adam",
		"rms_prop(1e-4)":                     "rmsprop(learning_rate=0.0001)",
		"sgd(1, momentum=0.9)":               "sgd(learning_rate=1.0, momentum=0.9)",
		"adamw(0.01, 0.1)":                   "adamw(learning_rate=0.01, weight_decay=0.1)",
		"adam(weight_decay=0.1, clipnorm=1)": "adam(weight_decay=0.1, clipnorm=1.0)",
		"adam(cosine_decay(0.1, 10, warmup_target=0.2, warmup_steps=5))": "adam(learning_rate=cosine_decay(0.1, 10, warmup_target=0.2, warmup_steps=5))",
		"sgd(piecewise_constant_decay([1, 2], [0.3, 0.2, 0.1]))":         "sgd(learning_rate=piecewise_constant_decay([1, 2], [0.3, 0.2, 0.1]))",
	} {
		o := get(t, text)
		if o.String() != want {
			t.Errorf("%s: %s, want %s", text, o, want)
		}
		again := get(t, o.Call().Full())
		if d := cmp.Diff(o.Args, again.Args); d != "" {
			t.Errorf("%s renders as %s: %s", text, o.Call().Full(), d)
		}
		if !optim.Registered(o) {
			t.Errorf("%s is not registered", text)
		}
	}
}

// A file needs the number, not a call.
func TestLearningRateIsANumber(t *testing.T) {
	for want, o := range map[float64]*optim.Optimizer{0.01: optim.SGD(), 0.5: optim.SGD(float32(0.5)), 3: optim.SGD(3)} {
		if rate, _ := o.Call().Get("learning_rate"); rate != want {
			t.Errorf("%v: %T %v", o, rate, rate)
		}
	}
}

// Keras's own form, as its files have it.
func TestKerasConfig(t *testing.T) {
	config := call.Map{
		option("name", "adam"), option("weight_decay", nil), option("clipnorm", 1.0), option("use_ema", false),
		option("learning_rate", call.Map{option("module", "keras.optimizers.schedules"), option("class_name", "ExponentialDecay"),
			option("config", call.Map{option("initial_learning_rate", 0.1), option("decay_steps", 10), option("decay_rate", 0.5), option("name", "x")})}),
	}
	o, err := optim.Get(call.Map{option("class_name", "Adam"), option("config", config)})
	if err != nil {
		t.Fatal(err)
	}
	if want := "adam(learning_rate=exponential_decay(0.1, 10, 0.5, name=x), clipnorm=1.0, name=adam)"; o.String() != want {
		t.Errorf("%s, want %s", o, want)
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"addam":                                            `unknown optimizer "addam"; did you mean "adam"?`,
		"adam(lerning_rate=1)":                             `adam has no "lerning_rate"; did you mean "learning_rate"?`,
		"adam(-0.1)":                                       "learning_rate: want at least 0, have -0.1",
		"adam(1e300)":                                      "learning_rate: want at most 3.4028234663852886e+38, have 1e+300",
		"adam(None)":                                       "learning_rate: want a number or a schedule, have none",
		"adam(true)":                                       "learning_rate: want the name of a schedule, have true",
		"adam(nan)":                                        `learning_rate: want a finite number of at least 0, have NaN`,
		"adam(cosine)":                                     `learning_rate: unknown schedule "cosine"; there are`,
		"adam(beta_1=1)":                                   "beta_1: want at least 0 and less than 1, have 1",
		"adam(beta_2=0.999999999)":                         "beta_2: want at least 0 and less than 1, have 0.999999999",
		"nadam(beta_1=-0.1)":                               "beta_1: want at least 0 and less than 1, have -0.1",
		"adam(epsilon=-1)":                                 "epsilon: want at least 0, have -1",
		"adamw(weight_decay=None)":                         "weight_decay: want a number; adam is the one without",
		"adamw(weight_decay=-1)":                           "weight_decay: want at least 0, have -1",
		"sgd(momentum=2)":                                  "momentum: want a number from 0 to 1, have 2",
		"lion(beta_1=0)":                                   "beta_1: want more than 0 and at most 1, have 0",
		"ftrl(learning_rate_power=1)":                      "learning_rate_power: want at most 0, have 1",
		"ftrl(l1_regularization_strength=-1)":              "l1_regularization_strength: want at least 0, have -1",
		"sgd(clipnorm=0)":                                  "clipnorm: want more than 0 and at most 3.4028234663852886e+38, have 0",
		"sgd(clipvalue=1e-300)":                            "clipvalue: want more than 0 and at most 3.4028234663852886e+38, have 1e-300",
		"sgd(clipnorm=1, global_clipnorm=2)":               "global_clipnorm: want one of clipnorm, clipvalue and global_clipnorm, have clipnorm and global_clipnorm",
		"sgd(use_ema=true, ema_momentum=1.5)":              "ema_momentum: want a number from 0 to 1, have 1.5",
		"sgd(ema_overwrite_frequency=0)":                   "ema_overwrite_frequency: want at least 1, have 0",
		"sgd(gradient_accumulation_steps=1)":               "gradient_accumulation_steps: want at least 2, have 1",
		"sgd(loss_scale_factor=-2)":                        "loss_scale_factor: want more than 0 and at most 3.4028234663852886e+38, have -2",
		"sgd(exponential_decay(0.1, 0, 0.5))":              "learning_rate: decay_steps: want at least 1, have 0",
		"sgd(exponential_decay(0.1, 5))":                   "learning_rate: exponential_decay needs decay_rate",
		"sgd(exponential_decay(0.1, 0.5, 5))":              "learning_rate: decay_steps: want a whole number, have 0.5",
		"sgd(inverse_time_decay(-1, 5, 1))":                "learning_rate: initial_learning_rate: want at least 0, have -1",
		"sgd(polynomial_decay(1, 5, power=-1))":            "learning_rate: power: want at least 0, have -1",
		"sgd(cosine_decay(1, 5, warmup_steps=5))":          "learning_rate: warmup_steps: want a warmup_target with it, the learning rate it ends at",
		"sgd(cosine_decay_restarts(1, 5, t_mul=0.5))":      "learning_rate: t_mul: want at least 1, have 0.5",
		"sgd(piecewise_constant_decay([2, 1], [1, 2, 3]))": "learning_rate: boundaries: want rising steps, have 1 after 2",
		"sgd(piecewise_constant_decay([1, 2], [1, 2]))":    "learning_rate: values: want 3, one more than boundaries, have 2",
		"sgd(piecewise_constant_decay([1], [1, -2]))":      "learning_rate: values[1]: want at least 0, have -2",
	} {
		o, err := optim.Get(text)
		if err == nil {
			t.Errorf("%s: no error, but %v", text, o)
		} else if !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// All that is wrong is said at once.
func TestAllErrors(t *testing.T) {
	_, err := optim.Get("adam(-1, 2, 2, clipnorm=-1, weight_decay=-1)")
	var keys []string
	for _, e := range registry.Flat(err) {
		keys = append(keys, e.Key)
	}
	if d := cmp.Diff([]string{"learning_rate"}, keys); d != "" {
		t.Error(d)
	}
	_, err = optim.Get("adam(1, 2, 2, clipnorm=-1, weight_decay=-1)")
	keys = nil
	for _, e := range registry.Flat(err) {
		keys = append(keys, e.Key)
	}
	if d := cmp.Diff([]string{"beta_1", "beta_2", "clipnorm", "weight_decay"}, keys); d != "" {
		t.Error(d)
	}
}

// Constructors never fail; Err tells what they were given.
func TestConstructors(t *testing.T) {
	for want, o := range map[string]*optim.Optimizer{
		"beta_1: want at least 0 and less than 1, have 3":                        optim.Adam(0.1, option("beta_1", 3)),
		"sgd: 0.5 stands after the option momentum; options come last":           optim.SGD(option("momentum", 0.5), 0.5),
		"learning_rate: decay_steps: want at least 1, have 0":                    optim.SGD(optim.CosineDecay(1, 0)),
		"learning_rate: want a number or a schedule, have none":                  optim.SGD(&optim.Schedule{}),
		"want an optimizer, have none":                                           (*optim.Optimizer)(nil),
		`optimizer "mine" has no Rule.Step`:                                      {Name: "mine"},
		"clipnorm: want more than 0 and at most 3.4028234663852886e+38, have -1": optim.Lion(option("clipnorm", -1)),
	} {
		err := o.Err()
		if err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
		if _, again := optim.Get(o); again == nil || again.Error() != want {
			t.Errorf("Get: %v, want %s", again, want)
		}
	}
	steps := &optim.Schedule{Name: "unknown", At: func(step int) float32 { return 1 / float32(step+1) }}
	o := optim.SGD(steps)
	if err := o.Err(); err != nil || o.LearningRate != steps || optim.Registered(o) {
		t.Errorf("an own schedule: %v, registered %v", err, optim.Registered(o))
	}
}

func TestRegisterErrors(t *testing.T) {
	if err := optim.Register("ad-am", newSignum); err == nil || err.Error() != `optim: optimizer "ad-am" is taken already, by adam` {
		t.Error(err)
	}
	if err := optim.RegisterSchedule("cosine-decay", newHalving); err == nil || err.Error() != `optim: schedule "cosine-decay" is taken already, by cosine_decay` {
		t.Error(err)
	}
	if err := optim.RegisterSchedule("cosine decay", newHalving); err == nil || err.Error() != `optim: "cosine decay" is no name for a schedule: want letters, digits and _` {
		t.Error(err)
	}
	if _, err := optim.GetSchedule(optim.CosineDecay(1, 0)); err == nil || err.Error() != "decay_steps: want at least 1, have 0" {
		t.Error(err)
	}
}

func TestSchedules(t *testing.T) {
	for text, want := range map[string][]float32{
		"piecewise_constant_decay([], [0.5])":         {0.5, 0.5},
		"cosine_decay(1, 2)":                          {1, 0.5, 0, 0},
		"cosine_decay_restarts(1, 2, 1)":              {1, 0.5, 1, 0.5},
		"polynomial_decay(1, 2, 0)":                   {1, 0.5, 0, 0},
		"inverse_time_decay(1, 1, 1, staircase=true)": {1, 0.5},
		"exponential_decay(1, 2, 0.25)":               {1, 0.5, 0.25},
	} {
		s, err := optim.GetSchedule(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		for step, v := range want {
			if got := s.At(step); math.Abs(float64(got-v)) > 1e-7 {
				t.Errorf("%s: step %d: %g, want %g", text, step, got, v)
			}
		}
	}
	if _, err := optim.GetSchedule("cosine_decay(1)"); err == nil {
		t.Error("no error")
	}
	if s, err := optim.GetSchedule(0.25); err != nil || s.At(7) != 0.25 || s.String() != "0.25" {
		t.Errorf("%v, %v", s, err)
	}
}

// Whoever adds a rule or a schedule adds its golden cases and its Example.
func TestComplete(t *testing.T) {
	text, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	own := []string{"Signum", "Halving"} // of this package's Examples
	for path, entries := range map[string][]registry.Entry{optimizersFile: optim.Entries(), schedulesFile: optim.ScheduleEntries()} {
		classes := golden.Classes(t, path)
		for _, e := range entries {
			if slices.Contains(own, e.Class) {
				continue
			}
			if !slices.Contains(classes, e.Class) {
				t.Errorf("%s has no golden cases", e.Class)
			}
			if !regexp.MustCompile(`(?m)^func Example` + e.Class + `\(`).Match(text) {
				t.Errorf("%s has no Example", e.Class)
			}
		}
	}
}
