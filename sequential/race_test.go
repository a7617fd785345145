//go:build race

package sequential_test

func init() { raceEnabled = true }
