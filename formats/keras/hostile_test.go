package keras_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/hostile"
	"github.com/layercake-go/layercake/sequential"
)

func TestMain(m *testing.M) {
	hostile.Main(m, func(path string) error {
		_, err := sequential.Load(path)
		return err
	})
}

// TestHostile reads the cases 1 to 32 of the list of hostile files, in children
// of their own.
func TestHostile(t *testing.T) {
	config, members := parts(t)
	valid := pack(members...)
	cases := archiveCases(valid, members)
	cases = append(cases, configCases(config, members)...)
	hostile.Run(t, valid, ".keras", cases)
}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestCompression)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func archiveCases(valid []byte, members []member) (list []hostile.Case) {
	add := func(number int, name, want string, make func() []byte) {
		list = append(list, hostile.Case{Number: number, Name: name, Make: make, Want: want})
	}
	extra := func(m member) func() []byte {
		return func() []byte { return pack(append(append([]member{}, members...), m)...) }
	}
	add(1, "a path up", "an odd name; want a relative path", extra(named("../../canary", []byte("x"))))
	add(1, "a path up in assets", "an odd name; want a relative path", extra(named("assets/../../canary", []byte("x"))))
	add(2, "an absolute path", "an odd name; want a relative path", extra(named("/tmp/canary", []byte("x"))))
	add(3, "a path of Windows", "an odd name; want a relative path", extra(named(`..\canary`, []byte("x"))))
	add(3, "a drive", "an odd name; want a relative path", extra(named(`C:canary`, []byte("x"))))
	link := named("assets/link", []byte("/etc/passwd"))
	link.SetMode(fs.ModeSymlink | 0o777)
	add(4, "a symbolic link", "not a regular file", extra(link))
	linked := append([]member{}, members...)
	linked[1].SetMode(fs.ModeSymlink | 0o777)
	add(4, "the config is a link", "not a regular file", func() []byte { return pack(linked...) })
	add(5, "two configs", "twice", extra(named("config.json", members[1].data)))
	add(6, "overlapping entries", "overlap", overlapping(members))
	add(7, "10 GiB of 10 kB", "cannot come out", func() []byte {
		m := named("model.weights.h5", make([]byte, 10<<10))
		m.UncompressedSize64, m.Method = 10<<30, zip.Deflate
		return pack(members[0], members[1], m)
	})
	add(7, "200 MB of zeros", "want at most", func() []byte {
		m := named("model.weights.h5", deflated(make([]byte, 200<<20)))
		m.UncompressedSize64, m.Method = 200<<20, zip.Deflate
		return pack(members[0], members[1], m)
	})
	add(7, "a config of 200 MB", "want at most", func() []byte {
		m := named("config.json", deflated(bytes.Repeat([]byte(" "), 200<<20)))
		m.UncompressedSize64, m.Method = 200<<20, zip.Deflate
		return pack(members[0], m, members[2])
	})
	add(8, "more than it says", "config.json", func() []byte {
		m := named("config.json", deflated(members[1].data))
		m.UncompressedSize64, m.Method = uint64(len(members[1].data)/2), zip.Deflate
		return pack(members[0], m, members[2])
	})
	for cut := 1; cut <= 200; cut += 11 { // TestTruncated has every byte
		add(9, fmt.Sprintf("%d bytes are missing", cut), "byte", func() []byte { return valid[:len(valid)-cut] })
	}
	add(10, "bytes before it", "nothing before it", func() []byte { return append([]byte("#!/bin/sh\n"), valid...) })
	add(10, "bytes behind it", "something follows", func() []byte { return append(bytes.Clone(valid), "<script>"...) })
	add(11, "sizes of 2^63", "archive", func() []byte {
		at := directory(valid, "config.json")
		return patched(patched(valid, at+20, 1<<32-1), at+24, 1<<32-1)
	})
	add(12, "a wrong sum of the config", "checksum", func() []byte { return flipped(valid, members[1].data[:20]) })
	add(12, "a wrong sum of the weights", "checksum", func() []byte { return flipped(valid, []byte("TREE")) })
	locked := append([]member{}, members...)
	locked[1].Flags = 1
	add(13, "encrypted", "encrypted", func() []byte { return pack(locked...) })
	odd := append([]member{}, members...)
	odd[1].Method = 99
	add(13, "an unknown method", "compression method 99", func() []byte { return pack(odd...) })
	add(14, "many entries", "entries", func() []byte {
		var all []member
		for i := range 100_000 {
			all = append(all, named(fmt.Sprint("assets/", i), nil))
		}
		return pack(append(all, members...)...)
	})
	add(15, "a name with NUL", "an odd name; want a relative path", extra(named("config.json\x00", nil)))
	add(15, "a name that is not UTF-8", "an odd name; want a relative path", extra(named("\xff\xfe", nil)))
	add(16, "no config", "config.json: it is missing", func() []byte { return pack(members[0], members[2]) })
	add(16, "no weights", "model.weights.h5: it is missing", func() []byte { return pack(members[0], members[1]) })
	add(0, "not a zip", "not a .keras file", func() []byte { return []byte(strings.Repeat("no zip ", 10)) })
	add(0, "nothing", "not a .keras file", func() []byte { return nil })
	add(0, "another member", "no such member", extra(named("run.py", []byte("x"))))
	return list
}

