package layers

import "github.com/layercake-go/layercake/internal/registry"

// channelsFirst reads the key data_format; None is channels_last.
func channelsFirst(format *string) (bool, error) {
	if format == nil {
		return false, nil
	}
	return *format == "channels_first", registry.OneOf("data_format", *format, []string{"channels_last", "channels_first"})
}
