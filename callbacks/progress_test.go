package callbacks

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/sequential"
)

var update = flag.Bool("update", false, "write golden files")

// compare checks text against a golden file; \r shows as ⏎ so that redrawn lines
// can be read.
func compare(t *testing.T, file, have string) {
	t.Helper()
	have = strings.ReplaceAll(have, "\r", "⏎")
	if *update {
		if err := os.WriteFile(file, []byte(have), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(content(t, file), have); d != "" {
		t.Error(d)
	}
}

// fake is a progress on a terminal of the given width, 0 for none, whose clock
// goes on by tick whenever it is read.
func fake(w *bytes.Buffer, width int, tick time.Duration) *progress {
	now := time.Unix(0, 0)
	return &progress{w: w, width: func() int { return width }, now: func() time.Time {
		now = now.Add(tick)
		return now
	}}
}

// show trains for two epochs of six steps with fixed losses.
func show(t *testing.T, cb sequential.Callback, more ...sequential.Callback) {
	t.Helper()
	steady := sequential.CallbackFunc(func(e sequential.Event, tr *sequential.Training) error {
		switch e {
		case sequential.BatchEnd:
			record(tr, "loss", 1/float64(1+tr.Batch))
		case sequential.EpochEnd:
			record(tr, "loss", 0.5/float64(1+tr.Epoch))
			record(tr, "learning_rate", 0.00025)
			tr.Say("something happened")
		}
		return nil
	})
	x, y := nothing(6)
	_, err := still(t, "sgd").Fit(x, y, sequential.Epochs(2), sequential.BatchSize(1), sequential.ValidationData(x, y),
		sequential.Callbacks(append([]sequential.Callback{steady, cb}, more...)...))
	if err != nil {
		t.Fatal(err)
	}
}

func TestProgressPlain(t *testing.T) {
	var b bytes.Buffer
	show(t, fake(&b, 0, 100*time.Millisecond), EarlyStopping("loss", option("mode", "max"), option("verbose", 1)))
	compare(t, "testdata/progress_plain.txt", b.String())
}

func TestProgressTerminal(t *testing.T) {
	for name, width := range map[string]int{"wide": 100, "narrow": 40, "tiny": 8} {
		var b bytes.Buffer
		show(t, fake(&b, width, 60*time.Millisecond))
		compare(t, "testdata/progress_"+name+".txt", b.String())
		for line := range strings.SplitSeq(b.String(), "\n") {
			drawn := strings.Split(line, "\r")
			for _, d := range drawn[:len(drawn)-1] { // the last one is left, whole
				if n := runes([]byte(d)); n >= width {
					t.Errorf("%s: %d columns: %q", name, n, d)
				}
			}
		}
	}
}

// TestProgressCancelled: the line that was being drawn is ended.
func TestProgressCancelled(t *testing.T) {
	var b bytes.Buffer
	ctx, cancel := context.WithCancel(context.Background())
	stop := sequential.CallbackFunc(func(e sequential.Event, tr *sequential.Training) error {
		if e == sequential.BatchEnd && tr.Batch == 2 {
			cancel()
		}
		return nil
	})
	x, y := nothing(6)
	_, err := still(t, "sgd").FitContext(ctx, x, y, sequential.BatchSize(1), sequential.Callbacks(fake(&b, 80, time.Second), stop))
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if s := b.String(); !strings.Contains(s, "3/6 - ETA") || !strings.HasSuffix(s, "0.0000\n") {
		t.Errorf("%q", s)
	}
}

// TestProgressThrottled: ten drawings a second, and nothing allocated for them.
func TestProgressThrottled(t *testing.T) {
	var b bytes.Buffer
	p := fake(&b, 80, time.Millisecond)
	tr := &sequential.Training{Epochs: 1, Batches: 5000, History: &sequential.History{}, Logs: sequential.Scores{{Name: "loss", Value: 0.5}, {Name: "accuracy", Value: 1e-5}}}
	p.On(sequential.TrainBegin, tr)
	p.On(sequential.EpochBegin, tr)
	for tr.Batch = range 1000 {
		p.On(sequential.BatchEnd, tr)
	}
	if n := strings.Count(b.String(), "ETA"); n != 10 {
		t.Errorf("%d drawings in a second", n)
	}
	b.Reset()
	if n := testing.AllocsPerRun(1000, func() { p.On(sequential.BatchEnd, tr) }); n != 0 {
		t.Errorf("%g allocations a step", n)
	}
}

// TestProgressPipe: a file or pipe that is no terminal gets plain lines, and one
// that is closed does not end the training.
func TestProgressPipe(t *testing.T) {
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	if n := columns(f); n != 0 {
		t.Errorf("a file is %d columns wide", n)
	}
	f.Close()
	show(t, Progress(f))
}

func TestAppendTime(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0.0s", 340 * time.Millisecond: "0.3s", 9940 * time.Millisecond: "9.9s", 59 * time.Second: "59s",
		59600 * time.Millisecond: "1:00", 65 * time.Second: "1:05", 3725 * time.Second: "1:02:05", 100 * time.Hour: "100:00:00",
	} {
		if got := string(appendTime(nil, d)); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
}
