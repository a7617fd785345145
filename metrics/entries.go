package metrics

import "github.com/layercake-go/layercake/internal/registry"

// Entries describes all registered metrics: names, aliases, parameters.
func Entries() []registry.Entry { return table.Entries() }
