package kernel

import (
	"os"
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

// vecSet is the set in use, chosen once at start: the one that the environment
// variable LAYERCAKE_KERNELS names if the processor has it, else the best.
var vecSet = chooseVectors(os.Getenv("LAYERCAKE_KERNELS"))

// Set is the name of the set in use: avx512, avx2, neon or generic.
func Set() string { return vecSet.String() }

func chooseVectors(name string) vectorSet {
	usable := usableVectors()
	if i := slices.Index(vecNames, name); i >= 0 && slices.Contains(usable, vectorSet(i)) {
		return vectorSet(i)
	}
	return usable[0]
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
