package initializers

// LecunUniform is uniform within ±√(3/fan_in). LeCun and others, "Efficient
// BackProp", 1998.
var LecunUniform = scaledBy("LecunUniform", 1, "fan_in", "uniform")

// LecunNormal is a truncated normal of standard deviation √(1/fan_in): for selu.
var LecunNormal = scaledBy("LecunNormal", 1, "fan_in", "truncated_normal")
