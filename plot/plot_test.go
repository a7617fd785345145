package plot

import (
	"bytes"
	"encoding/xml"
	"flag"
	"image/color"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// A drawn is a picture in both forms.
type drawn struct {
	name string
	svg  func(io.Writer) error
	png  func(io.Writer, PNG) error
}

func ofNetwork(name string, n *Network) drawn {
	return drawn{name, func(w io.Writer) error { return NetworkSVG(w, n) }, func(w io.Writer, o PNG) error { return NetworkPNG(w, n, o) }}
}

func pictures(t testing.TB) (all []drawn) {
	for _, s := range specs(t) {
		all = append(all, ofNetwork(s.name, s.n))
	}
	j, h := jacobianOf(four(t).Layers[1].Z, 4), training(40)
	return append(all,
		drawn{"jacobian", func(w io.Writer) error { return JacobianSVG(w, j) }, func(w io.Writer, o PNG) error { return JacobianPNG(w, j, o) }},
		drawn{"curves", func(w io.Writer) error { return CurvesSVG(w, h) }, func(w io.Writer, o PNG) error { return CurvesPNG(w, h, o) }})
}

// The golden files hold what was looked at and found good.
func TestGolden(t *testing.T) {
	golden := map[string]bool{"mnist": true, "mnist-sample": true, "normed-sample": true, "sequence": true, "images": true, "maps": true, "gates": true, "jacobian": true, "curves": true}
	for _, p := range pictures(t) {
		if !golden[p.name] {
			continue
		}
		delete(golden, p.name)
		var got bytes.Buffer
		if err := p.svg(&got); err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		path := filepath.Join("testdata", p.name+".svg")
		if *update {
			if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			a, b := strings.Split(got.String(), "\n"), strings.Split(string(want), "\n")
			for i := range min(len(a), len(b)) {
				if a[i] != b[i] {
					t.Errorf("%s differs from line %d on; look at the picture, then run with -update\n got %s\nwant %s", path, i+1, a[i], b[i])
					break
				}
			}
			if len(a) != len(b) {
				t.Errorf("%s: %d lines, want %d", path, len(a), len(b))
			}
		}
	}
	for name := range golden {
		t.Errorf("no picture %q", name)
	}
}

var classes = regexp.MustCompile(`\.(f|s)-[a-z-]+`)

// Every SVG is well-formed, says what it is, styles each class it uses in
// both themes, and has the same bytes the second time.
func TestSVG(t *testing.T) {
	for _, p := range pictures(t) {
		var one, two bytes.Buffer
		if err := p.svg(&one); err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		if err := p.svg(&two); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Errorf("%s: other bytes the second time (%v)", p.name, err)
		}
		style := ""
		used, heard := map[string]bool{}, map[string]string{}
		d := xml.NewDecoder(&one)
		var in string
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", p.name, err)
			}
			switch tok := tok.(type) {
			case xml.StartElement:
				in = tok.Name.Local
				for _, a := range tok.Attr {
					if a.Name.Local == "class" {
						for _, c := range strings.Fields(a.Value) {
							used[c] = true
						}
					}
					if in == "svg" && (a.Name.Local == "role" || a.Name.Local == "aria-labelledby") {
						heard[a.Name.Local] = a.Value
					}
				}
			case xml.CharData:
				if in == "style" {
					style += string(tok)
				} else if in == "title" || in == "desc" {
					heard[in] += strings.TrimSpace(string(tok))
				}
			}
		}
		if heard["role"] != "img" || heard["title"] == "" || heard["desc"] == "" || heard["aria-labelledby"] == "" {
			t.Errorf("%s: a screen reader gets %v", p.name, heard)
		}
		light, dark, ok := strings.Cut(style, "@media (prefers-color-scheme:dark)")
		if !ok {
			t.Errorf("%s: no dark theme", p.name)
		}
		for c := range used {
			if (strings.HasPrefix(c, "f-") || strings.HasPrefix(c, "s-")) && (!strings.Contains(light, "."+c+"{") || !strings.Contains(dark, "."+c+"{")) {
				t.Errorf("%s: class %s has no colour in both themes", p.name, c)
			}
		}
		for _, c := range classes.FindAllString(style, -1) {
			if !used[c[1:]] {
				t.Errorf("%s: style for %s, which nothing uses", p.name, c)
			}
		}
	}
}

