package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"

	_ "github.com/layercake-go/layercake/formats/onnx" // .onnx is a kind of model file
	"github.com/layercake-go/layercake/formats/torch"
	"github.com/layercake-go/layercake/internal/atomicfile"
	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/sequential"
	"github.com/spf13/cobra"
)

// converting is the verb convert with its flags.
type converting struct {
	spec, layout string
	names        []string
	force        bool
	strict       bool
}

func newConvert() *cobra.Command {
	c := &converting{}
	cmd := &cobra.Command{
		Use:        "convert IN OUT",
		Short:      "Write a model in another format: Keras's, ONNX, PyTorch's arrays",
		SuggestFor: []string{"export", "import", "save", "cp", "copy"},
		Long: `Write a model in another format, told by the ending of OUT. Nothing in a file is
ever run, and no other file is opened.

  .keras .h5 .json     as Keras writes them; .json has no weights
  .weights.h5          Keras's weights alone
  .onnx                for onnxruntime and others
  .safetensors         the whole model, as train writes it
  .npz                 the weights alone, for NumPy

Files with weights alone (.weights.h5, .npz, .h5 of save_weights, a PyTorch
state dict saved as .safetensors) say nothing of the layers: --spec names a spec, or a model, that
has them. Arrays are found by the names of the layers, or by PyTorch's: a module
is its layer's if it is called so, if the modules are numbered, or if no other
fits; --name says the rest. With --layout pytorch a .safetensors or .npz file
is written for load_state_dict.`,
		Example: `  layercake convert digits.keras digits.onnx
  layercake convert net.safetensors net.keras --spec net.yaml
  layercake convert net.npz net.keras --spec net.yaml --name dense=encoder.fc
  layercake convert digits.keras digits.pt.safetensors --layout pytorch`,
		Args:              takes(0, "IN", "OUT"),
		ValidArgsFunction: completeArgs(arrayFiles, arrayFiles),
		RunE:              func(_ *cobra.Command, args []string) error { return c.run(args[0], args[1]) },
	}
	cmd.Flags().StringVar(&c.spec, "spec", "", "`SPEC` or model that has the layers of a file with weights alone")
	cmd.Flags().StringVar(&c.layout, "layout", "keras", "`LAYOUT` of the arrays that are written: keras or pytorch")
	cmd.Flags().StringArrayVar(&c.names, "name", nil, "`LAYER=MODULE`: PyTorch's module of a layer; may be given several times")
	cmd.Flags().BoolVar(&c.strict, "strict", false, "refuse weights that are no finite numbers, instead of a note")
	cmd.Flags().BoolVar(&c.force, "force", false, "replace a file that is there")
	cmd.RegisterFlagCompletionFunc("layout", cobra.FixedCompletions([]string{"keras", "pytorch"}, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("spec", subjects.completeFlag)
	return cmd
}

func (c *converting) run(in, out string) error {
	names, err := c.check(in, out)
	if err != nil {
		return err
	}
	m, notes, err := c.read(in, names)
	if err != nil {
		return err
	}
	odd, err := notFinite(m)
	switch {
	case err != nil:
		return given(err)
	case c.strict && len(odd) > 0:
		return mistakef("%s: %s", in, odd[0])
	}
	notes = append(notes, odd...)
	if err := c.write(m, out, names); err != nil {
		return err
	}
	text := fmt.Sprintf("Wrote  %s\n", out)
	for _, n := range append(notes, m.LoadNotes()...) { // those of Compile are its own business
		text += "Note   " + n + "\n"
	}
	return write(fitted(os.Stdout, text))
}

// check says before any work what is wrong with the arguments, and returns what
// --name says.
func (c *converting) check(in, out string) (map[string]string, error) {
	if err := oneOf("layout", c.layout, "keras", "pytorch"); err != nil {
		return nil, err
	}
	inExt, outExt := fileExt(in), fileExt(out)
	switch {
	case inExt == "" && isSpec(in):
		return nil, mistakef("%s is a spec; a model is wanted: layercake train %s", in, quoted(in, runtime.GOOS))
	case inExt == "":
		return nil, noSubject(in, "a model", arrayExts())
	case isSpec(out):
		return nil, mistakef("%s: layercake render %s > %s writes the spec of a model", out, quoted(in, runtime.GOOS), quoted(out, runtime.GOOS))
	case outExt == "":
		return nil, unknownOut(out)
	case c.layout == "pytorch" && outExt != ".safetensors" && outExt != ".npz":
		return nil, mistakef("--layout pytorch is for .safetensors and .npz; %s is Keras's or ONNX's own", outExt)
	case c.spec != "" && !weightsAlone(inExt) && inExt != ".safetensors" && inExt != ".h5":
		return nil, mistakef("--spec: %s has layers of its own", in)
	case c.spec == "" && weightsAlone(inExt):
		return nil, mistakef("%s holds weights alone: --spec names a spec, or a model, that has the layers", in)
	}
	if _, err := os.Lstat(out); err == nil && !c.force {
		return nil, mistakef("%s is there already; --force replaces it", out)
	}
	names := map[string]string{}
	for _, text := range c.names {
		layer, module, ok := strings.Cut(text, "=")
		if !ok || layer == "" || module == "" {
			return nil, mistakef("--name: want LAYER=MODULE, have %q", text)
		}
		names[layer] = module
	}
	return names, checkWritable("convert", out)
}

// read makes the model of IN.
func (c *converting) read(in string, names map[string]string) (*sequential.Model, []string, error) {
	if c.spec != "" {
		s, err := open(c.spec)
		if err != nil {
			return nil, nil, err
		}
		notes, err := loadArrays(s.model, in, names)
		return s.model, notes, given(err)
	}
	m, err := openModel(in)
	if err != nil && fileExt(in) == ".safetensors" && isStateDict(in) {
		return nil, nil, mistakef("%s holds weights alone: --spec names a spec, or a model, that has the layers", in)
	}
	return m, nil, err
}

// write writes OUT.
func (c *converting) write(m *sequential.Model, out string, names map[string]string) error {
	ext := fileExt(out)
	if ext != ".npz" && c.layout != "pytorch" {
		return m.Save(out)
	}
	d, err := stateDict(m, c.layout, names)
	if err != nil {
		return given(err)
	}
	if ext == ".npz" {
		return atomicfile.Write(out, d.WriteNPZ)
	}
	return atomicfile.Write(out, d.WriteSafetensors)
}

// stateDict is m's weights under our names or PyTorch's.
func stateDict(m *sequential.Model, layout string, names map[string]string) (*torch.StateDict, error) {
	if layout == "pytorch" {
		return torch.FromModel(m, names)
	}
	list, err := m.Weights()
	if err != nil {
		return nil, err
	}
	d := &torch.StateDict{}
	for _, w := range list {
		d.Arrays = append(d.Arrays, torch.Array{Name: w.Path, Shape: w.Shape, Data: w.Data})
	}
	return d, nil
}

// unknownOut is the error about a file of no known kind.
func unknownOut(out string) error {
	ext := ""
	if i := strings.LastIndexByte(out, '.'); i >= 0 {
		ext = out[i:]
	}
	if known := arrayExts(); nearest.Name(ext, known) == "" || ext == "" {
		return mistakef("%s: unknown kind of file %q; want %s", out, ext, strings.Join(known, ", "))
	}
	return mistakef("%s: unknown kind of file %q%s", out, ext, nearest.Hint(ext, arrayExts()))
}

// weightsAlone reports whether files of that ending never hold layers.
func weightsAlone(ext string) bool { return slices.Contains([]string{".npz", ".weights.h5"}, ext) }
