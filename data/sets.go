package data

import (
	"embed"
	"maps"
	"slices"
)

//go:embed sets/*.csv.gz
var setFiles embed.FS

// set is a built-in set; its file is sets/<name>.csv.gz.
type set struct {
	target   string
	classify bool
}

var sets = map[string]set{
	"diabetes": {"progression", false},
	"digits":   {"digit", true},
	"iris":     {"species", true},
	"xor":      {"xor", true},
}

// Names returns the names of the built-in sets, sorted.
func Names() []string {
	return slices.Sorted(maps.Keys(sets))
}

// Named returns a built-in set, a fresh copy each time; sets/README.md says where
// they come from.
//
//   - digits: 1,797 images of handwritten digits, 8×8 pixels from 0 to 16 side by
//     side, 10 classes
//   - iris: 150 flowers, 4 measures in cm, 3 classes
//   - diabetes: 442 patients, 10 raw measures; the target is a number, the
//     progression of the disease after a year
//   - xor: the 4 rows of exclusive or
func Named(name string) (*Dataset, error) {
	s, ok := sets[name]
	if !ok {
		return nil, problem("unknown data set %q%s; the built-in sets are %s", clip(name), suggest(name), list(Names()))
	}
	f, err := setFiles.Open("sets/" + name + ".csv.gz")
	if err != nil {
		return nil, inFile(name, err)
	}
	defer f.Close()
	r, err := inflate(f)
	if err != nil {
		return nil, inFile(name, err)
	}
	return ReadCSV(r, name, CSV{Target: s.target, Classify: s.classify})
}
