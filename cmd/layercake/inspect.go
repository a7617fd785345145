package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/spf13/cobra"
)

func newInspect() *cobra.Command {
	return &cobra.Command{
		Use:        "inspect FILE",
		Short:      "List what is in a file of weights: members, arrays, metadata",
		SuggestFor: []string{"ls", "list", "dump", "cat"},
		Long: `List what is in a file, as it stands there, without making a model of it: members
of an archive, layers, metadata, and every array with its type, shape and range.
It works on files that no model can be made of, and believes no size that a file
claims.

FILE ends in .safetensors, .npz, .npy, .keras, .h5, .json or .onnx; layers and
optimizers of any kind may be in it.`,
		Example: `  layercake inspect digits.keras
  layercake inspect net.safetensors`,
		Args:              takes(0, "FILE"),
		ValidArgsFunction: completeArgs(inspected),
		RunE: func(_ *cobra.Command, args []string) error {
			out := bufio.NewWriter(os.Stdout)
			if err := inspect(out, args[0]); err != nil {
				return err
			}
			return out.Flush()
		},
	}
}

// inspectors list what is in files of their endings.
var inspectors = map[string]func(l *lister, r io.ReaderAt, size int64) error{
	".safetensors": inspectSafetensors,
	".npz":         inspectNPZ,
	".npy":         inspectNPY,
	".keras":       inspectKeras,
	".h5":          inspectHDF5,
	".hdf5":        inspectHDF5,
	".json":        inspectJSON,
	".onnx":        inspectONNX,
}

func inspectedExts() (list []string) {
	for ext := range inspectors {
		list = append(list, ext)
	}
	slices.Sort(list)
	return list
}

var inspected = kind{none, func() (list []string) {
	for _, ext := range inspectedExts() {
		list = append(list, ext[1:])
	}
	return list
}}

// inspect lists a file to w.
func inspect(w io.Writer, path string) error {
	f, size, err := openRegular(path)
	if err != nil {
		return err
	}
	defer f.Close()
	l := &lister{w: w}
	l.line("%s  %s", path, bytesText(size))
	for _, ext := range inspectedExts() {
		if strings.HasSuffix(strings.ToLower(path), ext) {
			if err := inspectors[ext](l, f, size); err != nil {
				return given(fmt.Errorf("%s: %w", path, err))
			}
			return l.err
		}
	}
	ext := path[max(strings.LastIndexByte(path, '.'), 0):]
	return mistakef("%s: unknown kind of file %q%s", path, ext, nearest.Hint(ext, inspectedExts()))
}

// openRegular opens a file that is one: no folder, no device.
func openRegular(path string) (*os.File, int64, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, 0, given(err)
	case info.IsDir():
		return nil, 0, mistakef("%s is a folder; a file is wanted", path)
	case !info.Mode().IsRegular():
		return nil, 0, mistakef("%s is no regular file", path)
	}
	f, err := os.Open(path)
	return f, info.Size(), given(err)
}

// A lister writes what is found, and keeps the first error of writing.
type lister struct {
	w   io.Writer
	err error
}

func (l *lister) line(format string, args ...any) {
	if l.err == nil {
		_, l.err = fmt.Fprintf(l.w, format+"\n", args...)
	}
}

// title begins a part.
func (l *lister) title(text string) { l.line("\n%s", text) }

// bytesText is a size as people read it.
func bytesText(n int64) string {
	switch {
	case n >= 10<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 10<<10:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d bytes", n)
}

// clipped keeps a long or hostile text to one line of the screen.
func clipped(s string) string {
	const most = 200
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '·'
		}
		return r
	}, s)
	if r := []rune(s); len(r) > most {
		return fmt.Sprintf("%s… (%d characters)", string(r[:most]), len(r))
	}
	return s
}
