package metrics

import "github.com/layercake-go/layercake/internal/kernel"

// under is the area under the curve of these counts. It goes through the points
// from the highest threshold, above which nothing is, to the lowest.
func (a area) under(yes, no []float64) (sum float64) {
	var positives, negatives float64
	for i := range yes {
		positives, negatives = positives+yes[i], negatives+no[i]
	}
	top := len(a.limits)
	last := counts{yes[top], no[top], negatives - no[top], positives - yes[top]}
	for i := top - 1; i > 0; i-- {
		next := counts{last.tp + yes[i], last.fp + no[i], last.tn - no[i], last.fn - yes[i]}
		sum += a.between(last, next, positives)
		last = next
	}
	return sum
}

// between is the area between two points of the curve.
func (a area) between(last, next counts, positives float64) float64 {
	if a.curve == "pr" && a.heights == "interpolation" {
		return interpolated(last, next, positives)
	}
	x0, y0 := a.point(last)
	x1, y1 := a.point(next)
	height := (y0 + y1) / 2
	switch a.heights {
	case "minoring":
		height = min(y0, y1)
	case "majoring":
		height = max(y0, y1)
	}
	return float64((x1 - x0) * height)
}

// point is where the curve passes with these counts.
func (a area) point(c counts) (x, y float64) {
	recall := ratio(c.tp, c.tp+c.fn)
	switch a.curve {
	case "pr":
		return recall, ratio(c.tp, c.tp+c.fp)
	case "prgain":
		return gains(c)
	}
	return ratio(c.fp, c.fp+c.tn), recall
}

// gains are recall and precision on a scale on which a guess has 0 (Flach and
// Kull, 2015), kept where they have a meaning as Keras does.
func gains(c counts) (recall, precision float64) {
	if c.tp == 0 {
		return 0, 1
	}
	scale := ratio(c.tp+c.fn, c.tn+c.fp)
	return max(1-float64(scale*c.fn/c.tp), 0), 1 - float64(scale*c.fp/c.tp)
}

// interpolated lets true and false positives, not their ratio, grow evenly
// between two points of the precision-recall curve.
func interpolated(last, next counts, positives float64) float64 {
	before, after := last.tp+last.fp, next.tp+next.fp
	slope := ratio(next.tp-last.tp, max(after-before, 0))
	growth := next.tp - last.tp
	if before > 0 && after > 0 {
		growth += float64((last.tp - float64(slope*before)) * kernel.Log(after/before))
	}
	return ratio(float64(slope*growth), max(positives, 0))
}
