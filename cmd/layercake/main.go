// Command layercake trains, inspects and runs Sequential models that are
// declared in YAML.
//
//	layercake new digits                     writes digits.yaml
//	layercake train digits.yaml              trains it, saves digits.keras
//	layercake explain digits.keras           shows how softmax came to its answer
//	layercake predict digits.keras new.csv
//	layercake convert digits.keras digits.onnx
//
// It exits with 0 when it is done, 1 when it failed, and 2 when what it was
// given is wrong: a spec, data, a flag, a verb. As diff does elsewhere, its diff
// exits with 1 when two files differ, and with 2 when they cannot be compared.
package main

import (
	"fmt"
	"os"

	"github.com/layercake-go/layercake/internal/kernel"
)

func main() { os.Exit(run(os.Args[1:])) }

// run runs the command and returns its exit code.
func run(args []string) int {
	if note := kernel.SetNote(); note != "" {
		fmt.Fprintln(os.Stderr, note)
	}
	root := newRoot(args)
	root.SetArgs(args)
	err := root.Execute()
	report(os.Stderr, err)
	return exitCode(err)
}
