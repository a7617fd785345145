package layer

import (
	"reflect"
	"slices"
)

// Clone returns a shallow copy of s.
func Clone(s Spec) Spec {
	v := reflect.New(reflect.TypeOf(s).Elem())
	v.Elem().Set(reflect.ValueOf(s).Elem())
	return v.Interface().(Spec)
}

// ConstructorError is what the constructor of s could not say.
func ConstructorError(s Spec) error { return s.common().err }

// Keep copies the weights of every layer that old has too, built from the same
// spec for the same input, from its slab to w. It returns the others that have
// weights.
func (p *Plan) Keep(w []float32, old *Plan, from []float32) (fresh []*Node) {
	for _, n := range p.Net.Inner {
		if o := old.sameLayer(n); o != nil {
			copyNode(w, n, from, o)
		} else if n.hasParams() {
			fresh = append(fresh, n)
		}
	}
	return fresh
}

// KeepsAll reports whether Keep would copy all weights of old to where they are
// already: then both plans can work on one slab.
func (p *Plan) KeepsAll(old *Plan) bool {
	sameKind := func(q, o *Param) bool { return q.Kind == o.Kind }
	return slices.EqualFunc(p.Net.Inner, old.Net.Inner, (*Node).same) && slices.EqualFunc(p.Params, old.Params, sameKind)
}

func (p *Plan) sameLayer(n *Node) *Node {
	if i := slices.IndexFunc(p.Net.Inner, n.same); i >= 0 {
		return p.Net.Inner[i]
	}
	return nil
}

// same reports whether o was built from the same spec for the same input.
func (n *Node) same(o *Node) bool {
	return o.Spec == n.Spec && slices.Equal(o.In, n.In) && sameParams(o.params(), n.params())
}

func (n *Node) hasParams() bool { return len(n.params()) > 0 }

func (n *Node) params() (all []*Param) {
	n.Walk(func(c *Node) { all = append(all, c.Params...) })
	return all
}

func sameParams(a, b []*Param) bool {
	return slices.EqualFunc(a, b, func(p, q *Param) bool { return p.Name == q.Name && slices.Equal(p.Shape, q.Shape) })
}

func copyNode(w []float32, n *Node, from []float32, old *Node) {
	mine := n.params()
	for i, p := range old.params() {
		copy(window(w, mine[i]), window(from, p))
	}
}

// AdoptFrom makes n's parameters start from the weights of a plan of the same
// layers: a model that became a layer of another.
func (n *Node) AdoptFrom(old *Plan, from []float32) {
	theirs := old.Net.params()
	mine := n.params()
	if !sameParams(theirs, mine) {
		return
	}
	for i, p := range mine {
		p.start = slices.Clone(window(from, theirs[i]))
	}
}
