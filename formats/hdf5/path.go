package hdf5

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/nearest"
)

// Has reports whether there is such a member that can be reached; "a/b" looks
// into the group a.
func (g *Group) Has(path string) bool {
	_, err := g.find(path, new(int))
	return err == nil
}

// IsDataset reports whether the member at path is a dataset. If not, it is a
// group.
func (g *Group) IsDataset(path string) (bool, error) {
	p, err := g.find(path, new(int))
	if err != nil || p.group != nil {
		return false, err
	}
	o, err := g.f.object(p.addr, p.path)
	return err == nil && o.kind() == "dataset", err
}

// Group opens the group at path, relative to g ("dense/vars") or from the
// root ("/layers"). Soft links are followed.
func (g *Group) Group(path string) (*Group, error) {
	p, err := g.find(path, new(int))
	if err != nil {
		return nil, err
	}
	return p.open(g.f)
}

// Dataset opens the dataset at path, relative to g or from the root.
func (g *Group) Dataset(path string) (*Dataset, error) {
	p, err := g.find(path, new(int))
	if err != nil {
		return nil, err
	}
	if p.group != nil {
		return nil, &Error{p.path, -1, errorf("is a group, not a dataset")}
	}
	return g.f.dataset(p.addr, p.path)
}

// place is where a path leads.
type place struct {
	path  string
	addr  uint64
	group *Group // if it has been opened as one
}

// open opens the group at a place.
func (p place) open(f *File) (*Group, error) {
	if p.group != nil {
		return p.group, nil
	}
	return f.group(p.addr, p.path)
}

// maxSoftLinks is how many soft links one path may lead through.
const maxSoftLinks = 16

// find follows a path; soft counts the soft links on the way.
func (g *Group) find(path string, soft *int) (place, error) {
	p := place{path: g.path, group: g}
	if strings.HasPrefix(path, "/") {
		p = place{path: "/", group: g.f.root}
	}
	for name := range strings.SplitSeq(path, "/") {
		if name == "" || name == "." {
			continue
		}
		in, err := p.open(g.f)
		if err != nil {
			return p, err
		}
		if p, err = in.step(name, soft); err != nil {
			return p, err
		}
	}
	return p, nil
}

// step goes to one member.
func (g *Group) step(name string, soft *int) (place, error) {
	m, err := g.list()
	if err != nil {
		return place{}, err
	}
	l, ok := m[name]
	if !ok {
		return place{}, &Error{g.path, -1, &missing{name, m}}
	}
	path := strings.TrimSuffix(g.path, "/") + "/" + name
	switch {
	case l.why != "":
		return place{}, &Error{path, -1, errorf("%s", l.why)}
	case l.soft == "":
		return place{path: path, addr: l.addr}, nil
	}
	if *soft++; *soft > maxSoftLinks {
		return place{}, &Error{path, -1, errorf("leads through more than %d soft links: they form a loop", maxSoftLinks)}
	}
	return g.find(l.soft, soft)
}

// missing is the error of a member that is not there. Its words are found when
// they are wanted: Has asks for none.
type missing struct {
	name    string
	members links
}

func (e *missing) Error() string {
	const some, long = 50, 100 // a hostile file may have long names, and many
	var names []string
	for _, name := range slices.Sorted(maps.Keys(e.members)) {
		if len(name) <= long && len(names) < some {
			names = append(names, name)
		}
	}
	if len(e.members) == 0 {
		return fmt.Sprintf("has no member %q; it is empty", clip(e.name))
	}
	return fmt.Sprintf("has no member %q", clip(e.name)) + nearest.Hint(e.name[:min(len(e.name), long)], names)
}