func TestPNG(t *testing.T) {
	n := iris()
	p, err := networkPage(n)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		opt   PNG
		scale float64
		want  uint32
	}{{PNG{}, 2, 0xffffff}, {PNG{Scale: 0.5}, 0.5, 0xffffff}, {PNG{Scale: 1, Dark: true}, 1, 0x0d1117}} {
		var one, two bytes.Buffer
		if err := NetworkPNG(&one, n, c.opt); err != nil {
			t.Fatal(err)
		}
		if err := NetworkPNG(&two, n, c.opt); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Errorf("%+v: other bytes the second time (%v)", c.opt, err)
		}
		im, err := png.Decode(&one)
		if err != nil {
			t.Fatal(err)
		}
		if b := im.Bounds(); b.Dx() != int(math.Ceil(p.w*c.scale)) || b.Dy() != int(math.Ceil(p.h*c.scale)) {
			t.Errorf("%+v: %v, want %v × %v times %v", c.opt, b, p.w, p.h, c.scale)
		}
		want := color.RGBA{uint8(c.want >> 16), uint8(c.want >> 8), uint8(c.want), 255}
		for _, at := range [][2]int{{0, 0}, {im.Bounds().Dx() - 1, im.Bounds().Dy() - 1}} {
			if got := color.RGBAModel.Convert(im.At(at[0], at[1])); got != want {
				t.Errorf("%+v: pixel %v is %v, want %v", c.opt, at, got, want)
			}
		}
		ink := 0
		for x := range im.Bounds().Dx() {
			if color.RGBAModel.Convert(im.At(x, int(29*c.scale))) != want {
				ink++
			}
		}
		if ink < 20 {
			t.Errorf("%+v: no title", c.opt)
		}
	}
	var out bytes.Buffer
	for _, scale := range []float64{-1, 0.01, 11, math.NaN(), math.Inf(1)} {
		if err := NetworkPNG(&out, n, PNG{Scale: scale}); err == nil {
			t.Errorf("no error for scale %v", scale)
		}
	}
	many := mlp("in", make([]int, 401), make([]string, 400)...)
	for i := range many.Layers {
		many.Layers[i] = dense("d", 3, 3, "relu")
	}
	many.Input.Shape = []int{3}
	if err := NetworkPNG(&out, many, PNG{Scale: 10}); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("a huge PNG: %v", err)
	}
	if out.Len() != 0 {
		t.Error("something was written before an error")
	}
}

// Contrast follows the accessibility guideline: 4.5 for text, on every
// ground it stands on.
func TestContrast(t *testing.T) {
	for _, dark := range []bool{false, true} {
		for _, c := range []struct{ text, on paint }{
			{ink, paper}, {ink, panel}, {ink, node}, {ink, allFill}, {muted, paper}, {muted, panel}, {eachText, eachFill},
			{eachText, panel}, {allText, allFill}, {allText, panel}, {paper, allText}, {paper, up},
		} {
			a, b := luminance(c.text.rgb(dark)), luminance(c.on.rgb(dark))
			if r := (max(a, b) + 0.05) / (min(a, b) + 0.05); r < 4.5 {
				t.Errorf("dark %v: %s on %s has a contrast of %.2f", dark, paints[c.text].name, paints[c.on].name, r)
			}
		}
	}
}

func luminance(rgb uint32) float64 {
	l := 0.0
	for i, w := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(rgb>>(16-8*i)&255) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		l += w * v
	}
	return l
}

func TestEscapes(t *testing.T) {
	n := mlp("in", []int{2, 2}, "softmax")
	n.Title = "<script>alert(\"1\")</script> & \x00\x1b\xff\u202e\n\ttwo"
	n.Classes = []string{"<b>", "\xf0\x28"}
	var out bytes.Buffer
	if err := NetworkSVG(&out, n); err != nil {
		t.Fatal(err)
	}
	if s := out.String(); strings.Contains(s, "<script") || strings.Contains(s, "<b>") || strings.ContainsAny(s, "\x00\x1b\u202e") {
		t.Error("something was written as it came")
	}
	if err := xml.Unmarshal(out.Bytes(), new(struct{})); err != nil {
		t.Error(err)
	}
	if !strings.Contains(out.String(), "&lt;script&gt;") {
		t.Error("the title is gone")
	}
}
