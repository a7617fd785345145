package callbacks

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"github.com/layercake-go/layercake/sequential"
)

// Progress shows a training as it goes. On a terminal one line is drawn again
// and again, at most ten times a second, and each epoch leaves its own:
//
//	Epoch 3/20 ━━━━━━━━━━━━━━━━━━━━ - 0.1s - loss: 0.2607 - accuracy: 0.9188
//
// Elsewhere there is one plain line an epoch, without the bar. After it come the
// events of the history, and at the end why the training was stopped. What w
// refuses to take is lost: a training does not fail for it.
func Progress(w io.Writer) sequential.Callback {
	if w == nil {
		return failure("Progress", errors.New("want a writer, have none"))
	}
	return &progress{w: w, width: func() int { return columns(w) }, now: time.Now}
}

// columns is the width of a terminal; 0 if w is none.
func columns(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	n, _, err := term.GetSize(int(f.Fd()))
	if err != nil || n < 1 {
		return 80
	}
	return n
}

type progress struct {
	w     io.Writer
	width func() int // of the terminal; 0 if there is none
	now   func() time.Time

	columns      int
	begun, drawn time.Time // the epoch; the last drawing
	line, tail   []byte    // what is drawn; kept to use their memory again
	shown        int       // columns of the line that is being drawn; 0 if none is
	events       int       // how many were shown
}

const pause = 100 * time.Millisecond // between drawings

// On draws.
func (p *progress) On(e sequential.Event, t *sequential.Training) error {
	switch e {
	case sequential.TrainBegin:
		p.columns, p.drawn, p.shown, p.events = p.width(), time.Time{}, 0, 0
	case sequential.EpochBegin:
		p.tellEvents(t)
		p.begun = p.now()
	case sequential.BatchEnd:
		p.step(t)
	case sequential.EpochEnd:
		p.epoch(t)
		p.tellEvents(t)
	case sequential.TrainEnd:
		p.end(t)
	}
	return nil
}

// step draws the line again if it is time to.
func (p *progress) step(t *sequential.Training) {
	if p.columns == 0 {
		return
	}
	now := p.now()
	if now.Sub(p.drawn) < pause {
		return
	}
	p.drawn, p.columns = now, max(p.width(), 1)
	done := t.Batch + 1
	left := now.Sub(p.begun) / time.Duration(done) * time.Duration(t.Batches-done)
	p.tail = appendCount(p.tail[:0], done, t.Batches)
	p.tail = append(p.tail, " - ETA "...)
	p.tail = appendTime(p.tail, left)
	p.tail = appendScores(p.tail, t.Logs)
	p.head(t)
	p.line = appendBar(p.line, p.room(), done, t.Batches)
	p.line = append(p.line, p.tail...)
	p.line = clip(p.line, p.columns-1)
	p.draw()
}

// epoch leaves the line of a finished epoch.
func (p *progress) epoch(t *sequential.Training) {
	p.tail = append(p.tail[:0], "- "...)
	p.tail = appendTime(p.tail, p.now().Sub(p.begun))
	p.tail = appendScores(p.tail, t.Logs)
	p.head(t)
	if p.columns > 0 {
		p.line = appendBar(p.line, p.room(), 1, 1)
	}
	p.line = append(p.line, p.tail...)
	p.draw()
	p.newline()
}

// head begins the line with the epoch, on a terminal so that the bars stand in
// one column.
func (p *progress) head(t *sequential.Training) {
	p.line = append(p.line[:0], "Epoch "...)
	if p.columns > 0 {
		p.line = appendCount(p.line, t.Epoch+1, t.Epochs)
	} else {
		p.line = fmt.Appendf(p.line, "%d/%d", t.Epoch+1, t.Epochs)
	}
	p.line = append(p.line, ' ')
}

// room is how many columns there are between head and tail.
func (p *progress) room() int { return p.columns - 1 - runes(p.line) - runes(p.tail) }

// draw puts the line in the place of the one before, of which nothing is left.
func (p *progress) draw() {
	n := runes(p.line)
	for range p.shown - n {
		p.line = append(p.line, ' ')
	}
	if p.shown > 0 {
		io.WriteString(p.w, "\r")
	}
	p.w.Write(p.line)
	p.shown = n
}

func (p *progress) newline() {
	io.WriteString(p.w, "\n")
	p.shown = 0
}

// tellEvents writes what callbacks said since the last time.
func (p *progress) tellEvents(t *sequential.Training) {
	for _, s := range t.History.Events[p.events:] {
		io.WriteString(p.w, s+"\n")
	}
	p.events = len(t.History.Events)
}

// end leaves the terminal on a fresh line, also in the middle of an epoch.
func (p *progress) end(t *sequential.Training) {
	if p.shown > 0 {
		p.newline()
	}
	p.tellEvents(t)
	if why := t.History.Stopped; why != "" {
		io.WriteString(p.w, "Stopped: "+why+"\n")
	}
}
