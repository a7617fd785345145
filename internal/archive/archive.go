// Package archive opens zip archives that may be hostile. The whole directory is
// checked before a member is read, what a member claims costs no memory, and
// nothing is written to a disk.
package archive

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
)

// What an archive may have.
const (
	MaxMembers   = 1024
	maxDirectory = 512 << 10 // bytes of the directory, read before anything is known
	freeInflate  = 256 << 20 // bytes that an archive may always inflate to,
	maxRatio     = 100       // and beyond that the most per byte of the archive
	deflateRatio = 1032      // no deflate stream can do more
	endSize      = 22        // of the end record, when no comment follows
)

// An Archive is an open zip archive, all of whose members were looked at.
type Archive struct {
	r       io.ReaderAt
	names   []string
	members map[string]*zip.File
}

// An Error says what is wrong with an archive, and where in it.
type Error struct {
	Member string // "" if it is about the archive
	Offset int64  // byte of the archive; -1 where no byte is to blame
	Err    error
}

// Error implements error.
func (e *Error) Error() string {
	text := e.Err.Error()
	if e.Offset >= 0 {
		text = fmt.Sprintf("byte %d: %s", e.Offset, text)
	}
	if e.Member != "" {
		text = Show(e.Member) + ": " + text
	}
	return text
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// failAt is an Error about a byte of the archive.
func failAt(offset int64, format string, args ...any) error {
	return &Error{Offset: offset, Err: fmt.Errorf(format, args...)}
}

// failIn is an Error about a member.
func failIn(member, format string, args ...any) error {
	return &Error{Member: member, Offset: -1, Err: fmt.Errorf(format, args...)}
}

// Show is a member's name for an error, which may be long and odd.
func Show(name string) string { return fmt.Sprintf("%.80q", name) }

// Open reads the directory of an archive of size bytes. It refuses bytes before
// or behind the archive, names that are there twice or lead elsewhere, members
// that are encrypted, that overlap, or that their bytes cannot inflate to.
// Errors are of type *Error, or r's.
func Open(r io.ReaderAt, size int64) (*Archive, error) {
	if err := checkEnds(r, size); err != nil {
		return nil, err
	}
	directory := &bounded{r, maxDirectory}
	z, err := zip.NewReader(directory, size)
	var own *Error
	switch {
	case errors.As(err, &own):
		return nil, own
	case err != nil && !errors.Is(err, zip.ErrInsecurePath): // add says more of a name
		return nil, failAt(size-endSize, "the archive's directory cannot be read: %w", err)
	case len(z.File) > MaxMembers:
		return nil, failAt(size-endSize, "the archive has %d entries; the most is %d", len(z.File), MaxMembers)
	}
	directory.left = -1
	a := &Archive{r: r, members: map[string]*zip.File{}}
	for _, f := range z.File {
		if err := a.add(f, uint64(size)); err != nil {
			return nil, err
		}
	}
	return a, checkSizes(z.File, size)
}

// Names returns the names of the members, in the archive's order. Those of folders
// end in "/".
func (a *Archive) Names() []string { return a.names }

// Has reports whether there is a member of that name.
func (a *Archive) Has(name string) bool { return a.members[name] != nil }

// Size returns the bytes that a member claims to have; 0 if there is none.
func (a *Archive) Size(name string) int64 {
	if f := a.members[name]; f != nil {
		return int64(f.UncompressedSize64)
	}
	return 0
}
