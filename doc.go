// Package layercake is the root of a Keras-like library for neural networks in
// Go. It holds no code: models are made with package sequential out of package
// layers, and the command is in cmd/layercake. The README shows both.
package layercake
