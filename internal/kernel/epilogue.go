package kernel

// Epilogue is what becomes of each element of a product when its sum is
// complete: bias, then activation. The zero value is nothing. The bits are those
// of AddRow, and then ReLUTo and its like, over C afterwards; but it is done
// by every thread for its own piece, while the piece is in the cache.
type Epilogue struct {
	Bias []float32 // added to every row of C: n values, or nil for none
	Act  Act
}

// Act is an activation that a product can apply to its own elements; the zero
// value is linear. ActReLU, ActLeakyReLU and ActClip are all there are.
type Act struct {
	kind      actKind
	low, high float32 // of a clip; low is the slope of a leaky one
}

type actKind uint8

const (
	actNone actKind = iota
	actReLU
	actLeakyReLU
	actClip
)

// ActReLU is ReLUTo.
func ActReLU() Act { return Act{kind: actReLU} }

// ActLeakyReLU is LeakyReLUTo.
func ActLeakyReLU(slope float32) Act { return Act{kind: actLeakyReLU, low: slope} }

// ActClip is ClipTo: ActClip(0, 6) is relu6.
func ActClip(low, high float32) Act { return Act{actClip, low, high} }

func (a Act) apply(x []float32) {
	switch a.kind {
	case actReLU:
		ReLUTo(x, x)
	case actLeakyReLU:
		LeakyReLUTo(x, x, a.low)
	case actClip:
		ClipTo(x, x, a.low, a.high)
	}
}

// check panics if the bias does not fit n columns.
func (e *Epilogue) check(n int) {
	if e.Bias != nil {
		sameLength("Product", len(e.Bias), n)
	}
}

func (e *Epilogue) none() bool { return e.Bias == nil && e.Act.kind == actNone }

// cols is the epilogue of columns j to j+n-1.
func (e Epilogue) cols(j, n int) Epilogue {
	if e.Bias != nil {
		e.Bias = e.Bias[j:][:n]
	}
	return e
}

// apply does m rows of n elements that are ldc apart.
func (e *Epilogue) apply(m, n int, c []float32, ldc int) {
	if ldc == n {
		e.rows(c[:m*n])
		return
	}
	for i := range m {
		e.rows(c[i*ldc:][:n])
	}
}

// rows does rows that follow each other.
func (e *Epilogue) rows(c []float32) {
	if e.Bias != nil && e.Act.kind == actReLU {
		AddRowReLU(c, e.Bias)
		return
	}
	AddRow(c, e.Bias)
	e.Act.apply(c)
}
