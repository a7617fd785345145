package main

import (
	"fmt"
	"os"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
	"github.com/spf13/cobra"
)

func newExplain() *cobra.Command {
	var look lookFlags
	cmd := &cobra.Command{
		Use:        "explain SPEC|MODEL",
		Short:      "Show, number by number, how the last layer came to its answer",
		SuggestFor: []string{"why"},
		Long: `Show for one sample how the last layer came to its answer: the sums, what the
activation made of them, and which output depends on which sum. For softmax one
sees that it is applied once, to all sums together.

The sample is a row of the spec's test data, or of --data. A spec is explained
as it is before training, with its first weights.`,
		Example: `  layercake explain digits.keras --sample 3
  layercake explain flowers.keras --data flowers.csv`,
		Args:              takes(0, "SPEC|MODEL"),
		ValidArgsFunction: completeArgs(subjects),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := open(args[0])
			if err != nil {
				return err
			}
			d, x, err := look.sample(s)
			if err != nil {
				return err
			}
			e, err := s.model.Explain(x)
			if err != nil {
				return given(err)
			}
			return write(fitted(os.Stdout, look.heading(s, d)+e.String()))
		},
	}
	look.add(cmd)
	return cmd
}

// lookFlags say which sample to look at.
type lookFlags struct {
	row  int
	data string
	from dataFlags
}

func (f *lookFlags) add(cmd *cobra.Command) {
	cmd.Flags().IntVar(&f.row, "sample", 0, "`NUMBER` of the row to look at, from 0")
	cmd.Flags().StringVar(&f.data, "data", "", "`DATA` to take the row from: a file, or a set that is built in")
	cmd.RegisterFlagCompletionFunc("data", sets.completeFlag)
	cmd.RegisterFlagCompletionFunc("sample", cobra.NoFileCompletions)
	f.from.add(cmd)
}

// sample reads the data and takes the row.
func (f *lookFlags) sample(s *subject) (*data.Dataset, *data.Tensor, error) {
	d, err := f.dataset(s)
	if err != nil {
		return nil, nil, err
	}
	x, err := sample(d, f.row)
	if err != nil {
		return nil, nil, err
	}
	return d, x, nil
}

// dataset is --data, or what the spec names, or a built-in set that is just what
// the model learned from.
func (f *lookFlags) dataset(s *subject) (*data.Dataset, error) {
	switch {
	case f.data != "":
		return f.from.features(s.model, f.data)
	case s.spec == nil:
		return builtIn(s.model)
	}
	train, test, err := s.spec.Data(dir(s.arg))
	if test != nil {
		train = test
	}
	return train, given(err)
}

// builtIn finds the set whose columns are those of the model.
func builtIn(m *sequential.Model) (*data.Dataset, error) {
	meta := m.Meta()
	for _, name := range data.Names() {
		d, err := data.Named(name)
		if err == nil && meta.Features != nil && d.Target == meta.Target && checkColumns(d, meta.Features) == nil {
			return d, nil
		}
	}
	return nil, mistakef("which data? The model does not say where its data came from: --data names a file, or a set that is built in")
}

// heading says what is explained.
func (f *lookFlags) heading(s *subject, d *data.Dataset) string {
	text := fmt.Sprintf("Model %q, row %d of %s%s.\n", s.model.Title(), f.row, d.Name, truth(d, f.row, s.model.Classes()))
	if s.spec != nil || layersAlone(s.arg) {
		text += "The model is not trained: these are its first weights.\n"
	}
	return text + "\n"
}
