package data

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
)

func readCSV(text string, opt CSV) (*Dataset, error) {
	return ReadCSV(strings.NewReader(text), "f.csv", opt)
}

func TestReadCSV(t *testing.T) {
	x := &Tensor{[]int{2, 2}, []float32{1, 2, 3, 4}}
	classes := CSV{Target: "t", Classify: true}
	for name, c := range map[string]struct {
		text string
		opt  CSV
		want *Dataset
	}{
		"features only": {"a,b\n1,2\n3,4\n", CSV{},
			&Dataset{X: x, Features: []string{"a", "b"}}},
		"number": {"a,t,b\n1,0.5,2\n3,-1e3,4", CSV{Target: "t"},
			&Dataset{X: x, Y: &Tensor{[]int{2}, []float32{0.5, -1000}}, Features: []string{"a", "b"}, Target: "t"}},
		"classes": {"a,b,t\n1,2,dog\n3,4,cat\n", classes,
			&Dataset{X: x, Y: &Tensor{[]int{2}, []float32{1, 0}}, Features: []string{"a", "b"}, Target: "t", Classes: []string{"cat", "dog"}}},
		"numbers as classes": {"a,b,t\n1,2,10\n3,4,9\n", classes,
			&Dataset{X: x, Y: &Tensor{[]int{2}, []float32{1, 0}}, Features: []string{"a", "b"}, Target: "t", Classes: []string{"9", "10"}}},
		"classes given": {"a,b,t\n1,2,dog\n3,4,cat\n", CSV{Target: "t", Classify: true, Classes: []string{"dog", "cat", "ox"}},
			&Dataset{X: x, Y: &Tensor{[]int{2}, []float32{0, 1}}, Features: []string{"a", "b"}, Target: "t", Classes: []string{"dog", "cat", "ox"}}},
		"features in another order": {"b,a\n2,1\n4,3\n", CSV{Features: []string{"a", "b"}},
			&Dataset{X: x, Features: []string{"a", "b"}}},
		"extra columns": {"id,b,a,t\nx,2,1,0\ny,4,3,1\n", CSV{Features: []string{"a", "b"}, Target: "t", Extra: true},
			&Dataset{X: x, Y: &Tensor{[]int{2}, []float32{0, 1}}, Features: []string{"a", "b"}, Target: "t"}},
		"mark, quotes, CRLF, spaces": {"\uFEFF\"a, 1\", b \r\n\"1\", 2\r\n\r\n3 ,\t4\r\n", CSV{},
			&Dataset{X: x, Features: []string{"a, 1", "b"}}},
		"quoted line end": {"\"a\nb\",t\n1,\"x\ny\"\n3,z\n", classes,
			&Dataset{X: &Tensor{[]int{2, 1}, []float32{1, 3}}, Y: &Tensor{[]int{2}, []float32{0, 1}}, Features: []string{"a\nb"}, Target: "t", Classes: []string{"x\ny", "z"}}},
		"semicolons": {"a;b\n1;2\n3;4\n", CSV{Comma: ';'}, &Dataset{X: x, Features: []string{"a", "b"}}},
		"tabs":       {"a\tb\n1\t2\n3\t4\n", CSV{Comma: '\t'}, &Dataset{X: x, Features: []string{"a", "b"}}},
		"arrows":     {"größe→b\n1→2\n3→4\n", CSV{Comma: '→'}, &Dataset{X: x, Features: []string{"größe", "b"}}},
	} {
		t.Run(name, func(t *testing.T) {
			c.want.Name = "f.csv"
			for _, r := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text))} {
				got, err := ReadCSV(r, "f.csv", c.opt)
				if err != nil {
					t.Fatal(err)
				}
				same(t, name, c.want, got)
			}
		})
	}
}

