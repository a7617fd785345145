package hdf5

// The filters that are undone.
const (
	filterDeflate    = 1
	filterShuffle    = 2
	filterFletcher32 = 3
)

// maxFilters is the most filters the format allows.
const maxFilters = 32

// filterNames are the other filters of the format.
var filterNames = map[int]string{4: "szip", 5: "nbit", 6: "scaleoffset", 32000: "lzf", 32001: "blosc", 32015: "zstd"}

// filter is one of them.
type filter struct {
	id     int
	values []uint32
}

// filters reads a filter message, if there is one.
func filters(c *cursor) ([]filter, error) {
	if c == nil {
		return nil, nil
	}
	var list []filter
	version, n := c.u8(), c.u8()
	if version != 1 && version != 2 {
		return nil, c.fail("version %d is not supported, only 1 and 2", version)
	}
	if n > maxFilters {
		return nil, c.fail("%d filters, more than the allowed %d", n, maxFilters)
	}
	if version == 1 {
		c.take(6)
	}
	for range n {
		f, err := oneFilter(c, version)
		if err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	return list, c.ok()
}

func oneFilter(c *cursor, version int) (f filter, err error) {
	f.id = c.u16()
	nameSize := 0
	if version == 1 || f.id >= 256 {
		nameSize = c.u16()
	}
	c.take(2)
	n := c.u16()
	if version == 1 {
		nameSize += -nameSize & 7
	}
	name := text(c.take(nameSize))
	if 4*n > c.left() {
		return f, c.fail("filter %d has %d values in %d bytes", f.id, n, c.left())
	}
	for range n {
		f.values = append(f.values, c.u32())
	}
	if version == 1 && n%2 == 1 {
		c.take(4)
	}
	if f.id < filterDeflate || f.id > filterFletcher32 {
		if name == "" {
			name = filterNames[f.id]
		}
		return f, c.fail("filter %d (%s) is not supported, only gzip, shuffle and fletcher32", f.id, clip(name))
	}
	return f, nil
}
