package configs

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/sequential"
)

// blame finds the path of the value that err is about, and what is wrong with it.
func (s *Spec) blame(err error) (path string, inner error, ok bool) {
	var (
		layerErr *sequential.LayerError
		section  *sequential.SectionError
		option   *sequential.OptionError
		key      *data.KeyError
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
