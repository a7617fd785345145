package main

import (
	"fmt"

	"github.com/layercake-go/layercake/bench/protocol"
	"github.com/layercake-go/layercake/internal/kernel"
)

// bStarts is where B begins in the common data; A begins at its start.
const bStarts = 2_000_000

// products is W6: C = op(A)·op(B) for shapes of m, k, n.
func products(s protocol.Settings) error {
	x, err := s.X()
	if err != nil {
		return err
	}
	for _, shape := range [][3]int{
		{256, 256, 256}, {512, 512, 512}, {1024, 1024, 1024}, {2048, 2048, 2048},
		{128, 784, 512}, {128, 512, 512}, {32, 784, 100}, {1, 784, 512},
	} {
		for _, op := range []string{"NN", "TN", "NT"} {
			if err := product(s, x, shape[0], shape[1], shape[2], op); err != nil {
				return err
			}
		}
	}
	return nil
}

func product(s protocol.Settings, x []float32, m, k, n int, op string) error {
	a, b, c := x[:m*k], x[bStarts:][:k*n], make([]float32, m*n)
	lda, ldb := k, n
	if op == "TN" {
		lda = m
	}
	if op == "NT" {
		ldb = k
	}
	took := s.PerCall(func() { kernel.Gemm(op == "TN", op == "NT", m, n, k, a, lda, b, ldb, false, c, n) })
	return protocol.Record{
		Work: "W6", Case: fmt.Sprintf("%d×%d×%d %s", m, k, n, op), Call: "Gemm", Version: version,
		Value: float64(2*m*k*n) / took / 1e9, Corners: []float32{c[0], c[m*n-1]},
	}.Print()
}
