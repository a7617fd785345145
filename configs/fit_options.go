package configs

import (
	"path/filepath"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/sequential"
)

// FitOptions are the options of the section fit. Each call makes callbacks of
// its own; the files that they write lie in dir unless their path says where.
func (s *Spec) FitOptions(dir string) []sequential.FitOption {
	options := s.Fit.options()
	for _, c := range s.Fit.Callbacks {
		cb, err := newCallback(c.in(dir))
		if err != nil { // the name is not registered any more: Fit says so
			cb = sequential.CallbackFunc(func(sequential.Event, *sequential.Training) error { return err })
		}
		options = append(options, sequential.Callbacks(cb))
	}
	return options
}

// options are those without callbacks.
func (f *Fit) options() []sequential.FitOption {
	options := []sequential.FitOption{
		sequential.Epochs(f.Epochs), sequential.BatchSize(f.BatchSize),
		sequential.ValidationSplit(f.ValidationSplit), sequential.Shuffle(f.Shuffle),
	}
	if f.ClassWeight != nil {
		options = append(options, sequential.ClassWeight(f.ClassWeight))
	}
	return options
}

// in is c with the files that it writes in dir.
func (c Callback) in(dir string) call.Call {
	k := c.Call()
	for i, a := range k.Args {
		path, ok := a.Value.(string)
		if ok && (a.Name == "filepath" || a.Name == "filename") && !filepath.IsAbs(path) {
			k.Args[i].Value = filepath.Join(dir, path)
		}
	}
	return k
}
