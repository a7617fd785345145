package configs

// Update is the flag -update.
var Update = update
