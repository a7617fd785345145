package optim

import (
	"errors"
	"strings"

	"github.com/layercake-go/layercake/internal/registry"
)

// Common are the settings that optimizers share. A rule's parameters embed it,
// at their end; see Register.
type Common struct {
	WeightDecay *float64 `yaml:"weight_decay" default:"None" doc:"before each step every weight loses this share of itself, times the learning rate"`
	Shared
}

// Shared is Common without weight_decay, which AdamW has in another place.
type Shared struct {
	Clipnorm                  *float64 `yaml:"clipnorm" default:"None" doc:"longest gradient of one variable; a longer one is scaled down to it"`
	Clipvalue                 *float64 `yaml:"clipvalue" default:"None" doc:"largest size of one element of the gradient"`
	GlobalClipnorm            *float64 `yaml:"global_clipnorm" default:"None" doc:"longest gradient of all variables taken together"`
	UseEMA                    bool     `yaml:"use_ema" default:"false" doc:"keep a moving average of the weights, and end the training with it"`
	EMAMomentum               float64  `yaml:"ema_momentum" default:"0.99" doc:"what the moving average keeps of itself in each step"`
	EMAOverwriteFrequency     *int     `yaml:"ema_overwrite_frequency" default:"None" doc:"after so many steps the weights become their average; None: only at the end"`
	LossScaleFactor           *float64 `yaml:"loss_scale_factor" default:"None" doc:"the model multiplies its loss by it, the optimizer divides the gradients by it"`
	GradientAccumulationSteps *int     `yaml:"gradient_accumulation_steps" default:"None" doc:"weights move once in so many steps, against the mean of their gradients"`
	Label                     *string  `yaml:"name" default:"None" doc:"a name for Keras's files; it changes nothing"`
}

func (c *Common) check() error {
	errs := []error{
		c.checkClips(),
		above0("loss_scale_factor", c.LossScaleFactor),
		share("ema_momentum", c.EMAMomentum),
	}
	if c.WeightDecay != nil {
		errs = append(errs, atLeast("weight_decay", *c.WeightDecay, 0))
	}
	if n := c.EMAOverwriteFrequency; n != nil {
		errs = append(errs, atLeast("ema_overwrite_frequency", float64(*n), 1))
	}
	if n := c.GradientAccumulationSteps; n != nil {
		errs = append(errs, atLeast("gradient_accumulation_steps", float64(*n), 2))
	}
	return errors.Join(errs...)
}

// checkClips allows at most one way to clip.
func (c *Common) checkClips() error {
	var errs []error
	var set []string
	for _, k := range []struct {
		key   string
		value *float64
	}{{"clipnorm", c.Clipnorm}, {"clipvalue", c.Clipvalue}, {"global_clipnorm", c.GlobalClipnorm}} {
		if k.value != nil {
			set = append(set, k.key)
		}
		errs = append(errs, above0(k.key, k.value))
	}
	if len(set) > 1 {
		errs = append(errs, registry.Bad(set[1], "want one of clipnorm, clipvalue and global_clipnorm, have %s", strings.Join(set, " and ")))
	}
	return errors.Join(errs...)
}
