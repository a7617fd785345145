package callbacks

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/sequential"
)

var _ = define[modelCheckpoint]("ModelCheckpoint")

// modelCheckpoint configures ModelCheckpoint.
type modelCheckpoint struct {
	Filepath              string   `yaml:"filepath" required:"true" doc:"the file to save to; it may have {epoch:02d} and {val_loss:.4f} in it"`
	Monitor               string   `yaml:"monitor" default:"val_loss" doc:"the score to watch, for save_best_only"`
	Verbose               int      `yaml:"verbose" default:"0" doc:"1: say what it does"`
	SaveBestOnly          bool     `yaml:"save_best_only" default:"false" doc:"save only when the score is the best so far"`
	SaveWeightsOnly       bool     `yaml:"save_weights_only" default:"false" doc:"not supported: a file holds the whole model"`
	Mode                  string   `yaml:"mode" default:"auto" doc:"min, max, or auto: what the metric says of itself"`
	SaveFreq              any      `yaml:"save_freq" default:"epoch" doc:"epoch, or a number of steps"`
	InitialValueThreshold *float64 `yaml:"initial_value_threshold" default:"None" doc:"a score must be better than this to be saved"`

	path  template
	every int // steps; 0: at the end of each epoch
	watch watch
	steps int // since the last file
}

// ModelCheckpoint saves the whole model to a file, after each epoch or every so
// many steps; with save_best_only only when a score is the best so far. The
// ending of the file names its format, as for Model.Save. A file is replaced
// whole or not at all; folders that are missing are made.
//
// In the file's name {epoch} is the number of the epoch from 1, {batch} that of
// the step if save_freq counts those, and any score may stand there too:
// "{epoch:02d}-{val_loss:.4f}.safetensors".
//
// Arguments by place: filepath, monitor="val_loss", verbose=0,
// save_best_only=false, save_weights_only=false, mode="auto",
// save_freq="epoch", initial_value_threshold=None.
func ModelCheckpoint(filepath string, more ...any) sequential.Callback {
	return construct("ModelCheckpoint", more, filepath)
}

func (p *modelCheckpoint) check() error {
	errs := []error{checkMode(p.Mode)}
	var err error
	if p.path, err = parseTemplate(p.Filepath); err != nil {
		errs = append(errs, &registry.KeyError{Key: "filepath", Err: err})
	}
	if p.SaveWeightsOnly {
		errs = append(errs, registry.Bad("save_weights_only", "a file here always holds the whole model, layers and weights; leave this out"))
	}
	switch f := p.SaveFreq.(type) {
	case int:
		p.every = f
		errs = append(errs, registry.AtLeast("save_freq", float64(f), 1))
	case string:
		errs = append(errs, registry.OneOf("save_freq", f, []string{"epoch"}, "a number of steps"))
	default:
		errs = append(errs, registry.Bad("save_freq", "want epoch or a number of steps, have %v", f))
	}
	return errors.Join(errs...)
}

// On saves after epochs or steps.
func (p *modelCheckpoint) On(e sequential.Event, t *sequential.Training) error {
	var err error
	switch {
	case e == sequential.TrainBegin:
		err = p.begin(t)
	case e == sequential.EpochEnd && p.every == 0:
		err = p.save(t)
	case e == sequential.BatchEnd && p.every > 0:
		if p.steps++; p.steps >= p.every {
			p.steps = 0
			err = p.save(t)
		}
	}
	if err != nil {
		return fmt.Errorf("ModelCheckpoint: %w", err)
	}
	return nil
}

// begin finds out before the training what could not be saved after it.
func (p *modelCheckpoint) begin(t *sequential.Training) (err error) {
	p.steps = 0
	if exts := sequential.Extensions(); !slices.ContainsFunc(exts, p.endsIn) {
		return fmt.Errorf("filepath: %q has no ending that names a format; there are %s", p.Filepath, strings.Join(exts, ", "))
	}
	names := []string{"epoch"}
	if p.every > 0 {
		names = append(names, "batch")
	}
	for _, n := range t.Names {
		if p.every == 0 || !strings.HasPrefix(n, "val_") && n != learningRate {
			names = append(names, n)
		}
	}
	if err := p.path.check(names); err != nil {
		return fmt.Errorf("filepath: %w", err)
	}
	if !p.SaveBestOnly {
		return nil
	}
	if p.watch, err = newWatch(t, p.Monitor, p.Mode, 0); err != nil {
		return err
	}
	if !slices.Contains(names, p.Monitor) {
		return fmt.Errorf("monitor: %s is measured at the end of an epoch, and save_freq counts steps", p.Monitor)
	}
	if p.InitialValueThreshold != nil {
		p.watch.best = *p.InitialValueThreshold
	}
	return nil
}

func (p *modelCheckpoint) endsIn(ext string) bool {
	return strings.HasSuffix(strings.ToLower(p.Filepath), ext)
}

// save writes the file, unless the score is not the best or the loss is no number
// any more: then Fit goes back to the last good weights.
func (p *modelCheckpoint) save(t *sequential.Training) error {
	if loss := t.Logs.Get("loss"); math.IsNaN(loss) || math.IsInf(loss, 0) {
		return nil
	}
	if p.SaveBestOnly && !p.watch.see(t.Logs.Get(p.Monitor), t.Epoch) {
		return nil
	}
	path := p.path.fill(func(name string) any {
		switch name {
		case "epoch":
			return t.Epoch + 1
		case "batch":
			return t.Batch + 1
		}
		return t.Logs.Get(name)
	})
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	t.Publish()
	if err := t.Model().Save(path); err != nil {
		return err
	}
	if p.Verbose > 0 {
		t.Say("Epoch %d: saved %s", t.Epoch+1, path)
	}
	return nil
}
