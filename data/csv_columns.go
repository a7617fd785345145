package data

import (
	"fmt"
	"slices"
	"strings"
)

// columns says which values of a line go where.
type columns struct {
	features   []int    // places in the line
	names      []string // of features
	target     int      // place in the line; -1: there is none
	targetName string
}

// chooseColumns finds the columns that opt asks for by their names.
func chooseColumns(header []string, opt CSV) (columns, error) {
	if err := oneColumn(header, opt); err != nil {
		return columns{}, err
	}
	c := columns{target: -1, targetName: opt.Target}
	place := make(map[string]int, len(header))
	for i, name := range header {
		place[name] = i
	}
	if opt.Target != "" {
		i, ok := place[opt.Target]
		if !ok {
			return c, problem("there is no column %q (the target)%s", clip(opt.Target), hint(opt.Target, header))
		}
		c.target = i
	}
	if opt.Features == nil {
		c.names = slices.DeleteFunc(slices.Clone(header), func(name string) bool { return name == opt.Target && opt.Target != "" })
	} else if err := c.checkFeatures(header, place, opt); err != nil {
		return c, err
	}
	if len(c.names) == 0 {
		return c, problem("there is no column but the target %q", clip(opt.Target))
	}
	for _, name := range c.names {
		c.features = append(c.features, place[name])
	}
	return c, nil
}

// oneColumn refuses a table whose columns something else than commas separates.
func oneColumn(header []string, opt CSV) error {
	if len(header) != 1 || header[0] == opt.Target || slices.Contains(opt.Features, header[0]) {
		return nil
	}
	for sep, called := range map[string]string{";": "semicolons", "\t": "tabs", "|": "bars"} {
		if n := strings.Count(header[0], sep); n > 0 {
			return problem("there is one column, %q; if %s separate its %d columns, write commas instead", clip(header[0]), called, n+1)
		}
	}
	return nil
}

// checkFeatures takes the wanted columns, and refuses one that is missing and
// one that nobody asked for.
func (c *columns) checkFeatures(header []string, place map[string]int, opt CSV) error {
	wanted := make(map[string]bool, len(opt.Features))
	for _, name := range opt.Features {
		switch {
		case wanted[name]:
			return problem("the feature %q is asked for twice", clip(name))
		case name == opt.Target && name != "":
			return problem("%q cannot be both a feature and the target", clip(name))
		}
		wanted[name] = true
	}
	extra := slices.DeleteFunc(slices.Clone(header), func(name string) bool {
		return wanted[name] || c.target >= 0 && name == opt.Target
	})
	for _, name := range opt.Features {
		if _, ok := place[name]; !ok {
			return problem("the column %q is missing%s", clip(name), instead(name, extra))
		}
	}
	if len(extra) > 0 && !opt.Extra {
		return problem("column %q is not one of the %d features%s", clip(extra[0]), len(opt.Features), hint(extra[0], opt.Features))
	}
	c.names = slices.Clone(opt.Features)
	return nil
}

// instead names the unexpected columns, one of which may be the missing one.
func instead(name string, extra []string) string {
	if len(extra) == 0 {
		return ""
	}
	return fmt.Sprintf("%s (not asked for)", hint(name, extra))
}
