package data

import (
	"bufio"
	"compress/gzip"
	"io"
)

// What compressed input may inflate to.
const (
	freeInflate = 256 << 20 // bytes that it always may,
	maxRatio    = 100       // and beyond that the most per byte that was read
)

// inflate returns r, decompressed if it begins as gzip does.
func inflate(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	if start, _ := b.Peek(2); string(start) != "\x1f\x8b" {
		return b, nil
	}
	in := &counter{r: b}
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, err
	}
	return &inflater{z, in, 0}, nil
}

type counter struct {
	r *bufio.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// inflater stops where far more comes out than goes in.
type inflater struct {
	io.Reader
	in *counter
	n  int64
}

func (z *inflater) Read(p []byte) (int, error) {
	n, err := z.Reader.Read(p)
	z.n += int64(n)
	if z.n > freeInflate && z.n/maxRatio > z.in.n {
		return 0, problem("%d compressed bytes inflate to more than %d times as many", z.in.n, maxRatio)
	}
	return n, err
}
