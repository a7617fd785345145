// Package vecgen writes the vector kernels of package kernel: each is described
// once, in a small language of vectors, and printed as Go assembly for AVX2 with
// FMA, AVX-512 and NEON. The three do the same operations in the same order, so
// that they give the same bits.
//
// A kernel goes over its arrays once or several times (phases), a vector at a
// time. What it does to one vector is a list of values, each made by one
// operation on those before it. A phase may keep accumulators; each has sixteen
// lanes, whatever the width of a register, and element i belongs to lane i mod
// 16. At the phase's end the lanes are added up pairwise, j and j+8, j+4, j+2,
// j+1, and the sum is a number that later phases know.
//
// No operation reads or writes outside the arrays: ends that do not fill a
// register are masked (amd64) or go through a buffer on the stack (arm64). Where
// nothing is read a lane holds the load's filling.
//
// Run go test ./internal/kernel/vecgen -update to write the files anew.
package vecgen
