package kernel

import "testing"

func TestTranspose(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		for _, size := range [][2]int{{1, 1}, {1, 9}, {9, 1}, {3, 5}, {4, 4}, {5, 8}, {8, 8}, {12, 33}, {33, 12}, {31, 100}} {
			rows, cols := size[0], size[1]
			src, dst := make([]float32, rows*cols), make([]float32, rows*cols)
			for i := range src {
				src[i] = float32(i + 1)
			}
			Transpose(dst, src, rows, cols)
			for i := range rows {
				for j := range cols {
					if got, want := dst[j*rows+i], src[i*cols+j]; got != want {
						t.Fatalf("%d×%d: element (%d, %d) is %g, want %g", rows, cols, j, i, got, want)
					}
				}
			}
		}
	})
}
