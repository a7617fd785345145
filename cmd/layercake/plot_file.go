package main

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/layercake-go/layercake/internal/atomicfile"
	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/plot"
)

// A picture can be written in both forms.
type picture struct {
	svg func(io.Writer) error
	png func(io.Writer, plot.PNG) error
}

func networkPicture(n *plot.Network) picture {
	return picture{
		func(w io.Writer) error { return plot.NetworkSVG(w, n) },
		func(w io.Writer, opt plot.PNG) error { return plot.NetworkPNG(w, n, opt) },
	}
}

func jacobianPicture(j *plot.Jacobian) picture {
	return picture{
		func(w io.Writer) error { return plot.JacobianSVG(w, j) },
		func(w io.Writer, opt plot.PNG) error { return plot.JacobianPNG(w, j, opt) },
	}
}

func curvesPicture(h plot.History) picture {
	return picture{
		func(w io.Writer) error { return plot.CurvesSVG(w, h) },
		func(w io.Writer, opt plot.PNG) error { return plot.CurvesPNG(w, h, opt) },
	}
}

// checkPictureFile says in time what is wrong with the name of a picture.
func checkPictureFile(flag, path string, dark bool) error {
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".png":
		return nil
	case ".svg":
		if dark {
			return mistakef("--dark is for .png; an SVG follows the theme of who reads it")
		}
		return nil
	default:
		return mistakef("%s: %s: unknown kind of picture %q; want .svg or .png%s", flag, path, ext, meant(ext, ".svg", ".png"))
	}
}

// save writes the picture whole or not at all.
func (p picture) save(path string, dark bool) error {
	return atomicfile.Write(path, func(w io.Writer) error {
		if strings.EqualFold(filepath.Ext(path), ".png") {
			return p.png(w, plot.PNG{Dark: dark})
		}
		return p.svg(w)
	})
}

// meant is a hint at the nearest of a few names; "" if none is near.
func meant(name string, have ...string) string {
	if n := nearest.Name(name, have); n != "" {
		return "; did you mean " + n + "?"
	}
	return ""
}
