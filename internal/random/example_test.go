package random_test

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/random"
)

// A layer's noise: named by purpose and layer, one stream a step.
func ExampleNew() {
	noise := random.New(42, "dropout", "dense_1")
	for step := range uint64(3) {
		s := noise.At(step)
		fmt.Println(s.Uniform(0) < 0.5, s.Uniform(1) < 0.5, s.Uniform(2) < 0.5)
	}
	// Output:
	// true true true
	// false false false
	// true false true
}

// Sub adds names to those of a stream.
func ExampleStream_Sub() {
	model := random.New(1, "init")
	fmt.Println(model.Sub("dense", "kernel") == random.New(1, "init", "dense", "kernel"))
	// Output: true
}

// At gives every step numbers of its own.
func ExampleStream_At() {
	s := random.New(1, "shuffle")
	fmt.Println(s.At(0).IntN(0, 1000), s.At(1).IntN(0, 1000), s.At(0).IntN(0, 1000))
	// Output:
	// 645 422 645
}

// The same index gives the same number, in any order.
func ExampleStream_Normal() {
	s := random.New(7, "glorot_normal", "dense")
	fmt.Printf("%.4f %.4f %.4f\n", s.Normal(1), s.Normal(0), s.TruncatedNormal(1))
	fmt.Printf("%.4f %.4f %#x\n", s.Uniform(1), s.Uniform(0), s.Bits(0))
	// Output:
	// 1.5041 0.2977 1.5041
	// 0.2825 0.8143 0xd0792924c1570d4b
}

func ExampleStream_Perm() {
	order := make([]int, 8)
	random.New(0, "shuffle").At(1).Perm(order)
	fmt.Println(order)
	// Output:
	// [0 6 5 4 2 7 3 1]
}

func ExampleStream_Shuffle() {
	names := []string{"ada", "bob", "cyd", "dan"}
	random.New(0).Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	fmt.Println(names)
	// Output:
	// [dan cyd ada bob]
}

// Many numbers at a time, four for the price of one.
func ExampleStream_Words() {
	words := make([]uint32, 3)
	random.New(7, "dropout").Words(words, 10)
	fmt.Printf("%08x\n", words)
	// Output: [d68f22b3 fb69213d 94a8f363]
}
