package layers

import "github.com/layercake-go/layercake/layer"

// strided walks over a sample in the order of other axes: the values of axis i
// lie strides[i] apart in the sample. A stride of 0 takes one value many times.
type strided struct {
	dims, strides []int
	from          int // values of a sample
}

// permuted returns the ways from shape in to the one with its axes in another
// order, and back.
func permuted(in layer.Shape, order []int) (forth, back strided) {
	steps := rowMajor(in)
	out := make(layer.Shape, len(in))
	for i, from := range order {
		out[i] = in[from]
	}
	outSteps := rowMajor(out)
	forth = strided{dims: out, strides: make([]int, len(in)), from: in.Size()}
	back = strided{dims: in, strides: make([]int, len(in)), from: in.Size()}
	for i, from := range order {
		forth.strides[i] = steps[from]
		back.strides[from] = outSteps[i]
	}
	return forth, back
}

// stretched is the way from an array of the sizes of in, but for 1 at some axes,
// to one of shape in.
func stretched(in layer.Shape, one func(axis int) bool) (small layer.Shape, s strided) {
	small = append(layer.Shape{}, in...)
	for i := range small {
		if one(i) {
			small[i] = 1
		}
	}
	s = strided{dims: in, strides: rowMajor(small), from: small.Size()}
	for i := range small {
		if one(i) {
			s.strides[i] = 0
		}
	}
	return small, s
}

// rowMajor is how far apart the values of each axis lie.
func rowMajor(in layer.Shape) []int {
	steps := make([]int, len(in))
	for i, n := len(in)-1, 1; i >= 0; i-- {
		steps[i] = n
		n *= in[i]
	}
	return steps
}

// read sets each sample of dst to what it takes of the same one of src.
func (s *strided) read(dst, src []float32) {
	for ; len(src) > 0; src = src[s.from:] {
		dst = gather(dst, src, s.dims, s.strides)
	}
}

// add is read backwards: it adds each value of src, one sample, to where read
// takes it from.
func (s *strided) add(dst, src []float32) { scatter(dst, src, s.dims, s.strides) }

// at is the place in the sample that value i is read from.
func (s *strided) at(i int) (place int) {
	for k := len(s.dims) - 1; k >= 0; k-- {
		place += i % s.dims[k] * s.strides[k]
		i /= s.dims[k]
	}
	return place
}

// gather sets the first values of dst, and returns the rest of it.
func gather(dst, src []float32, dims, strides []int) []float32 {
	switch len(dims) {
	case 0:
		dst[0] = src[0]
		return dst[1:]
	case 1:
		for i := range dims[0] {
			dst[i] = src[i*strides[0]]
		}
		return dst[dims[0]:]
	}
	for i := range dims[0] {
		dst = gather(dst, src[i*strides[0]:], dims[1:], strides[1:])
	}
	return dst
}

// scatter adds the first values of src to dst, and returns the rest of src.
func scatter(dst, src []float32, dims, strides []int) []float32 {
	if len(dims) == 0 {
		dst[0] += src[0]
		return src[1:]
	}
	for i := range dims[0] {
		src = scatter(dst[i*strides[0]:], src, dims[1:], strides[1:])
	}
	return src
}
