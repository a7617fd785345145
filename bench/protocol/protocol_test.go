package protocol

import (
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// folder has x.f32 whose rows begin with their number, labels that are the
// number mod 10, and weights that count up.
func folder(t *testing.T, rows int) Settings {
	t.Helper()
	s := Settings{Work: "W2", Inputs: t.TempDir(), Samples: rows}
	x, labels := make([]float32, rows*Width), make([]byte, rows)
	for i := range labels {
		x[i*Width], labels[i] = float32(i), byte(i%Classes)
	}
	weights := make([]float32, 784*100+100+100*10+10)
	for i := range weights {
		weights[i] = float32(i)
	}
	write(t, s, "x.f32", bytesOf(x))
	write(t, s, "y.u8", labels)
	write(t, s, "W2.f32", bytesOf(weights))
	return s
}

func write(t *testing.T, s Settings, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(s.Inputs, name), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func bytesOf(values []float32) (b []byte) {
	for _, v := range values {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

func TestWeights(t *testing.T) {
	list, err := folder(t, 1).Weights("W2")
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0].In != 784 || list[0].Out != 100 || list[1].In != 100 || list[1].Out != 10 {
		t.Fatalf("the layers are %d, of other sizes than 784, 100, 10", len(list))
	}
	for _, c := range []struct {
		what       string
		have, want float32
	}{
		{"first bias", list[0].Bias[0], 78400},
		{"second kernel", list[1].Kernel[0], 78500},
		{"last bias", list[1].Bias[9], 79509},
	} {
		if c.have != c.want {
			t.Errorf("%s is %g, want %g", c.what, c.have, c.want)
		}
	}
}

func TestValuesAreInTheFilesOrder(t *testing.T) {
	values, err := folder(t, 1).Values("W2")
	if err != nil {
		t.Fatal(err)
	}
	if len(values) != 79510 || values[0] != 0 || values[79509] != 79509 {
		t.Errorf("have %d values from %g to %g, want 79510 from 0 to 79509", len(values), values[0], values[len(values)-1])
	}
}

func TestStepsShowEverySampleOnceAnEpoch(t *testing.T) {
	s := folder(t, 3*Batch["W2"])
	var seen []int
	epoch, err := s.Steps(func(x []float32, labels []byte) (float64, error) {
		for i, label := range labels {
			row := int(x[i*Width])
			if row%Classes != int(label) {
				t.Errorf("row %d came with label %d", row, label)
			}
			seen = append(seen, row)
		}
		return float64(len(seen)), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	mean, err := epoch()
	if err != nil || mean != (32+64+96)/3.0 {
		t.Errorf("the mean loss is %g (%v), want 64", mean, err)
	}
	first := slices.Clone(seen)
	if _, err := epoch(); err != nil {
		t.Fatal(err)
	}
	second := seen[len(first):]
	if slices.Equal(first, second) {
		t.Error("both epochs have the same order")
	}
	for _, order := range [][]int{first, slices.Clone(second)} {
		slices.Sort(order)
		for i, row := range order {
			if i != row {
				t.Fatalf("an epoch lacks row %d or has another twice", i)
			}
		}
	}
}

func TestStepsPassErrorsOn(t *testing.T) {
	bad := errors.New("bad")
	epoch, err := folder(t, 64).Steps(func([]float32, []byte) (float64, error) { return 0, bad })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := epoch(); err != bad {
		t.Errorf("want the step's error, have %v", err)
	}
}

func TestMissingInputs(t *testing.T) {
	s := Settings{Work: "W2", Inputs: t.TempDir()}
	if _, err := s.Weights("W2"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("want that the file is missing, have %v", err)
	}
	write(t, s, "x.f32", nil)
	if _, err := s.X(); err == nil {
		t.Error("an empty file went through")
	}
}

func TestTimes(t *testing.T) {
	nap := func() { time.Sleep(time.Millisecond) }
	if v := latency(nap, 0.05); v < 1000 || v > 1e6 {
		t.Errorf("a millisecond takes %g µs", v)
	}
	if v := (Settings{Seconds: 0.05}).PerCall(nap); v < 1e-3 || v > 1 {
		t.Errorf("a millisecond takes %g s", v)
	}
}

var sink []byte

func TestAllocations(t *testing.T) {
	if n := allocations(func() {}); n != 0 {
		t.Errorf("nothing allocates %d objects", n)
	}
	if n := allocations(func() { sink = make([]byte, 100); sink = make([]byte, 200) }); n != 2 {
		t.Errorf("two slices are %d objects", n)
	}
}
