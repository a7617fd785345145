package layer

import (
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// Common is embedded in every spec: what all layers may be told.
type Common struct {
	Name      string `yaml:"name" doc:"name of the layer; by default its type and a number"`
	Trainable bool   `yaml:"trainable" default:"true" doc:"false: its weights stay as they are"`

	err error // what the constructor could not say
}

func (c *Common) common() *Common { return c }

// An Option is one named argument: the very key that YAML and Keras use.
type Option = call.Arg

var table = registry.New[Spec]("layer", nil)

// Register makes the spec type S known by name in Go strings, in YAML and in
// files: layer.Register[LeakySpec]("Leaky"). A name that is taken is an error.
func Register[S any, P interface {
	*S
	Spec
}](name string, aliases ...string) error {
	return registry.Define(table, name, func(s *S) (Spec, error) { return P(s), nil }, aliases...)
}

// Define is Register for a package's own layers, where an error is a bug.
func Define[S any, P interface {
	*S
	Spec
}](name string, aliases ...string) struct{} {
	return registry.Must(Register[S, P](name, aliases...))
}

// New fills a new spec from the arguments of its constructor, in the order of
// its fields, then by options. It never fails: Build says what is wrong.
func New[S Spec](s S, args ...any) S {
	s.common().err = registry.FillAny(s, args...)
	return s
}

// Parse makes a spec from text or a call, such as "Dense(10, softmax)".
func Parse(v any) (Spec, error) { return table.Get(v) }

// ParseAt is Parse for a v that stands at pos of a file.
func ParseAt(v any, pos call.Pos) (Spec, error) { return table.GetAt(v, pos) }

// Call renders s in the grammar; it fails for a spec that is not registered.
func Call(s Spec) (call.Call, error) { return table.Call(s) }

// Names lists all registered layers.
func Names() []string { return table.Names() }

// Entries describes all registered layers: names, aliases, parameters.
func Entries() []registry.Entry { return table.Entries() }

// TypeName is the registered name of s: Dense.
func TypeName(s Spec) string {
	if n := table.NameOf(s); n != "" {
		return n
	}
	return registry.TypeName(s)
}

// GivenName is the name that the user gave s, or "".
func GivenName(s Spec) string { return s.common().Name }

// SetTrainable freezes or unfreezes s for the builds to come.
func SetTrainable(s Spec, yes bool) { s.common().Trainable = yes }

// Rename returns a shallow copy of s with another name: no spec is changed that
// another model may hold as well.
func Rename(s Spec, name string) (Spec, error) { return registry.With(s, "name", name) }

// Snake is Keras's name for a class: BatchNormalization is batch_normalization,
// LeakyReLU is leaky_re_lu, Conv2D is conv2d.
func Snake(class string) string { return registry.Snake(class) }
