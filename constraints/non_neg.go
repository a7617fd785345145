package constraints

// NonNeg makes weights below 0 zero.
var NonNeg = define("NonNeg", func(*struct{}) (*Constraint, error) {
	return &Constraint{
		Formula: "w ≥ 0",
		Apply: func(w []float32, _ []int) {
			for i, v := range w {
				w[i] = max(v, 0)
			}
		},
	}, nil
})
