package configs

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed *.yaml
var sampleFiles embed.FS

// A Sample is a spec to begin with, made for reading.
type Sample struct {
	Name        string // digits
	Description string // the first sentences of its comment, on one line
	Text        string // the file
}

// Samples lists the built-in specs, the simplest first. All but mnist and mnist-cnn train on
// built-in data.
func Samples() []Sample {
	order := []string{"xor", "iris", "digits", "digits-deep", "digits-cnn", "regression", "mnist", "mnist-cnn"}
	list := make([]Sample, len(order))
	for i, name := range order {
		text, err := fs.ReadFile(sampleFiles, name+".yaml")
		if err != nil {
			panic("configs: " + err.Error())
		}
		list[i] = Sample{name, description(string(text)), string(text)}
	}
	return list
}

// description is the first paragraph of the comment, behind the line for editors.
func description(text string) string {
	var words []string
	for _, line := range strings.Split(text, "\n") {
		line, ok := strings.CutPrefix(line, "#")
		line = strings.TrimSpace(line)
		switch {
		case !ok || line == "" && words != nil:
			return strings.Join(words, " ")
		case line != "" && !strings.HasPrefix(line, "yaml-language-server"):
			words = append(words, line)
		}
	}
	return strings.Join(words, " ")
}
