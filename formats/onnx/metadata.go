package onnx

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/internal/snapshot"
	"google.golang.org/protobuf/proto"
)

// Keys of the metadata. The names are for every reader, as lists in JSON; the
// others are what makes a model come back whole.
const (
	keyClasses  = "classes"
	keyFeatures = "features"
	keyTarget   = "target"
	keyModel    = "layercake"         // the snapshot in JSON, without arrays
	keyGraph    = "layercake.graph"   // a fingerprint of the graph that was written with it
	keyUnused   = "layercake.weights" // arrays that prediction does not need
)

// describe adds the metadata.
func (e *exporter) describe(m *onnxpb.ModelProto, s *snapshot.Snapshot) error {
	var errs []error
	add := func(key string, v any) {
		text, err := json.Marshal(v)
		errs = append(errs, err)
		m.MetadataProps = append(m.MetadataProps, &onnxpb.StringStringEntryProto{Key: &key, Value: proto.String(string(text))})
	}
	if len(s.Classes) > 0 {
		add(keyClasses, s.Classes)
	}
	if len(s.Features) > 0 {
		add(keyFeatures, s.Features)
	}
	if s.Target != "" {
		add(keyTarget, s.Target)
	}
	var unused []array
	for _, w := range s.Weights {
		if !e.given[w.Name] {
			a := array{w.Name, w.Shape, make([]float32, w.Len())}
			errs = append(errs, w.Into(a.Data))
			unused = append(unused, a)
		}
	}
	if unused != nil {
		add(keyUnused, unused)
	}
	add(keyGraph, fingerprint(m.Graph, e.given))
	add(keyModel, withoutState(s))
	return errors.Join(errs...)
}

// withoutState is s as it comes back without the optimizer's arrays: its rule starts
// anew.
func withoutState(s *snapshot.Snapshot) *snapshot.Snapshot {
	if s.Compile == nil {
		return s
	}
	out, c := *s, *s.Compile
	c.Iteration = 0
	out.Compile = &c
	return &out
}

// array is an Array in JSON.
type array struct {
	Name  string    `json:"name"`
	Shape []int     `json:"shape"`
	Data  []float32 `json:"data"`
}

// fingerprint tells whether nodes and constants are what they were; weights, by
// their names, may have changed.
func fingerprint(g *onnxpb.GraphProto, weights map[string]bool) string {
	h := sha256.New()
	add := func(p proto.Message) {
		data, _ := proto.MarshalOptions{Deterministic: true}.Marshal(p)
		h.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(data))))
		h.Write(data)
	}
	for _, n := range g.Node {
		add(n)
	}
	for _, t := range g.Initializer {
		if !weights[t.GetName()] {
			add(t)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// whole reads the model's own description; nil if there is none, or none that is
// true of the graph.
func whole(m *onnxpb.ModelProto) (*snapshot.Snapshot, error) {
	s := &snapshot.Snapshot{}
	if ok, err := metadata(m, keyModel, s); !ok {
		return nil, err
	}
	plan, err := planOf(s)
	if err != nil {
		return nil, err
	}
	if s.Compile != nil {
		s.Notes = append(s.Notes, "the optimizer starts anew: an ONNX file has no state of it")
	}
	names := map[string]bool{}
	for _, p := range plan.Params {
		names[p.Path()] = true
	}
	var print string
	if ok, err := metadata(m, keyGraph, &print); !ok || print != fingerprint(m.Graph, names) {
		return nil, err
	}
	var unused []array
	if _, err := metadata(m, keyUnused, &unused); err != nil {
		return nil, err
	}
	for _, a := range unused {
		s.Weights = append(s.Weights, snapshot.Array{Name: a.Name, Shape: a.Shape, Data: a.Data})
	}
	for _, t := range m.Graph.Initializer {
		if names[t.GetName()] {
			v, err := tensorOf(t)
			if err != nil {
				return nil, err
			}
			s.Weights = append(s.Weights, snapshot.Array{Name: t.GetName(), Shape: v.dims, Data: v.floats})
		}
	}
	return s, nil
}

// metadata reads one entry into v; false if there is none.
func metadata(m *onnxpb.ModelProto, key string, v any) (bool, error) {
	for _, p := range m.MetadataProps {
		if p.GetKey() != key {
			continue
		}
		d := json.NewDecoder(strings.NewReader(p.GetValue()))
		d.DisallowUnknownFields()
		if err := d.Decode(v); err != nil {
			return false, bad("ModelProto.metadata_props", "%s: %w", key, err)
		}
		return true, nil
	}
	return false, nil
}
