package registry

import (
	"regexp"
	"strings"
)

var (
	wordStart = regexp.MustCompile(`(.)([A-Z][a-z]+)`)
	wordEnd   = regexp.MustCompile(`([a-z])([A-Z])`)
)

// Snake is Keras's name for a class: BatchNormalization is batch_normalization,
// LeakyReLU is leaky_re_lu, Conv2D is conv2d.
func Snake(class string) string {
	s := wordStart.ReplaceAllString(class, "${1}_${2}")
	return strings.ToLower(wordEnd.ReplaceAllString(s, "${1}_${2}"))
}
