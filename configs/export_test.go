package configs

// For the tests outside the package.
var (
	Update = update
	Golden = goldenText
)

// Weights is how many weights the model of s has, if it can be built.
func Weights(s *Spec) int {
	_, n := s.plan(s.Input)
	return n
}
