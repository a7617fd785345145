package losses_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/call"
	. "github.com/layercake-go/layercake/losses"
)

func TestSpellings(t *testing.T) {
	for want, spellings := range map[string]string{
		"mean_squared_error":              "mse MSE mean_squared_error MeanSquaredError",
		"mean_absolute_error":             "mae MAE MeanAbsoluteError",
		"mean_absolute_percentage_error":  "mape MAPE MeanAbsolutePercentageError",
		"mean_squared_logarithmic_error":  "msle MSLE MeanSquaredLogarithmicError",
		"binary_crossentropy":             "bce BCE BinaryCrossentropy",
		"kl_divergence":                   "kld KLD KLDivergence",
		"sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
		"log_cosh":                        "LogCosh",
	} {
		for _, s := range strings.Fields(spellings) {
			if l, err := Get(s); err != nil || l.Name != want {
				t.Errorf("%s is %v, %v; want %s", s, l, err, want)
			}
		}
	}
}

// What a loss renders as is the same loss, with all its parameters.
func TestRender(t *testing.T) {
	for _, text := range variants {
		l, err := Get(text)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Get(l.Call().Full())
		if err != nil || back.Call().Full() != l.Call().Full() {
			t.Errorf("%s renders as %s, which is %v, %v", text, l.Call().Full(), back, err)
		}
		if l.Formula == "" || l.Width == nil || l.Reduction != "sum_over_batch_size" || !Registered(l) {
			t.Errorf("%s lacks something: %+v", text, l)
		}
	}
	l := SparseCategoricalCrossentropy(true, call.Arg{Name: "ignore_class", Value: -1})
	if want := "sparse_categorical_crossentropy(from_logits=true, ignore_class=-1)"; l.String() != want {
		t.Errorf("%s, want %s", l, want)
	}
	if l, err := Get("mse(None)"); err != nil || l.Reduction != "none" {
		t.Errorf("reduction None is %q, %v", l.Reduction, err)
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"msee":                             `unknown loss "msee"; did you mean "mse"?`,
		"mean_sqared_error":                `unknown loss "mean_sqared_error"; did you mean "mean_squared_error"?`,
		"mse(reduction=summ)":              `reduction: want sum_over_batch_size, mean, mean_with_sample_weight, sum or none, have "summ"; did you mean "sum"?`,
		"huber(0)":                         "delta: want more than 0, have 0",
		"bce(label_smoothing=1.5)":         "label_smoothing: want 0 to 1, have 1.5",
		"categorical_crossentropy(axis=1)": "axis: want -1, the last axis, have 1; put that axis last, with Permute",
		"categorical_focal_crossentropy(gamma=-1)": "gamma: want at least 0, have -1",
		"categorical_focal_crossentropy([])":       "alpha: want a number, or one for each class",
		"binary_focal_crossentropy(gamma=-1)":      "gamma: want at least 0, have -1",
		"mse(from_logits=true)":                    `mean_squared_error has no "from_logits"; there are reduction`,
	} {
		if _, err := Get(text); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	option := call.Arg{Name: "delta", Value: 2}
	for want, v := range map[string]any{
		"delta: want more than 0, have -1":                              Huber(-1),
		`huber: "sum" stands after the option delta; options come last`: Huber(option, "sum"),
		`loss "mine" needs Rows and Grad`:                               &Loss{Name: "mine"},
		"want a loss, have none":                                        (*Loss)(nil),
		"want the name of a loss, have 3":                               3,
	} {
		if _, err := Get(v); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestFits(t *testing.T) {
	l := CategoricalFocalCrossentropy([]float64{1, 2, 3})
	if err := l.Fits(3); err != nil {
		t.Error(err)
	}
	if err := l.Fits(4); err == nil {
		t.Error("3 alphas fit 4 classes")
	}
	if err := CategoricalFocalCrossentropy().Fits(4); err != nil {
		t.Error(err)
	}
}

func TestAsLogits(t *testing.T) {
	l, err := BinaryCrossentropy(call.Arg{Name: "label_smoothing", Value: 0.1}).AsLogits()
	if err != nil || l.String() != "binary_crossentropy(from_logits=true, label_smoothing=0.1)" || !l.FromLogits {
		t.Errorf("%v, %v", l, err)
	}
	if again, err := l.AsLogits(); again != l || err != nil {
		t.Errorf("%v, %v", again, err)
	}
	if _, err := MeanSquaredError().AsLogits(); err == nil || err.Error() != "loss mean_squared_error takes no scores: it has no from_logits" {
		t.Error(err)
	}
}

func TestRegister(t *testing.T) {
	mine := &Loss{Name: "my_loss", Rows: MeanSquaredError().Rows, Grad: MeanSquaredError().Grad}
	if Registered(mine) {
		t.Error("registered before it is")
	}
	plain, err := Get(mine)
	if err != nil || plain == mine || plain.Width(3) != 3 || plain.Reduction != "sum_over_batch_size" {
		t.Errorf("%+v, %v", plain, err)
	}
	if err := Register(mine); err != nil {
		t.Fatal(err)
	}
	l, err := Get("MyLoss")
	if err != nil || l.String() != "my_loss" || l.Width(3) != 3 {
		t.Errorf("%v, %v", l, err)
	}
	for want, l := range map[string]*Loss{
		`losses: loss "my_loss" is taken already, by my_loss`:          mine,
		`losses: loss "mse" is taken already, by mean_squared_error`:   {Name: "mse", Rows: mine.Rows, Grad: mine.Grad},
		`losses: "" is no name for a loss: want letters, digits and _`: {Rows: mine.Rows, Grad: mine.Grad},
		`losses: loss "half" needs Rows and Grad`:                      {Name: "half", Rows: mine.Rows},
	} {
		if err := Register(l); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if !slices.IsSorted(Names()) || !slices.Contains(Names(), "my_loss") {
		t.Error(Names())
	}
}