func TestReadCSVRefuses(t *testing.T) {
	classes := CSV{Target: "species", Classify: true}
	known := CSV{Target: "species", Classify: true, Classes: []string{"setosa", "virginica"}}
	flowers := CSV{Features: []string{"length", "width"}}
	for name, c := range map[string]struct {
		text string
		opt  CSV
		want string
	}{
		"empty":            {"", CSV{}, "f.csv: the file is empty"},
		"only a mark":      {"\uFEFF", CSV{}, "f.csv: the file is empty"},
		"no rows":          {"a,b\n", CSV{}, "f.csv: the file has a first line and no rows"},
		"no header":        {"5.1,3.5\n4.9,3.0\n", CSV{}, "f.csv:1: the first line holds only numbers; it should name the columns"},
		"no name":          {"a,,c\n1,2,3\n", CSV{}, "f.csv:1: column 2 of 3 has no name"},
		"name twice":       {"a,b, a\n1,2,3\n", CSV{}, `f.csv:1: the columns 1 and 3 are both called "a"`},
		"text":             {"a,sex\n1,2\n3,male\n", CSV{}, `f.csv:3: column "sex": "male" is no number`},
		"missing":          {"a,b\n1,\n", CSV{}, `f.csv:2: column "b": the value is missing`},
		"NA":               {"a,b\n1,NA\n", CSV{}, `column "b": "NA" is no number`},
		"NaN":              {"a,b\n1,nan\n", CSV{}, `column "b": nan; every value must be finite`},
		"infinity":         {"a,b\n1,-Inf\n", CSV{}, `column "b": -Inf; every value must be finite`},
		"too large":        {"a,b\n1,1e39\n", CSV{}, `column "b": 1e39 is beyond float32`},
		"hexadecimal":      {"a,b\n1,0x1p3\n", CSV{}, `"0x1p3" is no number`},
		"long text":        {"a\n" + strings.Repeat("z", 1000), CSV{}, strings.Repeat("z", 80) + `…" is no number`},
		"short row":        {"a,b\n1,2\n\n3\n", CSV{}, "f.csv:4: 1 values, where the first line has 2"},
		"long row":         {"a,b\n1,2,3\n", CSV{}, "f.csv:2: 3 values, where the first line has 2"},
		"bare quote":       {"a,b\n1,2\"\n", CSV{}, `f.csv:2: byte 4 of the line: bare " in non-quoted-field`},
		"open quote":       {"a,b\n1,\"2\n", CSV{}, `f.csv:2: byte`},
		"NUL":              {"a,b\n1,2\n3,\x00\n", CSV{}, "f.csv:3: a NUL byte"},
		"UTF-16":           {"\xff\xfea\x00,\x00b\x00", CSV{}, "f.csv:1: not UTF-8 text"},
		"Latin-1":          {"a,b\n1,gr\xfcn\n", CSV{}, "f.csv:2: not UTF-8 text"},
		"cut character":    {"a\n1\xe2\x82", CSV{}, "f.csv:2: not UTF-8 text"},
		"target":           {"a,species\n1,2\n", CSV{Target: "Spezies"}, `f.csv:1: there is no column "Spezies" (the target); did you mean "species"?`},
		"only the target":  {"species\n1\n", classes, `there is no column but the target "species"`},
		"target missing":   {"a,species\n1, \n", classes, `f.csv:2: column "species": the label is missing`},
		"target is text":   {"a,species\n1,rose\n", CSV{Target: "species"}, `f.csv:2: column "species": "rose" is no number`},
		"label":            {"a,species\n1,setosa\n1,sethosa\n", known, `f.csv:3: column "species": unknown label "sethosa"; did you mean "setosa"?`},
		"classes twice":    {"a,species\n1,a\n", CSV{Classify: true, Classes: []string{"a", "a"}}, `f.csv: the class "a" is there twice`},
		"feature missing":  {"length,widh\n1,2\n", flowers, `f.csv:1: the column "width" is missing; did you mean "widh"? (not asked for)`},
		"semicolons":       {"length;width\n1;2\n", flowers, `f.csv:1: there is one column, "length;width"; if semicolons separate its 2 columns, write commas instead`},
		"feature gone":     {"length\n1\n", flowers, `f.csv:1: the column "width" is missing`},
		"column extra":     {"length,width,id\n1,2,3\n", flowers, `f.csv:1: column "id" is not one of the 2 features; there are "length", "width"`},
		"feature twice":    {"a\n1\n", CSV{Features: []string{"a", "a"}}, `the feature "a" is asked for twice`},
		"feature = target": {"a\n1\n", CSV{Features: []string{"a"}, Target: "a"}, `"a" cannot be both`},
		"quote as comma":   {"a\n1\n", CSV{Comma: '"'}, `'"' cannot separate values`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readCSV(c.text, c.opt)
			wantError(t, err, c.want)
		})
	}
	_, err := readCSV("a,b\n1,2\n3,x\n", CSV{})
	e := wantError(t, err, `"x"`)
	same(t, "place", &Error{File: "f.csv", Line: 3, Row: 1, Col: 1, Column: "b", Msg: `"x" is no number`}, e)
	broken := errors.New("broken")
	_, err = ReadCSV(io.MultiReader(strings.NewReader("a\n1\n2"), iotest.ErrReader(broken)), "f.csv", CSV{})
	if !errors.Is(err, broken) {
		t.Error(err)
	}
	wantError(t, err, "f.csv: broken")
}

