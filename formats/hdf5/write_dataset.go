package hdf5

// dataPlan is a dataset.
type dataPlan struct {
	*treeData
	header uint64
	addr   uint64 // of the elements; none if there are none
}

// entry is what a symbol table says of the dataset but its name.
func (d *dataPlan) entry() []byte {
	return append(le.AppendUint64(nil, d.header), make([]byte, 24)...)
}

// object is the dataset's header.
func (d *dataPlan) object() []byte {
	b := message(nil, msgDataspace, false, dataspaceMessage(d.shape))
	b = message(b, msgDatatype, true, datatypeMessage(d.kind))
	b = message(b, msgFill, true, fillMessage())
	b = message(b, msgLayout, false, layoutMessage(d.addr, uint64(d.n)*uint64(d.kind.Size)))
	return objectHeader(4, b)
}
