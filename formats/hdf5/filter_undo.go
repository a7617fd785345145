package hdf5

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
)

// pipeline are the filters that chunks went through, in that order.
type pipeline struct {
	filters []filter
	inflate io.ReadCloser // kept from chunk to chunk
	rooms   [2][]byte     // a filter reads from one and writes to the other
	turn    int
}

// undo returns the size bytes of a chunk from its stored bytes. Filters whose
// bit is set in mask were left out. What is returned lives until the next call.
func (p *pipeline) undo(stored []byte, mask uint32, size, element int) (data []byte, err error) {
	data = stored
	for i := len(p.filters) - 1; i >= 0; i-- {
		f := p.filters[i]
		if mask>>i&1 != 0 {
			continue
		}
		switch f.id {
		case filterDeflate:
			data, err = p.deflate(data, size+p.sums(i, mask))
		case filterShuffle:
			if len(f.values) > 0 {
				element = int(f.values[0])
			}
			data = p.shuffle(data, element)
		case filterFletcher32:
			data, err = checkFletcher32(data)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(data) != size {
		return nil, fmt.Errorf("a chunk of %d bytes, not %d", len(data), size)
	}
	return data, nil
}

// sums is the number of bytes that checksums added in front of filter i.
func (p *pipeline) sums(i int, mask uint32) (n int) {
	for j, f := range p.filters[:i] {
		if f.id == filterFletcher32 && mask>>j&1 == 0 {
			n += 4
		}
	}
	return n
}

// room returns n bytes to write to.
func (p *pipeline) room(n int) []byte {
	p.turn ^= 1
	if b := &p.rooms[p.turn]; cap(*b) < n {
		*b = make([]byte, n)
	}
	return p.rooms[p.turn][:n]
}

// deflate uncompresses to exactly size bytes: a byte more is an error.
func (p *pipeline) deflate(data []byte, size int) ([]byte, error) {
	var err error
	if p.inflate == nil {
		p.inflate, err = zlib.NewReader(bytes.NewReader(data))
	} else {
		err = p.inflate.(zlib.Resetter).Reset(bytes.NewReader(data), nil)
	}
	if err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	out := p.room(size)
	if n, err := io.ReadFull(p.inflate, out); err != nil {
		return nil, fmt.Errorf("gzip: %d of %d bytes: %w", n, size, err)
	}
	var more [1]byte
	if n, err := p.inflate.Read(more[:]); n > 0 {
		return nil, fmt.Errorf("gzip: more than the %d bytes of a chunk", size)
	} else if err != nil && err != io.EOF {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	return out, nil
}

// shuffle puts the bytes of each element together again: stored are all first
// bytes, then all second ones, and so on.
func (p *pipeline) shuffle(data []byte, element int) []byte {
	if element < 2 || element > len(data) {
		return data
	}
	out := p.room(len(data))
	n := len(data) / element
	for k := range element {
		for j, v := range data[k*n : (k+1)*n] {
			out[j*element+k] = v
		}
	}
	copy(out[n*element:], data[n*element:])
	return out
}

// checkFletcher32 checks and cuts off the checksum at the end.
func checkFletcher32(data []byte) ([]byte, error) {
	if len(data) < 4 {
		return nil, fmt.Errorf("fletcher32: %d bytes have no checksum", len(data))
	}
	data, sum := data[:len(data)-4], le.Uint32(data[len(data)-4:])
	if have := fletcher32(data); have != sum {
		return nil, fmt.Errorf("fletcher32: wrong checksum: the file says %08x, its bytes give %08x", sum, have)
	}
	return data, nil
}
