package layers

import (
	"sync"

	"github.com/layercake-go/layercake/internal/kernel"
)

// patches is a matrix that is nowhere in memory: what the taps of a window see,
// a row for each output position of all samples, a column for each tap and
// channel. It may see some of the channels only.
type patches struct {
	*window
	channels    int // of the input
	first, seen int // the channels from first on, so many
}

// width is the number of columns.
func (p *patches) width() int { return p.taps() * p.seen }

// A stretch is the part of a block of patches that has its output positions in
// one row of a sample's, and its taps in one row of the window.
type stretch struct {
	row      int // of the block
	x, end   int // the output positions within their row
	tap      int // row of the window
	lies     bool
	at       int // value of all samples where the row of the input begins, if it lies on one
	col, cut int // columns of the matrix that are asked for: from col to cut−1
}

// each calls do with every stretch of the rows from row on and the columns from
// col on.
func (p *patches) each(row, rows, col, cols int, do func(stretch)) {
	across, deep := p.cols.k*p.seen, p.rows.in*p.cols.in*p.channels
	var s stretch
	for done := 0; done < rows; done += s.end - s.x {
		line := (row + done) / p.cols.out
		s.row, s.x = done, (row+done)%p.cols.out
		s.end = min(p.cols.out, s.x+rows-done)
		y := line % p.rows.out
		for s.tap = range p.rows.k {
			s.col, s.cut = max(col, s.tap*across), min(col+cols, (s.tap+1)*across)
			if s.col >= s.cut {
				continue
			}
			in := y*p.rows.stride + s.tap*p.rows.dilation - p.rows.pad
			s.lies = in >= 0 && in < p.rows.in
			s.at = line/p.rows.out*deep + in*p.cols.in*p.channels
			do(s)
		}
	}
}

// pack sets dst[i·ld+j] to row row+i and column col+j of the patches of x.
func (p *patches) pack(dst []float32, ld int, x []float32, row, rows, col, cols int) {
	from, end := p.inside()
	p.each(row, rows, col, cols, func(s stretch) {
		dst, n := dst[s.row*ld+s.col-col:], s.cut-s.col
		if !s.lies {
			for i := range s.end - s.x {
				clear(dst[i*ld:][:n])
			}
			return
		}
		for o := s.x; o < s.end; {
			if o >= from && o < end { // all up to end at once
				last := min(s.end, end)
				at := s.at + (o*p.cols.stride-p.cols.pad)*p.channels + s.col - s.tap*p.cols.k*p.seen
				kernel.CopyRows(dst[(o-s.x)*ld:], ld, x[at:], p.cols.stride*p.channels, last-o, n)
				o = last
				continue
			}
			p.line(&s, o, dst[(o-s.x)*ld:][:n], x)
			o++
		}
	})
}

// packing is the patches of a batch, for a product that packs by itself.
type packing struct {
	patches
	x []float32
}

func (p *packing) Pack(dst []float32, ld, row, rows, col, cols int) {
	p.pack(dst, ld, p.x, row, rows, col, cols)
}

var packings = sync.Pool{New: func() any { return new(packing) }}

// line packs the columns of a stretch for output position o, tap by tap.
func (p *patches) line(s *stretch, o int, dst, x []float32) {
	first, end, at := p.cols.taps(o)
	skip := s.col - s.tap*p.cols.k*p.seen // columns of this row of the window that nobody asks for
	for j := 0; j < len(dst); {
		t, c := (skip+j)/p.seen, (skip+j)%p.seen
		n := min(p.seen-c, len(dst)-j)
		if t < first || t >= end {
			clear(dst[j:][:n])
		} else {
			copy(dst[j:][:n], x[s.at+(at+(t-first)*p.cols.dilation)*p.channels+p.first+c:])
		}
		j += n
	}
}

// inside are the output positions, from first to end−1, whose taps in a row of the
// window are a run of values of the input.
func (p *patches) inside() (first, end int) {
	if p.seen != p.channels || p.cols.dilation != 1 && p.cols.k != 1 {
		return 0, 0
	}
	return p.cols.inside()
}

// spill is pack backwards: it adds the rows of src, whole ones of all columns, to
// what they were taken from.
func (p *patches) spill(dx, src []float32, row, rows int) {
	width := p.width()
	from, end := p.inside()
	p.each(row, rows, 0, width, func(s stretch) {
		if !s.lies {
			return
		}
		src := src[s.row*width+s.col:]
		for o := s.x; o < s.end; {
			if o >= from && o < end { // all up to end at once
				last := min(s.end, end)
				at := s.at + (o*p.cols.stride-p.cols.pad)*p.channels
				kernel.AddRows(dx[at:], p.cols.stride*p.channels, src[(o-s.x)*width:], width, last-o, s.cut-s.col)
				o = last
				continue
			}
			p.spillLine(&s, o, dx, src[(o-s.x)*width:])
			o++
		}
	})
}

// spillLine spills a stretch of output position o, tap by tap.
func (p *patches) spillLine(s *stretch, o int, dx, src []float32) {
	first, end, at := p.cols.taps(o)
	for t := first; t < end; t++ {
		accumulate(dx[s.at+(at+(t-first)*p.cols.dilation)*p.channels+p.first:], src[t*p.seen:][:p.seen])
	}
}

// few is where a call costs more than the loop that it saves.
const few = 8

// accumulate adds src to the first values of dst.
func accumulate(dst, src []float32) {
	dst = dst[:len(src)]
	if len(src) >= few {
		kernel.Add(dst, src)
		return
	}
	for i, v := range src {
		dst[i] += v
	}
}
