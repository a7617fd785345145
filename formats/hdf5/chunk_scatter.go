package hdf5

// scatter puts the elements of a chunk, a run along the last axis at a time.
func (r *chunks) scatter(first []uint64, data []byte) error {
	dims, chunk, last := r.d.space.dims, r.d.layout.chunk, len(first)-1
	size := uint64(r.d.kind.Size)
	run := min(chunk[last], dims[last]-first[last])
	in := make([]uint64, len(first)) // place in the chunk
	for {
		from, to := uint64(0), uint64(0)
		for i := range in {
			from = from*chunk[i] + in[i]
			to = to*dims[i] + first[i] + in[i]
		}
		if err := r.put(int(to), data[from*size:(from+run)*size]); err != nil {
			return err
		}
		axis := last - 1
		for ; axis >= 0; axis-- {
			if in[axis]++; in[axis] < chunk[axis] && first[axis]+in[axis] < dims[axis] {
				break
			}
			in[axis] = 0
		}
		if axis < 0 {
			return nil
		}
	}
}
