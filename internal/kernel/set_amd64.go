//go:build !noasm

package kernel

import "golang.org/x/sys/cpu"

// assembly are the sets of this processor. AVX-512 takes what it needs besides
// from AVX2, which every processor with the one has too.
func assembly() []*set {
	var found []*set
	if !cpu.X86.HasAVX2 || !cpu.X86.HasFMA {
		return found
	}
	if cpu.X86.HasAVX512F && cpu.X86.HasBMI2 {
		found = append(found, &set{"avx512", &products{
			width: 32, depth: 784, rows: 144,
			whole:  kernels{wholeAVX512[:], wholeKeepAVX512[:]},
			wide:   kernels{wideAVX512[:], wideKeepAVX512[:]},
			narrow: kernels{narrowAVX512[:], narrowKeepAVX512[:]},
			slim:   kernels{slimAVX2[:], slimKeepAVX2[:]},
			row:    rowAVX512, dots32: dots32AVX2, dotsFar: dotsFarAVX2, dots8: dots8AVX2, turn8: turn8AVX2, turn4: turn4AVX2, lift4: lift4AVX2,
		}})
	}
	return append(found, &set{"avx2", &products{
		width: 16, depth: 512, rows: 144,
		whole:  kernels{wholeAVX2[:], wholeKeepAVX2[:]},
		wide:   kernels{wideAVX2[:], wideKeepAVX2[:]},
		narrow: kernels{narrowAVX2[:], narrowKeepAVX2[:]},
		row:    rowAVX2, dots32: dots32AVX2, dotsFar: dotsFarAVX2, dots8: dots8AVX2, turn8: turn8AVX2, turn4: turn4AVX2, lift4: lift4AVX2,
	}})
}
