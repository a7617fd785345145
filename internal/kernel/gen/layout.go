package main

// tileFields are the fields of the Go type kernel.tile, 8 bytes each, in order.
var tileFields = []string{
	"k", "a", "aRow", "aStep", "aBlock", "b", "bStep", "c", "cRow", "blocks", "load", "cols", "keep",
}

// field is the offset of a field of tile.
func field(name string) int {
	for i, f := range tileFields {
		if f == name {
			return 8 * i
		}
	}
	panic("tile has no field " + name)
}

const tileArguments = "t *tile"
