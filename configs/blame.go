package configs

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/sequential"
)

// place gives what building, compiling or training said its place in the file.
// An error that it can say nothing of stays as it is.
func (s *Spec) place(err error) error {
	if err == nil || s.src == nil {
		return err
	}
	var placed []*Error
	var others []error
	for _, e := range each(err) {
		if p := s.placed(e); p != nil {
			placed = append(placed, p...)
		} else {
			others = append(others, e)
		}
	}
	return errors.Join(append([]error{join(placed)}, others...)...)
}

// each takes joined errors apart.
func each(err error) (all []error) {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			all = append(all, each(e)...)
		}
		return all
	}
	return []error{err}
}

func (s *Spec) placed(err error) (all []*Error) {
	path, inner, ok := s.blame(err)
	if !ok {
		return nil
	}
	for _, e := range registry.Flat(inner) {
		at := registry.Join(path, e.Key)
		all = append(all, s.src.error(s.src.locate(at), at, e.Err))
	}
	return all
}

// blame finds the path of the value that err is about, and what is wrong with it.
func (s *Spec) blame(err error) (path string, inner error, ok bool) {
	var (
		layerErr *sequential.LayerError
		section  *sequential.SectionError
		option   *sequential.OptionError
		key      *data.KeyError
		row      *data.Error
	)
	switch {
	case errors.As(err, &layerErr):
		inner = layerErr.Err
		for deeper := (*layer.Error)(nil); errors.As(inner, &deeper); {
			inner = deeper.Err
		}
		return s.shifted(layerErr.Path), inner, true
	case errors.As(err, &section):
		return "compile." + section.Section, section.Err, true
	case errors.As(err, &option):
		return "fit." + option.Option, errors.New(option.Msg), true
	case errors.As(err, &key):
		path = "data." + key.Key
		if _, given := s.src.places[path]; key.Key == "classes" && !given {
			path = "classes"
		}
		return path, key.Err, true
	case errors.As(err, &row):
		return "data", err, true
	}
	return "", nil, false
}

// shifted is the path of a layer in the file, where an Input may stand first
// among the layers.
func (s *Spec) shifted(path string) string {
	number, rest, ok := strings.Cut(strings.TrimPrefix(path, "layers["), "]")
	i, err := strconv.Atoi(number)
	if s.src.shift == 0 || !ok || err != nil {
		return path
	}
	return fmt.Sprintf("layers[%d]%s", i+s.src.shift, rest)
}
