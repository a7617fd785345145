package initializers

// HeUniform is uniform within ±√(6/fan_in), for layers with relu. He and others,
// "Delving Deep into Rectifiers", 2015.
var HeUniform = scaledBy("HeUniform", 2, "fan_in", "uniform")

// HeNormal is a truncated normal of standard deviation √(2/fan_in), for layers
// with relu.
var HeNormal = scaledBy("HeNormal", 2, "fan_in", "truncated_normal")
