//go:build race

package layertest

const raceDetector = true
