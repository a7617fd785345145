package keras

import (
	"errors"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
)

// An architecture is a model of a file, with its layers in their places, and
// without weights.
type architecture struct {
	*decoder
	plan   *layer.Plan
	groups map[*layer.Node]string // where the weights of a node are
}

// readModel reads the object of a model into s, and builds its layers.
func readModel(m call.Map, s *snapshot.Snapshot) (*architecture, error) {
	a := &architecture{decoder: newDecoder()}
	class, config, err := a.open("", m)
	if err != nil {
		return nil, err
	}
	if !isModel(class) {
		return nil, fail("class_name", "want Sequential, or a Functional that is one chain of layers, have %q", clip(class))
	}
	v, err := a.model("", class, config, m)
	if err != nil {
		return nil, err
	}
	c := a.chains[""]
	if c.input == nil {
		return nil, fail("config.layers", "the shape of the input is nowhere said: there is no InputLayer, and no build_config")
	}
	s.Version, s.Input = snapshot.Version, c.input
	s.Name, _ = first(config, "name").(string)
	net, err := layer.Parse(v)
	if err != nil {
		return nil, field("config", err)
	}
	specs := net.(*layer.Chain).Layers
	if a.plan, err = layer.NewPlan(net, c.input, false); err != nil {
		return nil, a.place(err)
	}
	for _, spec := range specs {
		call, err := layer.Call(spec)
		if err != nil {
			return nil, err
		}
		s.Layers = append(s.Layers, call.Full())
	}
	a.groups = groupsOf(a.plan.Net, a.chains)
	return a, a.checkBuilds()
}

// place says where in the file the layer is that does not build.
func (a *architecture) place(err error) error {
	path, chained := "", a.chains[""]
	var e *layer.Error
	if !errors.As(err, &e) { // the model itself
		return err
	}
	for err = e.Err; errors.As(err, &e); err = e.Err {
		path = below(path, chained, e.Node.Attr, e.Place()-1)
		chained = a.chains[path]
	}
	return field(registry.Join(path, "config"), err)
}

// below is the path of the i-th inner layer of what is at path.
func below(path string, chained *chain, attr string, i int) string {
	if chained == nil {
		return registry.Join(path, "config."+attr)
	}
	return registry.Join(path, "config.layers") + bracket(chained.places[i])
}

// checkBuilds compares the shapes that layers were built for, where the file
// says, with what they are given.
func (a *architecture) checkBuilds() error {
	return walk(a.plan.Net, "", a.chains, func(n *layer.Node, path string) error {
		v := first(a.builds[path], "input_shape")
		l, ok := v.(call.List)
		if !ok {
			return nil
		}
		fits := len(l) == len(n.In)+1
		for i := 1; fits && i < len(l); i++ {
			fits = l[i].Value == nil || same(l[i].Value, n.In[i-1])
		}
		if !fits {
			return fail(registry.Join(path, "build_config.input_shape"), "says %s, but what comes is %v", showJSON(v), n.In)
		}
		return nil
	})
}

// walk visits the nodes below n, with their paths in the file.
func walk(n *layer.Node, path string, chains map[string]*chain, visit func(*layer.Node, string) error) error {
	for i, c := range n.Inner {
		at := below(path, chains[path], c.Attr, i)
		if err := visit(c, at); err != nil {
			return err
		}
		if err := walk(c, at, chains, visit); err != nil {
			return err
		}
	}
	return nil
}
