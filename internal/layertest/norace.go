//go:build !race

package layertest

const raceDetector = false
