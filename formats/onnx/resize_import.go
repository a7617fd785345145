package onnx

import "github.com/layercake-go/layercake/internal/call"

// maxScale is how much larger a picture may become along an axis, and maxRows how
// large.
const (
	maxScale = 64
	maxRows  = 1 << 14
)

// Resize makes pictures, whose channels are first, larger by whole numbers.
var _ = importOp("Resize", func(im *importer, n *node) error {
	if err := im.settle(n); err != nil {
		return err
	}
	if len(im.shape) != 3 {
		return n.fail("want pictures (channels, height, width), have %v", im.shape)
	}
	how, err := n.interpolation()
	if err != nil {
		return err
	}
	size, err := im.scales(n)
	if err != nil {
		return err
	}
	return im.onChannelsLast(n, func() error {
		args := []call.Arg{listArg("size", size)}
		if how != "nearest" {
			args = append(args, call.Arg{Name: "interpolation", Value: how})
		}
		return im.add(n.where, "UpSampling2D", args)
	})
})

// interpolation is what the attributes are called here. By whole numbers, the
// nearest place is the same in both ways of counting.
func (n *node) interpolation() (string, error) {
	mode, place := n.text("mode", "nearest"), n.text("coordinate_transformation_mode", "half_pixel")
	switch half := place == "half_pixel"; {
	case n.int("antialias", 0) != 0 || n.has("axes"):
	case mode == "nearest" && (half || place == "asymmetric" && n.text("nearest_mode", "round_prefer_floor") == "floor"):
		return "nearest", nil
	case mode == "linear" && half && n.int("exclude_outside", 0) == 0:
		return "bilinear", nil
	case mode == "cubic" && half && n.int("exclude_outside", 0) != 0 && n.float("cubic_coeff_a", -0.75) == -0.5:
		return "bicubic", nil
	}
	return "", n.fail("mode %s with coordinates %s is none of UpSampling2D's", quote(mode), quote(place))
}

// scales are those of rows and columns, from scales or from sizes.
func (im *importer) scales(n *node) (size []int, err error) {
	var times []float64
	if n.input(2) != "" {
		t, err := im.constant(n, 2, "the scales", false)
		if err != nil {
			return nil, err
		}
		for _, v := range t.floats {
			times = append(times, float64(v))
		}
	} else {
		list, err := im.sizes(n, 3)
		if err != nil {
			return nil, err
		}
		for i, v := range list {
			switch {
			case i == 0 && (v == rows || v == int64(im.batch)):
				times = append(times, 1)
			case i >= 1 && i <= 3:
				times = append(times, float64(v)/float64(im.shape[i-1]))
			default:
				times = append(times, 0)
			}
		}
	}
	if len(times) != 4 || times[0] != 1 || times[1] != 1 {
		return nil, n.fail("want scales of 4 axes, 1 for the batch and the channels, have %v", times)
	}
	for i, v := range times[2:] {
		if v < 1 || v > maxScale || v != float64(int(v)) || int(v)*im.shape[i+1] > maxRows {
			return nil, n.fail("scales: want whole numbers from 1 to %d and at most %d rows and columns, have %v", maxScale, maxRows, v)
		}
		size = append(size, int(v))
	}
	return size, nil
}
