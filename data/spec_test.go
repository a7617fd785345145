package data

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/layercake-go/layercake/formats/npy"
	"gopkg.in/yaml.v3"
)

func TestLoad(t *testing.T) {
	flowers := []string{"setosa", "versicolor", "virginica"}
	for yamlText, c := range map[string]struct {
		classify    bool
		train, test []int // shape of X
		classes     []string
	}{
		"{source: digits, test: 0.2}":                                                   {true, []int{1438, 64}, []int{359, 64}, digitNames(10)},
		"{source: iris}":                                                                {true, []int{150, 4}, nil, flowers},
		"{source: iris, classes: [a, b, c]}":                                            {true, []int{150, 4}, nil, []string{"a", "b", "c"}},
		"{source: diabetes, test: 0.1}":                                                 {false, []int{398, 10}, []int{44, 10}, nil},
		"{source: xor}":                                                                 {false, []int{4, 2}, nil, nil},
		"{csv: flowers.csv, target: species, test: more.csv}":                           {true, []int{9, 2}, []int{2, 2}, flowers},
		"{csv: flowers.csv, target: species, test: 0.34}":                               {true, []int{6, 2}, []int{3, 2}, flowers},
		"{csv: flowers.csv, target: species, features: [width], test: more.csv}":        {true, []int{9, 1}, []int{2, 1}, flowers},
		"{csv: flowers.csv, target: width, features: [length], comma: ','}":             {false, []int{9, 1}, nil, nil},
		"{csv: flowers.csv, target: species, classes: [setosa, virginica, versicolor]}": {true, []int{9, 2}, nil, []string{"setosa", "virginica", "versicolor"}},
		"{idx: idx}":                            {true, []int{20, 8, 8}, []int{10, 8, 8}, digitNames(10)},
		"{idx: dots}":                           {true, []int{20, 8, 8}, nil, digitNames(10)},
		"{idx: idx, test: 0.5}":                 {true, []int{10, 8, 8}, []int{10, 8, 8}, digitNames(10)},
		"{idx: dots, test: keras.npz}":          {true, []int{20, 8, 8}, []int{10, 8, 8}, digitNames(10)},
		"{npz: keras.npz}":                      {true, []int{20, 8, 8}, []int{10, 8, 8}, digitNames(10)},
		"{npz: text.npz}":                       {true, []int{3, 2}, nil, []string{"ant", "cat"}},
		"{npz: text.npz, classes: [cat, ant]}":  {true, []int{3, 2}, nil, []string{"cat", "ant"}},
		"{npz: text.npz, test: text.npz}":       {true, []int{3, 2}, []int{3, 2}, []string{"ant", "cat"}},
		"{npz: onehot.npz}":                     {true, []int{4, 2}, nil, []string{"0", "1", "2"}},
		"{npz: onehot.npz, classes: [a, b, c]}": {true, []int{4, 2}, nil, []string{"a", "b", "c"}},
		"{npz: onehot.npz, test: onehot.npz}":   {false, []int{4, 2}, []int{4, 2}, nil},
	} {
		t.Run(yamlText, func(t *testing.T) {
			train, test, err := load(t, yamlText, c.classify)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "train", c.train, train.X.Shape)
			same(t, "classes", c.classes, train.Classes)
			if c.test == nil {
				same(t, "test", (*Dataset)(nil), test)
				return
			}
			same(t, "test", c.test, test.X.Shape)
			same(t, "test classes", c.classes, test.Classes)
			if err := errors.Join(checkPair(train.X, train.Y), checkPair(test.X, test.Y)); err != nil {
				t.Error(err)
			}
		})
	}
}

func load(t *testing.T, text string, classify bool) (train, test *Dataset, err error) {
	t.Helper()
	var s Spec
	if err := yaml.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	return s.Load("testdata", classify)
}

// Columns and classes of a test file come in the training set's order.
func TestLoadTestFile(t *testing.T) {
	_, test, err := load(t, "{csv: flowers.csv, target: species, test: more.csv}", true)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "x", []float32{6.3, 2.9, 4.6, 3.1}, test.X.Data)
	same(t, "y", []float32{2, 0}, test.Y.Data)
}

