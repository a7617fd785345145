// Package kernel is the one seam between layercake and the machine: matrix
// products, row and vector operations in float32, and the elementary
// functions. Nothing outside it loops over a matrix product, calls a BLAS or
// uses math.Exp and its relatives. Faster kernels (assembly) go behind the
// same functions; no caller changes.
//
// # Bits
//
// The same input gives the same bits on every architecture, with every GOAMD64
// level, with -tags noasm and at any GOMAXPROCS:
//
//   - Every product that is then added is rounded by itself, written as
//     float32(a*b) + c or float64(a*b) + c. Without the conversion the compiler
//     fuses the two on arm64 and with GOAMD64=v3, and not elsewhere.
//   - No function of package math that has per-architecture assembly is used:
//     Exp, Log, Tanh, Pow and so on are one algorithm each, here.
//   - An element of a matrix product is summed over k in order, in one float32
//     accumulator, however the product is blocked.
//   - A reduction of a vector, or over rows, uses sixteen lanes: element i goes
//     to lane i mod 16, each lane sums in order from zero, and then lane j takes
//     lane j+8, j+4, j+2, j+1 in turn. Any vector width up to sixteen can
//     reproduce it.
//
// NaN is NaN everywhere, but its sign and payload are the processor's own.
//
// # Arguments
//
// A nil slice means "nobody wants this": the operation does nothing (a
// reduction gives the result for an empty vector). Slices that do not fit
// together are a bug of the caller and panic. No function keeps what it is
// given, and none allocates once it is warm.
package kernel
