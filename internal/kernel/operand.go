package kernel

// Operand is a factor of a product: a matrix in memory, or one that somebody
// writes down block by block when it is asked for.
type Operand struct {
	Data []float32 // a matrix whose rows are LD apart; nil if there is a Packer
	LD   int
	// Packer writes a matrix that is nowhere in memory, such as the patches of a
	// convolution. It should be a pointer to something that is kept and used
	// again: then nothing is allocated.
	Packer Packer
	// Trans: the factor is the transposed matrix.
	Trans bool
}

// A Packer writes down blocks of a matrix. It is asked for each element once, or
// a few times, in blocks of up to some hundred rows and columns, by several
// threads at once.
type Packer interface {
	// Pack sets dst[i·ld+j] to the element of the matrix in row row+i and column
	// col+j, for i < rows and j < cols. What else is in dst stays as it is.
	Pack(dst []float32, ld, row, rows, col, cols int)
}

// factor is op(A) or op(B) as products see it: element (i, j) is
// data[i·row + j·step]. One of row and step is 1. With a packer there is no
// data; then step = 1 says that the matrix is not transposed, and row = 1 that
// it is, while the other one means nothing.
type factor struct {
	data      []float32
	row, step int
	packer    Packer
	i, j      int // the first element, as the packer counts
}

// from is the factor without its first i rows and j columns.
func (f factor) from(i, j int) factor {
	if f.packer == nil {
		f.data = f.data[i*f.row+j*f.step:]
	} else if f.step == 1 {
		f.i, f.j = f.i+i, f.j+j
	} else {
		f.i, f.j = f.i+j, f.j+i
	}
	return f
}

// hold makes it the operand o, of so many rows and columns.
func (f *factor) hold(name string, o Operand, rows, cols int) {
	if o.Packer == nil {
		f.store(name, o.Trans, o.Data, rows, cols, o.LD)
		return
	}
	f.packer, f.row, f.step = o.Packer, packedStep, 1
	if o.Trans {
		f.row, f.step = 1, packedStep
	}
}

// packedStep is anything but 1.
const packedStep = 2

// store makes it op of a matrix in memory.
func (f *factor) store(name string, trans bool, data []float32, rows, cols, ld int) {
	f.data, f.row, f.step = data, ld, 1
	if trans {
		f.row, f.step = 1, ld
		rows, cols = cols, rows
	}
	fits(name, data, rows, cols, ld)
}

// fetch has the packer write the first rows and columns to dst, as they are
// stored, and is a factor in memory; dst must hold as many values.
func (f factor) fetch(dst []float32, rows, cols int) factor {
	if f.step == 1 {
		f.packer.Pack(dst, cols, f.i, rows, f.j, cols)
		return factor{data: dst, row: cols, step: 1}
	}
	f.packer.Pack(dst, rows, f.i, cols, f.j, rows)
	return factor{data: dst, row: 1, step: rows}
}
