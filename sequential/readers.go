package sequential

import (
	"fmt"

	"github.com/layercake-go/layercake/metrics"
)

// reader is a metric at work.
type reader struct {
	state metrics.State
	other bool // it reads the other form of targets
	width int  // of that form, values a sample
}

// readers starts every metric.
func (j *job) readers(t *targets) (list []*reader) {
	n, v := t.n, t.out.Vectors()
	for _, g := range j.metrics {
		r := &reader{state: g.metric.New(n), width: v * g.metric.Width(n)}
		r.other = j.loss.Integer != g.metric.Integer && r.width != t.want
		list = append(list, r)
	}
	return list
}

// readings is what the metrics say now.
func readings(j *job, list []*reader, into Scores) Scores {
	for i, r := range list {
		v := r.state.Result()
		for k, x := range v {
			name := j.metrics[i].label
			if len(v) > 1 {
				name = fmt.Sprintf("%s_%d", name, k)
			}
			into = append(into, Score{name, x})
		}
	}
	return into
}

// measure tells metrics of predictions y.
func measure(j *job, list []*reader, b *batch, y []float32, g *weigher) {
	for i, r := range list {
		t := b.target[:b.rows*b.t1]
		if r.other {
			t = b.other[:b.rows*r.width]
		}
		r.state.Update(y, t, g.metric(j.metrics[i].weighted))
	}
}
