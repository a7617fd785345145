package main

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
	"github.com/spf13/cobra"
)

// dataFlags say what a file of data does not say itself.
type dataFlags struct{ comma string }

func (f *dataFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.comma, "comma", "", "what separates the values of a CSV file: one `CHARACTER`, or tab")
}

// features reads the columns that m learned from.
func (f *dataFlags) features(m *sequential.Model, arg string) (*data.Dataset, error) {
	meta := m.Meta()
	return f.read(meta, arg, data.CSV{Features: meta.Features, Extra: meta.Features != nil})
}

// labelled reads the columns that m learned from, and the target.
func (f *dataFlags) labelled(m *sequential.Model, arg, target string) (*data.Dataset, error) {
	meta := m.Meta()
	d, err := f.read(meta, arg, data.CSV{
		Features: meta.Features, Extra: meta.Features != nil,
		Target: target, Classify: meta.Classes != nil, Classes: meta.Classes,
	})
	switch {
	case err != nil:
		return nil, err
	case d.Y == nil && target == "":
		return nil, mistakef("%s: there are no targets to compare with; in a CSV file --target names their column", arg)
	case d.Y == nil:
		return nil, mistakef("%s: there are no targets to compare with", arg)
	}
	return d, nil
}

func (f *dataFlags) read(meta sequential.Meta, arg string, opt data.CSV) (*data.Dataset, error) {
	switch r, size := utf8.DecodeRuneInString(f.comma); {
	case f.comma == "tab":
		opt.Comma = '\t'
	case size != len(f.comma):
		return nil, mistakef("--comma: want one character, or tab, have %q", f.comma)
	case size > 0:
		opt.Comma = r
	}
	d, err := data.LoadNamed(arg, opt)
	if err != nil {
		return nil, given(err)
	}
	return d, checkColumns(d, meta.Features)
}

// checkColumns refuses data whose columns have names, but not those that the
// model knows: what is built in is read in an order of its own.
func checkColumns(d *data.Dataset, features []string) error {
	if features == nil || d.Features == nil || slices.Equal(d.Features, features) {
		return nil
	}
	if len(d.Features) != len(features) {
		return mistakef("%s: %d columns to learn from, the model wants %d", d.Name, len(d.Features), len(features))
	}
	for i, name := range d.Features {
		if name != features[i] {
			return mistakef("%s: column %d is %q, the model wants %q there", d.Name, i+1, name, features[i])
		}
	}
	return nil
}

// sample is row n of d.
func sample(d *data.Dataset, n int) (*data.Tensor, error) {
	if n < 0 || n >= d.X.Rows() {
		return nil, mistakef("--sample: there is no row %d in %s; its rows are 0 to %d", n, d.Name, d.X.Rows()-1)
	}
	return d.X.Slice(n, n+1), nil
}

// truth is what row n of d really is: ", labelled versicolor"; "" if the data does
// not say.
func truth(d *data.Dataset, n int, classes []string) string {
	labels := data.Labels(d.Y)
	switch {
	case d.Y == nil || d.Y.RowSize() > 1 && labels == nil:
		return ""
	case classes == nil && d.Y.RowSize() == 1:
		return fmt.Sprintf(", labelled %g", d.Y.Row(n)[0])
	case labels != nil && labels[n] < len(classes):
		return ", labelled " + classes[labels[n]]
	}
	return ""
}
