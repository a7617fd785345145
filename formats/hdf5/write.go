package hdf5

import (
	"bufio"
	"io"
)

// Size returns the number of bytes that Write writes.
func (t *Tree) Size() (int64, error) {
	p, err := t.plan()
	if err != nil {
		return 0, err
	}
	return int64(p.end), nil
}

// Write writes the tree as a file, from its first byte to its last. It holds
// the structures and a small piece of the data in memory.
func (t *Tree) Write(w io.Writer) error {
	p, err := t.plan()
	if err != nil {
		return err
	}
	out := &placer{out: w, buf: bufio.NewWriter(w)}
	out.write(0, p.superblock())
	for _, b := range p.blocks {
		out.write(b.addr, b.bytes())
	}
	for _, d := range p.data {
		out.elements(d)
	}
	out.write(p.end, nil)
	out.flush()
	return out.err
}

// placer writes blocks at growing addresses. It keeps the first error.
type placer struct {
	out io.Writer
	buf *bufio.Writer // in front of out
	at  uint64
	err error
}

// write writes a block, with zeros in front of it up to its address.
func (p *placer) write(addr uint64, b []byte) {
	p.put(p.buf, make([]byte, addr-p.at))
	p.put(p.buf, b)
}

func (p *placer) put(w io.Writer, b []byte) {
	if p.err == nil {
		_, p.err = w.Write(b)
		p.at += uint64(len(b))
	}
}

func (p *placer) flush() {
	if p.err == nil {
		p.err = p.buf.Flush()
	}
}

// elements writes a dataset's elements, past the buffer.
func (p *placer) elements(d *dataPlan) {
	if d.n == 0 || p.err != nil {
		return
	}
	p.write(d.addr, nil)
	p.flush()
	for first := 0; first < d.n && p.err == nil; {
		n := min(piece/d.kind.Size, d.n-first)
		p.put(p.out, d.bytes(first, n))
		first += n
	}
}
