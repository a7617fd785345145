package initializers

// GlorotUniform is uniform within ±√(6/(fan_in + fan_out)), and what Keras's
// layers begin with unless told otherwise. Glorot and Bengio, "Understanding the
// Difficulty of Training Deep Feedforward Neural Networks", 2010.
var GlorotUniform = scaledBy("GlorotUniform", 1, "fan_avg", "uniform")

// GlorotNormal is a truncated normal of standard deviation √(2/(fan_in + fan_out)).
var GlorotNormal = scaledBy("GlorotNormal", 1, "fan_avg", "truncated_normal")
