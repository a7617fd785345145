package plot

import "strconv"

// A map, in px.
const (
	mapSide  = 80
	mapGap   = 10.2
	mapRow   = 10 // maps side by side
	mostMaps = 2 * mapRow
	mapCells = mapSide / 2 // cells along a side, at most
)

// maps are pictures of rows × cols numbers, one for each channel.
type maps struct {
	rows, cols, channels int
	many                 int  // as many such sets there are; this is the first
	filters              bool // each channel is a filter's
	at                   func(r, c, channel int) float32
}

// newMaps reads the last three axes of a shape, of the first place along others.
func newMaps(shape []int, v []float32, first bool) maps {
	k := len(shape) - 3
	m := maps{rows: shape[k], cols: shape[k+1], channels: shape[k+2], many: size(shape[:k])}
	if !first {
		m.at = func(r, c, channel int) float32 { return v[(r*m.cols+c)*m.channels+channel] }
		return m
	}
	m.channels, m.rows, m.cols = shape[k], shape[k+1], shape[k+2]
	m.at = func(r, c, channel int) float32 { return v[(channel*m.rows+r)*m.cols+c] }
	return m
}

func (m *maps) title() string {
	return of(m.channels, "map") + " of " + count(m.rows) + " × " + count(m.cols)
}

// maps draws the first of the maps below y, in one scale, and returns where they
// end.
func (d *drawing) maps(m maps, y float64) float64 {
	shown := m.channels
	if shown > mostMaps {
		shown = mostMaps - 1
	}
	side := max(m.rows, m.cols)
	k := (side + mapCells - 1) / mapCells
	blocks := make([]cells, shown)
	for i := range blocks {
		blocks[i] = newCells(m.rows, m.cols, func(r, c int) float32 { return m.at(r, c, i) }).shrink(k, k)
	}
	s := scaleOf(blocks...)
	lo, hi := s.words()
	key := d.key(s, seenX+seenWidth, y+30, 11, lo, hi)
	y = d.heading(y, m.title(), m.note(), key-seenX-14) + 12
	cell := float64(2*mapSide/max(blocks[0].h, blocks[0].w)) / 2
	high := float64(float64(blocks[0].h) * cell)
	for i, b := range blocks {
		x := seenX + float64(float64(i%mapRow)*(mapSide+mapGap))
		top := y + float64(float64(i/mapRow)*(high+24))
		d.block(b, s, x, top, cell, cell)
		d.write(x, top+high+13, 11, left, muted, false, strconv.Itoa(i))
	}
	if shown < m.channels {
		x := seenX + float64(float64(mapRow-1)*(mapSide+mapGap)) + mapSide/2
		top := y + high + 24 + high/2
		d.write(x, top, 13, middle, muted, false, "…")
		d.write(x, top+15, 11, middle, muted, false, elide(count(m.channels-shown)+" more", mapSide, 11, false))
	}
	rows := (min(m.channels, mostMaps) + mapRow - 1) / mapRow
	return y + float64(float64(rows)*(high+24)) - 8
}

// note says what a map is.
func (m *maps) note() string {
	s := "one for each channel"
	switch {
	case m.filters:
		s = "what each filter finds in the whole picture, and where"
	case m.channels == 1:
		s = "the whole picture"
	}
	if m.many > 1 {
		s += "; the first of " + count(m.many)
	}
	return s
}
