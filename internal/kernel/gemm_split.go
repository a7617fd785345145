package kernel

func (p product) split() { p.run() }
