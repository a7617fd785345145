package main

import (
	"path/filepath"
	"strings"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/plot"
	"github.com/spf13/cobra"
)

// plotting is the verb plot with its flags.
type plotting struct {
	out, kind string
	dark      bool
	look      lookFlags
	flow      bool // a sample flows through the network
}

func newPlot() *cobra.Command {
	p := &plotting{}
	cmd := &cobra.Command{
		Use:        "plot SPEC|MODEL -o FILE",
		Short:      "Draw a model: its network, its last Jacobian, its training curves",
		SuggestFor: []string{"draw", "picture", "diagram"},
		Long: `Draw a model as SVG or PNG, by the ending of FILE.

  network    the layers; one tile is one call of an activation. With --sample
             or --data the numbers of that sample flow through it: a
             convolution shows its feature maps, an LSTM its gates over time.
  jacobian   which output moves when one sum moves: softmax beside relu
  curves     what a training measured; here the argument is the log of the
             callback CSVLogger. See also train --plot.`,
		Example: `  layercake plot digits -o digits.svg
  layercake plot digits.keras --sample 3 --dark -o digits.png`,
		Args:              takes(0, "SPEC|MODEL"),
		ValidArgsFunction: completeArgs(subjects),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		p.flow = cmd.Flags().Changed("sample") || p.look.data != ""
		return p.run(args[0])
	}
	cmd.Flags().StringVarP(&p.out, "out", "o", "", "`FILE` to write: .svg or .png")
	cmd.Flags().StringVar(&p.kind, "kind", "network", "`KIND` of picture: network, jacobian or curves")
	cmd.Flags().BoolVar(&p.dark, "dark", false, "dark colours, for .png; an SVG follows the theme of who reads it")
	p.look.add(cmd)
	cmd.RegisterFlagCompletionFunc("out", pictures.completeFlag)
	cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions([]string{"network", "jacobian", "curves"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (p *plotting) run(arg string) error {
	if err := oneOf("kind", p.kind, "network", "jacobian", "curves"); err != nil {
		return err
	}
	if p.out == "" {
		return mistakef("plot: which file is the picture for? -o FILE.svg or -o FILE.png")
	}
	if err := checkPicture("--out", p.out, p.dark); err != nil {
		return err
	}
	drawn, err := p.draw(arg)
	if err != nil {
		return err
	}
	return drawn.save(p.out, p.dark)
}

// draw makes the picture of that kind.
func (p *plotting) draw(arg string) (picture, error) {
	if p.kind == "curves" {
		if ext := strings.ToLower(filepath.Ext(arg)); ext != ".csv" {
			return picture{}, mistakef("plot: curves are drawn from the .csv file of the callback CSVLogger, or by train --plot; %s is none", arg)
		}
		h, err := readLog(arg)
		return curvesPicture(h), err
	}
	s, err := open(arg)
	if err != nil {
		return picture{}, err
	}
	var x *data.Tensor
	if p.flow || p.kind == "jacobian" {
		if _, x, err = p.look.sample(s); err != nil {
			return picture{}, err
		}
	}
	if p.kind == "jacobian" {
		j, err := plot.JacobianOf(s.model, x)
		return jacobianPicture(j), given(err)
	}
	if !p.flow {
		n, err := plot.FromModel(s.model, nil)
		return networkPicture(n), given(err)
	}
	n, err := plot.FromModel(s.model, x)
	return networkPicture(n), given(err)
}
