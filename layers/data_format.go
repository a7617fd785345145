package layers

import "github.com/layercake-go/layercake/internal/registry"

// channelsFirst reads the key data_format; None is channels_last.
func channelsFirst(format *string) (bool, error) {
	switch {
	case format == nil || *format == "channels_last":
		return false, nil
	case *format == "channels_first":
		return true, nil
	}
	return false, registry.Bad("data_format", "want channels_last or channels_first, have %q", *format)
}
