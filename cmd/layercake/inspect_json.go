package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

const (
	maxJSON  = 8 << 20 // bytes of a JSON text that are looked at
	maxShown = 1000    // layers, kinds of ops
)

// inspectJSON lists Keras's description of a model.
func inspectJSON(l *lister, r io.ReaderAt, size int64) error {
	if size > maxJSON {
		return fmt.Errorf("%d bytes; a model's JSON has at most %d", size, maxJSON)
	}
	text := make([]byte, size)
	if _, err := r.ReadAt(text, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return l.kerasModel(text)
}

// kerasObject is how Keras writes any object.
type kerasObject struct {
	Class  string          `json:"class_name"`
	Config json.RawMessage `json:"config"`
}

// kerasModel lists the layers of a model in Keras's JSON.
func (l *lister) kerasModel(text []byte) error {
	var m kerasObject
	if err := json.Unmarshal(text, &m); err != nil {
		return jsonError(text, err)
	}
	var name struct {
		Name string `json:"name"`
	}
	json.Unmarshal(m.Config, &name) // Keras 1 kept a bare list: then there is none
	l.title(fmt.Sprintf("Layers of the %s %q", clipped(m.Class), clipped(name.Name)))
	return l.kerasLayers(m.Config)
}

// jsonError says where a text stops being JSON of a model.
func jsonError(text []byte, err error) error {
	at := int64(len(text))
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	if errors.As(err, &syntax) {
		at = syntax.Offset
	} else if errors.As(err, &kind) {
		at = kind.Offset
	}
	return fmt.Errorf("byte %d: no JSON of a model: %w", at, err)
}

// kerasLayers lists the layers of a model's config, one at a time.
func (l *lister) kerasLayers(config []byte) error {
	d := json.NewDecoder(bytes.NewReader(config))
	open, err := d.Token()
	for err == nil && open == json.Delim('{') && d.More() {
		var key json.Token
		if key, err = d.Token(); key == "layers" {
			open, err = d.Token()
			break
		}
		var skipped json.RawMessage
		if err == nil {
			err = d.Decode(&skipped)
		}
	}
	for n := 0; err == nil && open == json.Delim('[') && d.More(); n++ {
		if n == maxShown {
			l.line("  … and more")
			return nil
		}
		var text json.RawMessage
		if err = d.Decode(&text); err == nil {
			l.kerasLayer(text)
		}
	}
	if err == io.EOF {
		return nil // there is no config
	}
	return err
}

// kerasLayer lists one layer: its class and what its config says.
func (l *lister) kerasLayer(text []byte) {
	var v kerasObject
	if err := json.Unmarshal(text, &v); err != nil {
		l.line("  %s", clipped(string(text)))
		return
	}
	l.line("  %s %s", clipped(v.Class), clipped(string(v.Config)))
}
