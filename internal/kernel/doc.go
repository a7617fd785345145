// Package kernel is the one seam between layercake and the machine: matrix
// products, row and vector operations in float32, and the elementary
// functions. Nothing outside it loops over a matrix product, calls a BLAS or
// uses math.Exp and its relatives.
//
// # Bits
//
// The same input gives the same bits at any GOMAXPROCS, with every GOAMD64 level
// and on every kernel set whose products are fused: avx512, avx2 and neon. The
// generic set, which is all there is with -tags noasm, gives the same bits on
// every architecture; in products they differ from the fused ones.
//
//   - An element of a matrix product is one chain over k in order, from 0 or
//     from what is added to, however the product is blocked and shared out. A
//     fused set rounds once a link, fma(a, b, sum); the generic one twice,
//     float32(a·b) + sum.
//   - In plain Go every product that is then added is rounded by itself, written
//     as float32(a*b) + c or float64(a*b) + c. Without the conversion the
//     compiler fuses the two on arm64 and with GOAMD64=v3, and not elsewhere.
//   - No function of package math that has per-architecture assembly is used:
//     Exp, Log, Tanh, Pow and so on are one algorithm each, here.
//   - A reduction of a vector, or over rows, uses sixteen lanes: element i goes
//     to lane i mod 16, each lane sums in order from zero, and then lane j takes
//     lane j+8, j+4, j+2, j+1 in turn. Any vector width up to sixteen can
//     reproduce it.
//
// NaN is NaN everywhere, but its sign and payload are the processor's own.
//
// # How a product flows
//
// Gemm describes op(A) and op(B) by two steps each, so that nothing below knows
// of transposes, and turns a single column of C into a row. Product takes also
// factors that are nowhere in memory: a Packer writes them down block by block,
// where a strided one would be copied (operand.go), and an Epilogue, bias and
// activation, for each piece of C that is complete (epilogue.go). Then, from the
// outside in:
//
//   - split (gemm_split.go) cuts a large product into a grid of pieces of C,
//     never of k, and crew.go shares them out over threads.
//   - products.multiply (gemm_fused.go) takes a piece. A single row goes through
//     the row kernel, which reads op(B) once, eight rows side by side
//     (gemm_row.go).
//   - tiler (gemm_tiles.go) walks the rest: strips of columns, depths of k, and
//     slabs of op(A) that fit the second-level cache together with a panel of
//     op(B). A slab is copied if each of its elements is used
//     often (gemm_pack.go); for a hundred columns copying costs a tenth.
//   - panel (gemm_panel.go) takes 16 columns, or 32 with AVX-512. The first
//     block of rows reads op(B) where it is, and its kernel leaves a copy for
//     the other blocks; a transposed op(B) is transposed into the copy first.
//   - A tile kernel (asm_*.s) goes down over blocks of up to 6 rows (12 with
//     AVX-512), keeps the sums of each in registers over the whole depth, and
//     stores them to C. Where a k of several depths goes on, the sums start from
//     C. An edge kernel masks the columns beyond the last one; with AVX-512 up to
//     8 columns go through kernels of AVX2's width, which take half as long. NEON
//     has no masks and does those few columns with the row kernel.
//
// In the generic set plain (gemm_plain.go) takes the place of all after split.
//
// # Threads
//
// parallel (crew.go) shares out any job that can be done in pieces. Helpers are
// goroutines that look out for the next job for less than half a millisecond and
// then end: an idle program has none. The caller works too, and waits only for
// pieces that a helper has begun. There is one crew; a call that finds it busy,
// as with Predict from many goroutines, works alone. So does every call for a
// while if helpers keep coming too late or are held up: on a machine that others
// use too, a helper that looks out for work only takes time from the caller.
//
// # Kernel sets
//
// A set is chosen once, at the start of the program: the best that the processor
// has, or the one that LAYERCAKE_KERNELS names; Set and SetNote tell. The
// assembly is written by the program in gen, a module of its own; gen/check
// proves that what is committed is what it writes.
//
// To add a set: write its tile kernels (they are told what to do by a tile), its
// row kernel and a 4×4 transpose in gen, list them there as a unit, and add a
// set of products in a file set_GOARCH.go, in the order of preference. The
// tests run on every set that the processor has, and compare each element with
// the chain above; run them on such a processor or under an emulator. Kernels of
// another kind, for rows or vectors, become another field of set beside
// products, with plain Go where it is nil.
//
// # Arguments
//
// A nil slice means "nobody wants this": the operation does nothing (a
// reduction gives the result for an empty vector). Slices that do not fit
// together are a bug of the caller and panic. No function keeps what it is
// given, and none allocates once it is warm.
package kernel
