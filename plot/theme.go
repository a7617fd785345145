package plot

import "image/color"

// A paint is a colour by its meaning. It has a light and a dark value.
type paint uint8

const (
	none      paint = iota
	paper           // the background
	panel           // of a layer
	hairline        // borders of panels, axes of tiles
	ink             // what is read first
	muted           // captions
	edge            // one of many connections
	node            // inside a circle
	rim             // around a circle
	eachFill        // an element-wise tile …
	eachLine        // … its border
	eachText        // … and words about it
	allFill         // a vector-wise tile …
	allLine         // … its border
	allText         // … and words about it
	up              // what grows
	down            // what shrinks
	unchanged       // what stays
)

var paints = [...]struct {
	name        string
	light, dark uint32
}{
	none:      {"none", 0, 0},
	paper:     {"paper", 0xffffff, 0x0d1117},
	panel:     {"panel", 0xf5f7f9, 0x161c24},
	hairline:  {"hair", 0xdfe4ea, 0x2b333d},
	ink:       {"ink", 0x1f2328, 0xe6edf3},
	muted:     {"muted", 0x57606a, 0xa2acb8},
	edge:      {"edge", 0x8c96a1, 0x7d8894},
	node:      {"node", 0xffffff, 0x0d1117},
	rim:       {"rim", 0x57606a, 0xa2acb8},
	eachFill:  {"each", 0xdcecf8, 0x10304a},
	eachLine:  {"each-line", 0x0072b2, 0x56b4e9},
	eachText:  {"each-text", 0x00588a, 0x9bd3f5},
	allFill:   {"all", 0xfde6d6, 0x45250d},
	allLine:   {"all-line", 0xd55e00, 0xf0883e},
	allText:   {"all-text", 0x8f3b00, 0xffc08a},
	up:        {"up", 0x1b7837, 0x7fcf8f},
	down:      {"down", 0x762a83, 0xc9a0dc},
	unchanged: {"same", 0xb3bbc4, 0x5b6570},
}

// rgb is the paint's value in one theme.
func (p paint) rgb(dark bool) uint32 {
	if dark {
		return paints[p].dark
	}
	return paints[p].light
}

// faded is the paint's value in one theme, at an opacity in [0, 1].
func (p paint) faded(dark bool, opacity float64) color.NRGBA {
	v := p.rgb(dark)
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), uint8(float64(opacity*255) + 0.5)}
}

// RGBA makes a paint a color.Color, so that it passes through gonum/plot
// and comes out as a paint again.
func (p paint) RGBA() (r, g, b, a uint32) { return p.faded(false, 1).RGBA() }