// overlapping has two entries that share the bytes of one.
func overlapping(members []member) func() []byte {
	return func() []byte {
		file := pack(append(append([]member{}, members...), named("assets/a", members[1].data))...)
		from := directory(file, "config.json")
		to := directory(file, "assets/a")
		copy(file[to+42:to+46], file[from+42:from+46]) // where the entry begins
		return file
	}
}

// flipped is file with one bit of the first place of part changed.
func flipped(file, part []byte) []byte {
	out := bytes.Clone(file)
	out[bytes.Index(out, part)+len(part)] ^= 1
	return out
}

func configCases(config string, members []member) (list []hostile.Case) {
	add := func(number int, name, want, text string) {
		list = append(list, hostile.Case{Number: number, Name: name, Want: want, Make: func() []byte { return withConfig(members, text) }})
	}
	const dense = `{"module": "keras.layers", "class_name": "Dense", "config": {"name": "dense_2"`
	layer := func(module, class, config, registered string) string {
		return replaced(replaced(jsonLayer(module, class, config, registered), "\n", ""), "\n", "")
	}
	swap := func(other string) string {
		begin := strings.Index(config, dense)
		end := begin + strings.Index(config[begin:], `{"module": "keras.layers", "class_name": "BatchNormalization"`)
		return config[:begin] + other + ", " + config[end:]
	}
	add(17, "a Lambda of bytecode", "never read from a file", swap(layer(`"keras.layers"`, "Lambda", `{"name": "l", "function": {"class_name": "__lambda__", "config": {"code": "4wEAAAA="}}}`, "null")))
	add(18, "os.system as a layer", `never looked up`, swap(`{"module": "os", "class_name": "function", "config": {"name": "system"}, "registered_name": "system"}`))
	add(18, "os.system as an activation", "never looked up", replaced(config, `"activation": "gelu"`, `"activation": {"module": "os", "class_name": "function", "config": "system", "registered_name": "system"}`))
	add(18, "a layer of module os", "where Dense is", replaced(config, dense, `{"module": "os", "class_name": "Dense", "config": {"name": "dense_2"`))
	add(19, "a switch of the loader", "never looked up", replaced(config, `"activation": "gelu"`, `"activation": {"module": "keras.config", "class_name": "function", "config": "enable_unsafe_deserialization", "registered_name": null}`))
	add(20, "a Lambda that names a gadget", "never read from a file", swap(layer(`"keras.layers"`, "Lambda", `{"name": "l", "function": {"module": "keras.utils", "class_name": "function", "config": "get_file"}, "arguments": {"origin": "http://169.254.169.254/"}}`, "null")))
	for _, path := range []string{"/etc/passwd", "../canary", "http://169.254.169.254/"} {
		add(21, "a vocabulary at "+path, "StringLookup is a layer of Keras that is not here yet", swap(layer(`"keras.layers"`, "StringLookup", `{"name": "s", "vocabulary": "`+path+`"}`, "null")))
	}
	add(22, "an unknown layer", `unknown layer "Densse"; did you mean "Dense"?`, swap(layer(`"keras.layers"`, "Densse", `{"units": 3}`, "null")))
	add(22, "another case", `unknown layer "dense"`, swap(layer(`"keras.layers"`, "dense", `{"units": 3}`, "null")))
	add(22, "another package's Dense", "registered as itself", swap(layer(`"keras.layers"`, "Dense", `{"units": 3}`, `"evil>Dense"`)))
	add(22, "a name that ends in Dense", "unknown layer", swap(layer(`null`, "evil>Dense", `{"units": 3}`, "null")))
	add(23, "100000 models in each other", "nested more than", strings.Repeat(`{"class_name": "Sequential", "config": {"layers": [`, 100_000))
	add(24, "a million layers", "want at most", swap(strings.Repeat(`{"class_name": "Identity", "config": {}}, `, 400_000)+`{"class_name": "Identity", "config": {}}`))
	add(24, "15000 layers", "at most 1000 layers", swap(strings.Repeat(`{"class_name":"Identity"},`, 15_000)+`{"class_name": "Identity"}`))
	inner := `{"class_name": "Sequential", "config": {"layers": [` + strings.Repeat(`{"class_name":"Identity"},`, 400) + `{"class_name": "Identity"}]}}`
	add(24, "3 models of 401 layers", "at most 1000 layers in all", swap(inner+", "+inner+", "+inner))
	add(25, "2^40 units", "too big", replaced(config, `"units": 16`, `"units": 1099511627776`))
	add(25, "2^27 units", "build_config", replaced(config, `"units": 16`, `"units": 134217728`))
	for _, units := range []string{"-1", "0", "1.5", `"64"`, "true", "1e400", "NaN", "null", "[1,2]", "{}", "18446744073709551617"} {
		add(26, "units "+units, unitsError(units), replaced(config, `"units": 16`, `"units": `+units))
	}
	add(27, "a key twice", `the key "units" is there twice`, replaced(config, `"units": 16`, `"units": 16, "units": 16`))
	add(27, "a key in two cases", `the key "Units" is there twice`, replaced(config, `"units": 16`, `"units": 16, "Units": 17`))
	add(27, "a key in another case", `Dense has no "Units"; did you mean "units"?`, replaced(config, `"units": 16`, `"Units": 16`))
	add(28, "a shared object without itself", "to be a text, have null", replaced(config, `{"module": "keras.initializers", "class_name": "GlorotUniform", "config": {"seed": null, "input_axes": null, "output_axes": null}, "registered_name": null}`, `{"shared_object_id": 1}`))
	add(29, "build_config of another shape", "build_config.input_shape: says [null,", replaced(config, `"build_config": {"input_shape": [null, 16]}`, `"build_config": {"input_shape": [null, 17]}`))
	add(29, "an input of another shape", "build_input_shape: says (None, 9)", replaced(config, `"build_input_shape": [null, 8]`, `"build_input_shape": [null, 9]`))
	add(30, "a byte order mark", "byte 0: want JSON, have a byte order mark", "\ufeff"+config)
	add(30, "not UTF-8", "want UTF-8", replaced(config, `"probs"`, "\"pro\xffbs\""))
	add(30, "half a surrogate pair", "surrogate", replaced(config, `"probs"`, `"pro\ud800bs"`))
	for _, top := range []string{"[]", "null", "3", `"x"`, "", "{}", `{"class_name": 3}`} {
		add(31, "the top is "+top, "config.json", top)
	}
	add(32, "a long literal", "more than 20000 values", replaced(config, `"seed": null`, `"seed": {"class_name": "__numpy__", "config": {"value": [`+strings.Repeat("0,", 3_500_000)+`0], "dtype": "float32"}}`))
	add(32, "a longer literal", "want at most", replaced(config, `"seed": null`, `"seed": {"class_name": "__tensor__", "config": {"value": [`+strings.Repeat("0,", 9_000_000)+`0], "dtype": "float32"}}`))
	return list
}

func jsonLayer(module, class, config, registered string) string {
	return "\n" + `{"module": ` + module + `, "class_name": "` + class + `", "config": ` + config + `, "registered_name": ` + registered + "}\n"
}

func unitsError(units string) string {
	switch units {
	case "1e400", "NaN":
		return "config.json: byte"
	case "[1,2]":
		return "config.layers[1].config.units"
	}
	return "config.layers[1].config.units: want "
}
