package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/layercake-go/layercake/callbacks"
	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/plot"
	"github.com/layercake-go/layercake/sequential"
	"github.com/spf13/cobra"
)

// training is the verb train with its flags.
type training struct {
	arg, out, plot string
	set            []string
	seed           uint64
	epochs         int
	quiet, json    bool

	spec  *configs.Spec
	say   io.Writer // what people read
	watch watch
}

func newTrain() *cobra.Command {
	t := &training{}
	cmd := &cobra.Command{
		Use:        "train SPEC",
		Short:      "Train the model of a spec and save it",
		SuggestFor: []string{"fit", "learn"},
		Long: `Train the model of a spec, measure it on the test part of its data, and save it.

SPEC is a .yaml file, or the name of a sample: see layercake new. Paths in a
spec start at its folder; the model is saved in this folder, as the spec's name
with .keras, unless --out says where.

Ctrl-C stops after the step under way and saves what is there (exit code 1);
twice quits at once.

With --json one line of JSON is all that goes to standard output; its metrics
are those of the weights that were saved.`,
		Example: `  layercake train digits
  layercake train flowers.yaml --set fit.epochs=50 --set layers[0].units=32`,
		Args:              takes(0, "SPEC"),
		ValidArgsFunction: completeArgs(specs),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		t.arg = args[0]
		if cmd.Flags().Changed("seed") {
			t.set = append(t.set, fmt.Sprintf("seed=%d", t.seed))
		}
		if cmd.Flags().Changed("epochs") {
			t.set = append(t.set, fmt.Sprintf("fit.epochs=%d", t.epochs))
		}
		return t.run()
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&t.set, "set", nil, "replace a value of the spec: `KEY=VALUE`, such as fit.epochs=5; may come again")
	flags.StringVarP(&t.out, "out", "o", "", "`FILE` to save the model in")
	flags.Uint64Var(&t.seed, "seed", 0, "`NUMBER` that all random numbers come from")
	flags.IntVar(&t.epochs, "epochs", 0, "`NUMBER` of times to go through the data")
	flags.StringVar(&t.plot, "plot", "", "also draw the training curves: a .svg or .png `FILE`")
	flags.BoolVarP(&t.quiet, "quiet", "q", false, "print nothing but errors")
	flags.BoolVar(&t.json, "json", false, "print one line of JSON, and all else to standard error")
	cmd.RegisterFlagCompletionFunc("out", models.completeFlag)
	cmd.RegisterFlagCompletionFunc("plot", pictures.completeFlag)
	for _, name := range []string{"set", "seed", "epochs"} {
		cmd.RegisterFlagCompletionFunc(name, cobra.NoFileCompletions)
	}
	return cmd
}

func (t *training) run() (err error) {
	if t.spec, err = openSpec(t.arg, t.set...); err != nil {
		return err
	}
	if t.out == "" {
		t.out = defaultOut(t.spec.Name, t.arg)
	}
	if err := checkOut(t.out); err != nil {
		return err
	}
	if t.plot != "" {
		if err := checkPicture("--plot", t.plot, false); err != nil {
			return err
		}
	}
	t.say = t.readers()
	ctx, stop := interruptible()
	defer stop()
	told := sequential.Callbacks(&t.watch)
	if !t.quiet {
		told = sequential.Callbacks(sequential.CallbackFunc(t.introduce), callbacks.Progress(t.say), &t.watch)
	}
	result, err := configs.Train(ctx, t.spec, dir(t.arg), told)
	return t.finish(result, err)
}

// readers is where people's text goes. That nobody reads it any more, as with
// | head, must not end the training.
func (t *training) readers() io.Writer {
	outliveReaders()
	switch {
	case t.quiet:
		return io.Discard
	case t.json:
		return os.Stderr
	}
	return os.Stdout
}

// introduce shows the model before the first epoch.
func (t *training) introduce(e sequential.Event, now *sequential.Training) error {
	if e == sequential.TrainBegin {
		fmt.Fprintln(t.say, fitted(t.say, now.Model().Summary()))
	}
	return nil
}

// finish saves what the training left, and says what it came to.
func (t *training) finish(r *configs.Result, err error) error {
	if r == nil || r.History == nil {
		return given(err) // nothing was begun: the spec or its data is wrong
	}
	stopped := errors.Is(err, context.Canceled)
	if err != nil && !stopped && t.watch.steps == 0 {
		return given(err) // a callback's settings
	}
	if err != nil && !stopped && r.History.Epochs == 0 {
		return err
	}
	if stopped && t.watch.steps == 0 {
		return errors.New("stopped before the first step: nothing is saved")
	}
	if failure := r.Model.Save(t.out); failure != nil {
		return errors.Join(err, failure)
	}
	if stopped {
		err = fmt.Errorf("%s; what was learned until then is in %s", stoppedAfter(r.History.Epochs), t.out)
	}
	if t.plot != "" && r.History.Epochs > 0 {
		err = errors.Join(err, curvesPicture(plot.CurvesOf(r.History)).save(t.plot, false))
	}
	t.conclude(r, err)
	if t.json {
		err = errors.Join(err, t.printJSON(r, stopped))
	}
	return err
}
