package configs_test

import (
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/internal/call"
)

// cleaned are arguments without the name that a layer was not given.
func cleaned(args []call.Arg) []call.Arg {
	return slices.DeleteFunc(slices.Clone(args), func(a call.Arg) bool { return a.Name == "name" && a.Value == "" })
}

func text(v any) string { return fmt.Sprint(v) }
