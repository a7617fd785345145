package losses

import "github.com/layercake-go/layercake/internal/registry"

// Entries describes all registered losses: names, aliases, parameters.
func Entries() []registry.Entry { return table.Entries() }