func TestLoadRefuses(t *testing.T) {
	for text, c := range map[string]struct {
		classify  bool
		key, want string
	}{
		"{}":                                                     {true, "source", "no data; one of source, csv, idx and npz is wanted"},
		"{source: iris, idx: a, npz: b}":                         {true, "npz", "idx and npz are both given"},
		"{source: iriss}":                                        {true, "source", `unknown data set "iriss" (did you mean "iris"?)`},
		"{source: diabetes}":                                     {true, "source", "the target of diabetes is a number"},
		"{source: iris, target: a}":                              {true, "target", "target goes with csv, not with source"},
		"{idx: a, comma: ;}":                                     {true, "comma", "comma goes with csv, not with idx"},
		"{npz: a, features: [a]}":                                {true, "features", "features goes with csv, not with npz"},
		"{source: iris, classes: [a]}":                           {true, "classes", "iris has 3 classes, 1 are named"},
		"{source: iris, classes: [a, b, c]}":                     {false, "classes", "the target holds numbers"},
		"{csv: flowers.csv}":                                     {true, "target", "which column is to be predicted?"},
		"{csv: flowers.csv, target: spezies}":                    {true, "csv", "flowers.csv:1: there is no column \"spezies\""},
		"{csv: flowers.csv, target: width}":                      {false, "csv", `flowers.csv:2: column "species": "setosa" is no number`},
		"{csv: flowers.csv, target: species, comma: ab}":         {true, "comma", `"ab" is not one character`},
		"{csv: flowers.csv, target: species, comma: tab}":        {true, "csv", `there is no column "species"`},
		"{csv: flowers.csv, target: species, classes: [setosa]}": {true, "csv", `flowers.csv:5: column "species": unknown label "versicolor"`},
		"{csv: none.csv, target: a}":                             {true, "csv", "none.csv: no such file"},
		"{csv: ., target: a}":                                    {true, "csv", "this is a folder"},
		"{idx: none}":                                            {true, "idx", "none: no such file"},
		"{npz: nothing.npz}":                                     {true, "npz", "no array x"},
		"{npz: text.npz}":                                        {false, "npz", "y holds text; numbers are wanted"},
		"{npz: onehot.npz, classes: [a, b]}":                     {true, "classes", "has 3 classes, 2 are named"},
		"{source: iris, test: 0}":                                {true, "test", "had 0; a fraction lies between 0 and 1"},
		"{source: iris, test: 1.5}":                              {true, "test", "had 1.5"},
		"{source: iris, test: .nan}":                             {true, "test", "had NaN"},
		"{source: iris, test: true}":                             {true, "test", "had true (bool)"},
		"{source: iris, test: [1]}":                              {true, "test", "a fraction of the rows or a file"},
		"{source: iris, test: test.txt}":                         {true, "test", "test.txt: a fraction of the rows, a .csv or a .npz file"},
		"{source: iris, test: flowers.csv}":                      {true, "test", `flowers.csv:1: the column "sepal length (cm)" is missing`},
		"{source: iris, test: none.npz}":                         {true, "test", "none.npz: no such file"},
		"{source: iris, test: onehot.npz}":                       {true, "test", "a row of the test set's x has shape (2,), in training (4,)"},
		"{npz: onehot.npz, test: text.npz}":                      {false, "test", "text.npz: y holds text"},
		"{npz: onehot.npz, test: flowers.csv}":                   {true, "test", `flowers.csv:2: column "species": "setosa" is no number`},
		"{csv: flowers.csv, target: species, test: keras.npz}":   {true, "test", "keras.npz: testdata/keras.npz (test) has 10 classes, 3 are named"},
	} {
		t.Run(text, func(t *testing.T) {
			_, _, err := load(t, text, c.classify)
			wantError(t, err, c.want)
			var k *KeyError
			if !errors.As(err, &k) || k.Key != c.key {
				t.Errorf("had %#v, wanted the key %s", err, c.key)
			}
		})
	}
}

