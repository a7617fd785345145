package kernel

import (
	"fmt"
	"os"
	"strings"
)

// A set is the kernels for one kind of processor. Sets whose products are fused
// give the same bits as each other; the generic one rounds each product and
// gives its own.
type set struct {
	name  string
	fused *products // nil: plain Go
}

var generic = &set{name: "generic"}

// sets are those that this processor can run, the best first; generic is
// always the last.
var sets = append(assembly(), generic)

// current is the set in use. Only tests change it, while nothing else runs.
var current, setNote = choose(os.Getenv("LAYERCAKE_KERNELS"), sets)

// Set is the name of the kernels in use: avx512, avx2, neon or generic. The
// environment variable LAYERCAKE_KERNELS asks for one of them; otherwise it is
// the best that the processor has.
func Set() string { return current.name }

// SetNote says why LAYERCAKE_KERNELS was not followed; empty if it was, or is
// not set.
func SetNote() string { return setNote }

// choose is the set of that name, or the best one and why.
func choose(name string, from []*set) (*set, string) {
	if name == "" {
		return from[0], ""
	}
	var names []string
	for _, s := range from {
		if s.name == name {
			return s, ""
		}
		names = append(names, s.name)
	}
	return from[0], fmt.Sprintf("LAYERCAKE_KERNELS=%s: this program on this processor has %s; using %s",
		name, strings.Join(names, ", "), from[0].name)
}
