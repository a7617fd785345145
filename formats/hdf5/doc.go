// Package hdf5 reads and writes HDF5 files as far as the files of Keras need it:
// groups, attributes, and datasets of numbers and strings.
//
// A file is a tree of groups, as a disk's folders are. Its leaves are datasets:
// arrays with a type and a shape. Groups and datasets have attributes, small
// arrays with names.
//
// # Reading
//
// [Open] takes any [io.ReaderAt] and reads no more than the beginning; a group's
// members, an attribute or a dataset is read when it is asked for, a dataset
// straight into the caller's memory. Read are superblocks 0 to 3, headers 1 and
// 2, groups and attributes old and new, compact, contiguous and chunked data
// with all indexes of chunks, the filters gzip, shuffle and fletcher32, integers,
// float16, float32, float64, bfloat16, enumerations (h5py's bool) and strings.
// Numbers are converted exactly or not at all.
//
// What is not read is refused by name, when it is asked for: other types
// (compound, reference, array …), other filters, shared messages, layouts of
// before 2004. External links, external data and virtual datasets are never
// followed: no other file is opened.
//
// A file is believed nothing. Addresses, lengths, counts and their products are
// checked, structures that overlap or form circles are found, checksums
// compared. Errors are of type [*Error] and name the object and the byte.
//
// # Writing
//
// A [Tree] refers to the caller's arrays. [Tree.Write] lays the file out and
// then writes it from beginning to end, without a copy of the data. The
// structures are those that h5py writes unless it is told otherwise (superblock
// 0, symbol tables, contiguous data), which every HDF5 library reads.
//
// The format: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html
package hdf5
