package keras

import (
	"github.com/layercake-go/layercake/layer"
)

// lists are the attributes under which layers keep several others; their groups
// are named by class and number.
var lists = map[string]bool{"layers": true, "cells": true}

// groupsOf says where Keras keeps the weights of each node below net, "" itself:
// layers/dense_1, layers/bidirectional/forward_layer/cell. What a file says of
// its models comes from chains, which may be empty.
func groupsOf(net *layer.Node, chains map[string]*chain) map[*layer.Node]string {
	groups := map[*layer.Node]string{net: ""}
	var visit func(n *layer.Node, path string)
	visit = func(n *layer.Node, path string) {
		names := unique{}
		for i, c := range n.Inner {
			group := c.Attr
			if lists[c.Attr] {
				group += "/" + names.next(snake(layer.TypeName(c.Spec)))
			}
			chained := chains[path]
			if chained != nil {
				group = c.Attr + "/" + chained.groups[i]
			}
			groups[c] = join(groups[n], group)
			visit(c, below(path, chained, c.Attr, i))
		}
	}
	visit(net, "")
	return groups
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "/" + b
}
