package hdf5

import (
	"strings"
	"unicode/utf8"
)

// link is a member of a group: an object's address or a path.
type link struct {
	addr uint64
	soft string // of a soft link: the path it stands for
	why  string // why it cannot be followed; empty if it can
}

// The kinds of links.
const (
	linkHard     = 0
	linkSoft     = 1
	linkExternal = 64
)

// linkMessage reads a link of a newer group.
func linkMessage(c *cursor) (name string, l link, err error) {
	version, flags, kind, width := c.u8(), c.u8(), linkHard, 0
	if version != 1 {
		return "", l, c.fail("version %d is not supported, only 1", version)
	}
	if flags&8 != 0 {
		kind = c.u8()
	}
	if flags&4 != 0 {
		c.take(8) // order of creation
	}
	if flags&16 != 0 {
		c.take(1) // character set
	}
	width = 1 << (flags & 3)
	n := c.uint(width)
	if n > uint64(c.left()) {
		return "", l, c.fail("a name of %d bytes in %d", n, c.left())
	}
	name = string(c.take(int(n)))
	switch kind {
	case linkHard:
		l.addr = c.addr()
	case linkSoft:
		l.soft = string(c.take(c.u16()))
	case linkExternal:
		l.why = "an external link names another file; such links are never followed"
	default:
		l.why = "a link of a user's own kind is never followed"
	}
	return name, l, c.ok()
}

// links are the members of a group while they are being read.
type links map[string]link

// add takes a member in, if its name can be part of a path.
func (m links) add(c *cursor, name string, l link) error {
	switch {
	case name == "" || name == "." || name == "..":
		return c.fail("a member named %q", name)
	case strings.ContainsAny(name, "/\x00"):
		return c.fail("a member's name contains %q: %s", "/", clip(name))
	case !utf8.ValidString(name):
		return c.fail("a member's name is not UTF-8: %s", clip(name))
	}
	if _, twice := m[name]; twice {
		return c.fail("two members are named %s", clip(name))
	}
	m[name] = l
	return nil
}
