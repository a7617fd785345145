package layers

import (
	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

// weight declares a trainable array with all that a spec may say of it.
func weight(n *layer.Node, name string, s layer.Shape, i *initializers.Initializer, r *regularizers.Regularizer, c *constraints.Constraint) *layer.Param {
	p := n.Param(name, s, i)
	p.Regularizer, p.Constraint = r, c
	return p
}

// fixed declares an array that neither an optimizer nor a step moves.
func fixed(n *layer.Node, name string, s layer.Shape, i *initializers.Initializer) *layer.Param {
	p := n.Param(name, s, i)
	p.Kind = layer.Frozen
	return p
}