func TestLoadOneRow(t *testing.T) {
	path := writeNPZ(t, map[string]*npy.Array{"x": npy.FromFloat32s([]int{1}, []float32{1}), "y": npy.FromFloat32s([]int{1}, []float32{1})})
	s := Spec{NPZ: path, Test: 0.5}
	_, _, err := s.Load("elsewhere", false)
	wantError(t, err, "test: one row cannot be divided")
	path = writeNPZ(t, map[string]*npy.Array{"x": npy.FromFloat32s([]int{1}, []float32{1})})
	_, _, err = (&Spec{NPZ: path}).Load("", false)
	wantError(t, err, "has no targets")
}

func TestLoadNamed(t *testing.T) {
	dir := t.TempDir()
	tabs := filepath.Join(dir, "t.tsv")
	packed := filepath.Join(dir, "F.CSV.gz")
	if err := errors.Join(
		os.WriteFile(tabs, []byte("a\tb\n1\t2\n"), 0o600),
		os.WriteFile(packed, zipped(t, []byte("a,b\n1,2\n")), 0o600),
	); err != nil {
		t.Fatal(err)
	}
	for arg, shape := range map[string][]int{
		"digits": {1797, 64}, tabs: {1, 2}, packed: {1, 2}, "testdata/rows.npy": {2, 3},
		"testdata/text.npz": {3, 2}, "testdata/keras.npz": {10, 8, 8}, "testdata/idx": {10, 8, 8}, "testdata/dots": {20, 8, 8},
	} {
		d, err := LoadNamed(arg, CSV{})
		if err != nil {
			t.Error(err)
			continue
		}
		same(t, arg, shape, d.X.Shape)
	}
	d, err := LoadNamed("testdata/more.csv", CSV{Features: []string{"length", "width"}, Target: "species", Classify: true})
	if err != nil || d.X.Data[0] != 6.3 {
		t.Error(d, err)
	}
	for arg, want := range map[string]string{
		"digit":                `"digit" is neither a built-in set (did you mean "digits"?) nor a .csv`,
		"model.keras":          `"model.keras" is neither a built-in set nor`,
		"testdata":             "testdata: there is no train-images-idx3-ubyte",
		"testdata/none.csv":    "testdata/none.csv: no such file",
		"testdata/none.npy":    "no such file",
		"testdata/none.npz":    "no such file",
		"testdata/flowers.csv": `flowers.csv:2: column "species": "setosa" is no number`,
	} {
		_, err := LoadNamed(arg, CSV{})
		wantError(t, err, want)
	}
	for from, want := range map[string]string{"testdata/text.npz": "not a .npy file", "testdata/flowers.csv": "not a .npy file"} {
		b, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "wrong.npy")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err = LoadNamed(path, CSV{})
		wantError(t, err, want)
	}
	if _, err := LoadNamed("testdata/nothing.npz", CSV{}); err == nil {
		t.Error("read an archive of nothing")
	}
}

func TestErrorText(t *testing.T) {
	cause := errors.New("cause")
	for want, e := range map[string]*Error{
		"m":                                  {Row: -1, Col: -1, Msg: "m"},
		"f: m":                               {File: "f", Row: -1, Col: -1, Msg: "m"},
		"f:3: m":                             {File: "f", Line: 3, Row: 1, Col: 2, Msg: "m"},
		`f:3: column "c": m`:                 {File: "f", Line: 3, Row: 1, Col: 2, Column: "c", Msg: "m"},
		"row 1, counted from 0: m":           {Row: 1, Col: -1, Msg: "m"},
		"row 0, column 0, counted from 0: m": {Msg: "m", Err: cause},
	} {
		same(t, "text", want, e.Error())
		if e.Err != nil && !errors.Is(&KeyError{"csv", e}, cause) {
			t.Error("the cause is lost")
		}
	}
	same(t, "key", "csv: cause", (&KeyError{"csv", cause}).Error())
}
