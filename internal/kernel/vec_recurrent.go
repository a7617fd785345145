package kernel

// What recurrent layers do at a step after the sums of their gates, for the
// functions tanh and σ, the sigmoid. All arrays have the length of the first.

func sigmoid32(x float32) float32 { return float32(Sigmoid(float64(x))) }

func tanh32(x float32) float32 { return float32(Tanh(float64(x))) }

// sigmoidSlope is dy·s·(1 − s), tanhSlope dy·(1 − s²).
func sigmoidSlope(dy, s float32) float32 { return float32(dy * float32(s*(1-s))) }

func tanhSlope(dy, s float32) float32 { return float32(dy * (1 - float32(s*s))) }

// LSTMCell is the new cell c of an LSTM of the old one c0, where i, f and g hold
// sums: i = σ(i), f = σ(f), g = tanh(g), c = f·c0 + i·g.
func LSTMCell(i, f, g, c, c0 []float32) {
	f, g, c, c0 = f[:len(i)], g[:len(i)], c[:len(i)], c0[:len(i)]
	if vecLSTMCell(first(i), first(f), first(g), first(c), first(c0), len(i)) {
		return
	}
	for k := range i {
		i[k], f[k], g[k] = sigmoid32(i[k]), sigmoid32(f[k]), tanh32(g[k])
		c[k] = float32(f[k]*c0[k]) + float32(i[k]*g[k])
	}
}

// LSTMOutput is the output h of an LSTM with the cell c, where o holds sums:
// o = σ(o), t = tanh(c), h = o·t.
func LSTMOutput(o, t, h, c []float32) {
	t, h, c = t[:len(o)], h[:len(o)], c[:len(o)]
	if vecLSTMOutput(first(o), first(t), first(h), first(c), len(o)) {
		return
	}
	for k := range o {
		o[k], t[k] = sigmoid32(o[k]), tanh32(c[k])
		h[k] = o[k] * t[k]
	}
}

// LSTMOutputGrad is the gradient of LSTMOutput: it adds to dc, by c, and turns o
// into the gradient by its sums; dh is that by h.
func LSTMOutputGrad(o, dc, dh, t []float32) {
	dc, dh, t = dc[:len(o)], dh[:len(o)], t[:len(o)]
	if vecLSTMOutputGrad(first(o), first(dc), first(dh), first(t), len(o)) {
		return
	}
	for k, out := range o {
		dc[k] += tanhSlope(dh[k]*out, t[k])
		o[k] = sigmoidSlope(dh[k]*t[k], out)
	}
}

// LSTMCellGrad is the gradient of LSTMCell: it turns i, f and g into the
// gradients by their sums, and dc, by c, into that by c0.
func LSTMCellGrad(i, f, g, dc, c0 []float32) {
	f, g, dc, c0 = f[:len(i)], g[:len(i)], dc[:len(i)], c0[:len(i)]
	if vecLSTMCellGrad(first(i), first(f), first(g), first(dc), first(c0), len(i)) {
		return
	}
	for k, in := range i {
		d, keep, fresh := dc[k], f[k], g[k]
		i[k] = sigmoidSlope(d*fresh, in)
		g[k] = tanhSlope(d*in, fresh)
		f[k] = sigmoidSlope(d*c0[k], keep)
		dc[k] = d * keep
	}
}

// GRUCell is the new output h of a GRU of the old one h0, where z, r and g hold
// sums, and past what r chooses from: z = σ(z), r = σ(r), g = tanh(g + r·past),
// h = z·h0 + (1 − z)·g.
func GRUCell(z, r, g, h, past, h0 []float32) {
	r, g, h, past, h0 = r[:len(z)], g[:len(z)], h[:len(z)], past[:len(z)], h0[:len(z)]
	if vecGRUCell(first(z), first(r), first(g), first(h), first(past), first(h0), len(z)) {
		return
	}
	for k := range z {
		z[k], r[k] = sigmoid32(z[k]), sigmoid32(r[k])
		g[k] = tanh32(g[k] + float32(r[k]*past[k]))
		h[k] = float32(z[k]*h0[k]) + float32((1-z[k])*g[k])
	}
}

// GRUCellGrad is the gradient of GRUCell: it turns z, r, g and past into the
// gradients by their sums, and dh, by h, into the part of that by h0 that does
// not go through them.
func GRUCellGrad(z, r, g, past, dh, h0 []float32) {
	r, g, past, dh, h0 = r[:len(z)], g[:len(z)], past[:len(z)], dh[:len(z)], h0[:len(z)]
	if vecGRUCellGrad(first(z), first(r), first(g), first(past), first(dh), first(h0), len(z)) {
		return
	}
	for k, keep := range z {
		d, look, fresh := dh[k], r[k], g[k]
		z[k] = sigmoidSlope(d*(h0[k]-fresh), keep)
		dh[k] = d * keep
		g[k] = tanhSlope(d*(1-keep), fresh)
		r[k] = sigmoidSlope(g[k]*past[k], look)
		past[k] = g[k] * look
	}
}
