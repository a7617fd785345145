package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/layercake-go/layercake/sequential"
)

// defaultOut is the file for the model of a spec: named as the spec is, or, where
// that has no name of its own, as its file.
func defaultOut(name, arg string) string {
	if name == "" || name == "sequential" {
		name = strings.TrimSuffix(filepath.Base(arg), filepath.Ext(arg))
	}
	return strings.NewReplacer("/", "-", `\`, "-", ":", "-").Replace(name) + ".keras"
}

// checkOut says before a training what would keep its model from being saved.
func checkOut(path string) error {
	if !isModel(path) {
		ext := filepath.Ext(path)
		return mistakef("--out: %s: unknown kind of model file %q; want %s%s", path, ext, strings.Join(sequential.Extensions(), ", "), meant(ext, sequential.Extensions()...))
	}
	switch fileExt(path) {
	case ".json":
		return mistakef("--out: %s would have the layers and no weights; want .keras", path)
	case ".weights.h5":
		return mistakef("--out: %s would have the weights and no layers; want .keras", path)
	}
	return checkWritable("--out", path)
}

// checkPicture is checkOut for a picture.
func checkPicture(flag, path string, dark bool) error {
	if err := checkPictureFile(flag, path, dark); err != nil {
		return err
	}
	return checkWritable(flag, path)
}

// checkWritable tries what writing path whole or not at all will need: a new
// file in its folder, and a file in its place that is no folder and not kept
// from being written.
func checkWritable(flag, path string) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s: %s is a folder", flag, path)
	case err == nil && info.Mode().Perm()&0o222 == 0:
		return fmt.Errorf("%s: %s is read-only; it is left as it is", flag, path)
	}
	dir := filepath.Dir(path)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return fmt.Errorf("%s: there is no folder %s to write %s in", flag, dir, filepath.Base(path))
	}
	f, err := os.CreateTemp(dir, ".layercake.*.tmp")
	if err != nil {
		return fmt.Errorf("%s: %s cannot be written: %w", flag, path, bare(err))
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// bare is err without the path that it names.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
