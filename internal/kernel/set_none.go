//go:build noasm || !(amd64 || arm64)

package kernel

// assembly are the sets besides plain Go: none.
func assembly() []*set { return nil }

// pause is called in waiting loops.
func pause() {}
