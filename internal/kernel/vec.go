package kernel

import (
	"runtime"
	"slices"
	"unsafe"

	"golang.org/x/sys/cpu"
)

// vectorSet says which assembly the vector functions use.
type vectorSet uint8

const (
	vecGeneric vectorSet = iota // none: the loops in Go
	vecAVX2                     // with FMA
	vecAVX512
	vecNEON
)

var vecNames = []string{"generic", "avx2", "avx512", "neon"}

func (s vectorSet) String() string { return vecNames[s] }

// vecSet is the set in use: that of the products, if the processor has all that
// it needs, else none.
var vecSet = chooseVectors(Set())

func chooseVectors(name string) vectorSet {
	if i := slices.Index(vecNames, name); slices.Contains(usableVectors(), vectorSet(i)) {
		return vectorSet(i)
	}
	return vecGeneric
}

// usableVectors are the sets that this processor has, the best first.
func usableVectors() []vectorSet {
	var list []vectorSet
	for _, s := range vecSets {
		if hasVectors(s) {
			list = append(list, s)
		}
	}
	return append(list, vecGeneric)
}

func hasVectors(s vectorSet) bool {
	x := &cpu.X86
	avx2 := x.HasAVX2 && x.HasFMA && x.HasBMI2
	switch s {
	case vecAVX512:
		return avx2 && x.HasAVX512F && x.HasAVX512VL && x.HasAVX512DQ && x.HasAVX512BW
	case vecAVX2:
		return avx2
	}
	return runtime.GOARCH == "arm64"
}

// useVectors switches to another set until the function it returns is called.
// Nothing else may run meanwhile.
func useVectors(s vectorSet) (restore func()) {
	before := vecSet
	vecSet = s
	return func() { vecSet = before }
}

// first is the address of x[0], if there is one.
func first(x []float32) *float32 { return unsafe.SliceData(x) }
