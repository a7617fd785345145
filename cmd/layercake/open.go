package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/configs"
	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/sequential"
)

// isSpec and isModel tell what a file is by its ending.
func isSpec(arg string) bool {
	ext := strings.ToLower(filepath.Ext(arg))
	return ext == ".yaml" || ext == ".yml"
}

func isModel(arg string) bool {
	return slices.Contains(sequential.Extensions(), fileExt(arg))
}

// findSample is the sample of that name.
func findSample(name string) (configs.Sample, bool) {
	all := configs.Samples()
	i := slices.IndexFunc(all, func(s configs.Sample) bool { return s.Name == name })
	if i < 0 {
		return configs.Sample{}, false
	}
	return all[i], true
}

// openSpec reads a spec: a file, or a sample by its name.
func openSpec(arg string, set ...string) (*configs.Spec, error) {
	if s, ok := findSample(arg); ok {
		spec, err := configs.Parse(s.Name+".yaml", []byte(s.Text), set...)
		return spec, given(err)
	}
	switch {
	case isSpec(arg):
		spec, err := configs.Load(arg, set...)
		return spec, given(err)
	case isModel(arg):
		return nil, mistakef("%s is a trained model; a spec is wanted, that is a .yaml file or a sample; render shows the spec of a model", arg)
	}
	return nil, noSubject(arg, "a spec", []string{".yaml", ".yml"})
}

// openModel reads a trained model.
func openModel(arg string) (*sequential.Model, error) {
	_, sample := findSample(arg)
	switch {
	case isModel(arg):
		m, err := sequential.Load(arg)
		return m, given(err)
	case isSpec(arg) || sample:
		return nil, mistakef("%s is a spec; a trained model is wanted: layercake train %s", arg, arg)
	}
	return nil, noSubject(arg, "a model", sequential.Extensions())
}

// openTrained is openModel for who asks what the model has learnt.
func openTrained(arg string) (*sequential.Model, error) {
	if layersAlone(arg) {
		return nil, mistakef("%s has layers and no weights; a trained model is wanted, such as a .keras file", arg)
	}
	return openModel(arg)
}

// layersAlone reports whether a kind of file has no weights.
func layersAlone(path string) bool {
	return isModel(path) && strings.EqualFold(filepath.Ext(path), ".json")
}

// A subject is what SPEC|MODEL names.
type subject struct {
	arg   string
	spec  *configs.Spec // nil for a model
	model *sequential.Model
}

// open reads a model, or builds that of a spec with its first weights.
func open(arg string) (*subject, error) {
	if isModel(arg) {
		m, err := openModel(arg)
		return &subject{arg: arg, model: m}, err
	}
	if _, sample := findSample(arg); !isSpec(arg) && !sample {
		return nil, noSubject(arg, "a spec or a model", append([]string{".yaml", ".yml"}, sequential.Extensions()...))
	}
	spec, err := openSpec(arg)
	if err != nil {
		return nil, err
	}
	m, err := firstModel(spec, dir(arg))
	return &subject{arg, spec, m}, given(err)
}

// firstModel is the model of a spec before training. Where the spec does not say
// the shape of a sample, or what the classes are, its data does.
func firstModel(spec *configs.Spec, dir string) (*sequential.Model, error) {
	if spec.From == nil || spec.Input != nil && spec.Classes != nil {
		return spec.Model()
	}
	train, _, err := spec.Data(dir)
	if err != nil && spec.Input != nil {
		return spec.Model() // names are not worth failing for
	}
	if err != nil {
		return nil, err
	}
	if spec.Input == nil {
		spec.Input = train.X.Shape[1:]
	}
	m, err := spec.Model()
	if err == nil {
		m.SetMeta(sequential.Meta{Classes: train.Classes, Features: train.Features, Target: train.Target})
	}
	return m, err
}

// noSubject is the error about an argument that is no file of a known kind and
// no sample.
func noSubject(arg, want string, exts []string) error {
	if info, err := os.Stat(arg); err == nil && info.IsDir() {
		return mistakef("%s is a folder; %s is wanted", arg, want)
	}
	ext := filepath.Ext(arg)
	if _, err := os.Stat(arg); err == nil || ext != "" {
		return mistakef("%s: unknown kind of file %q; %s ends in %s%s", arg, ext, want, strings.Join(exts, ", "), meant(ext, exts...))
	}
	if want == "a model" {
		return mistakef("%s: there is no such file; a model ends in %s", arg, strings.Join(exts, ", "))
	}
	return mistakef("%s: there is no such file, and no sample of that name%s", arg, nearest.Hint(arg, sampleNames()))
}

// dir is where relative paths in a spec begin.
func dir(arg string) string {
	if isSpec(arg) {
		return filepath.Dir(arg)
	}
	return "."
}

// quoted is arg as the shell of a system takes it.
func quoted(arg, system string) string {
	switch {
	case system == "windows" && strings.ContainsAny(arg, " &()^%!,;="):
		return `"` + arg + `"`
	case system != "windows" && strings.ContainsAny(arg, " '\"$&;()<>|*?!#~`\\"):
		return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
	}
	return arg
}

// verbLine is a command to try.
func verbLine(words ...string) string {
	for i, w := range words {
		words[i] = quoted(w, runtime.GOOS)
	}
	return fmt.Sprintf("  layercake %s\n", strings.Join(words, " "))
}
