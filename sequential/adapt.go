package sequential

import "github.com/layercake-go/layercake/layer"

// adapt lets layers without statistics learn them from the training samples,
// before the first step, one layer after the other.
func (r *run) adapt() error {
	var err error
	r.job.built.plan.Net.Walk(func(n *layer.Node) {
		if err != nil || n.Adapt == nil || n.Adapted == nil {
			return
		}
		if layer.Window(r.job.built.weights, n.Adapted)[0] != 0 {
			return
		}
		if err = r.adaptNode(n); err == nil {
			r.job.said.add("layer %q: adapted to the %d training samples.", n.Name, len(r.train))
		}
	})
	return err
}

func (r *run) adaptNode(n *layer.Node) error {
	a, b, t := n.Adapt(), r.job.work.batch, r.job.work.trainer
	for lo := 0; lo < len(r.train); lo += r.batch {
		b.indices = r.train[lo:min(lo+r.batch, len(r.train))]
		if err := b.load(r.src, r.targets); err != nil {
			return err
		}
		run := t.frame.Run()
		run.Train, run.Penalize, run.Err = false, false, nil
		r.job.built.plan.Train(t.frame, b.rows, b.x[:b.rows*b.x1], nil)
		if run.Err != nil {
			return run.Err
		}
		x, _, _ := t.frame.Look(n)
		a.See(x)
	}
	a.Done(func(p *layer.Param) []float32 { return layer.Window(r.job.built.weights, p) })
	return nil
}