// endless repeats a text for ever.
type endless struct {
	text string
	at   int
}

func (r *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = r.text[r.at]
		r.at = (r.at + 1) % len(r.text)
	}
	return len(p), nil
}

func TestCSVBounds(t *testing.T) {
	for name, c := range map[string]struct {
		start, repeat, want string
		megabytes           uint64 // that may be allocated, all in all
	}{
		"endless value":      {"a\n1\n", "1", "f.csv:3: a value of more than 1048576 bytes", 8},
		"endless name":       {"", "a", "f.csv:1: a value of more than 1048576 bytes", 8},
		"open quote":         {"a,b\n1,\"", "2,\n", "a value of more than 1048576 bytes; is a quote left open?", 8},
		"endless columns":    {"", ",", "f.csv:1: more than 65536 columns", 16},
		"endless first line": {"", "abcdefgh,", "f.csv:1: more than 65536 columns", 24},
		"endless line":       {"a,b\n", strings.Repeat("1", 1000) + ",", "f.csv:2: a line of more than 4194304 bytes", 64},
	} {
		t.Run(name, func(t *testing.T) {
			var err error
			used := allocated(func() {
				_, err = ReadCSV(io.MultiReader(strings.NewReader(c.start), &endless{text: c.repeat}), "f.csv", CSV{})
			})
			wantError(t, err, c.want)
			if used > c.megabytes<<20 {
				t.Errorf("allocated %d bytes", used)
			}
		})
	}
}

func FuzzCSV(f *testing.F) {
	for _, name := range []string{"flowers.csv", "more.csv"} {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b), "species", true)
	}
	f.Add("\uFEFFa;\"b\n\"\r\n1;2\r\n", "", false)
	f.Add("a,b\n1,\"", "b", false)
	f.Add("a,b\n1,\xe2\x82", "b", true)
	f.Fuzz(func(t *testing.T, text, target string, classify bool) {
		d, err := readCSV(text, CSV{Target: target, Classify: classify})
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		if err := errors.Join(checkPair(d.X, d.Y), d.X.CheckFinite("x")); err != nil {
			t.Fatal(err)
		}
		if len(d.Features) != d.X.RowSize() || (d.Y == nil) != (target == "") {
			t.Fatal(d)
		}
		if d.Y != nil && classify {
			for i, c := range Labels(d.Y) {
				if c >= len(d.Classes) {
					t.Fatal(fmt.Sprintf("row %d: class %d of %d", i, c, len(d.Classes)))
				}
			}
		}
		again, err := readCSV(text, CSV{Target: target, Classify: classify, Features: d.Features, Classes: d.Classes})
		if err != nil {
			t.Fatal(err)
		}
		same(t, "read again with its own features and classes", d, again)
	})
}
