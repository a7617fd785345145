package safetensors

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// parser reads the header token by token, because encoding/json would keep the
// last of two equal keys and take "Dtype" for "dtype".
type parser struct {
	dec      *json.Decoder
	replaced bool // the text itself holds U+FFFD; otherwise that rune is a broken escape
}

// locate gives an error without a place the byte that the parser has reached.
func (p *parser) locate(err error) error {
	if _, ok := err.(*Error); ok {
		return err
	}
	return fileError(lengthSize+p.dec.InputOffset(), "header: %v", err)
}

// object reads { key: value … }; each reads the value.
func (p *parser) object(what string, each func(key string) error) error {
	if err := p.delim('{', what); err != nil {
		return err
	}
	for p.dec.More() {
		key, err := p.text()
		if err == nil {
			err = each(key)
		}
		if err != nil {
			return err
		}
	}
	return p.delim('}', what)
}

func twice(key string) error { return fmt.Errorf("%q comes twice", clip(key)) }

func (p *parser) delim(want json.Delim, what string) error {
	t, err := p.dec.Token()
	if err == nil && t != want {
		err = fmt.Errorf("%s: %q wanted, had %s", what, want.String(), describe(t))
	}
	return err
}

// text reads a string. encoding/json turns half a surrogate pair into U+FFFD;
// two names could become one that way.
func (p *parser) text() (string, error) {
	t, err := p.dec.Token()
	if err != nil {
		return "", err
	}
	s, ok := t.(string)
	if !ok {
		return "", fmt.Errorf("a string wanted, had %s", describe(t))
	}
	if !p.replaced && strings.ContainsRune(s, utf8.RuneError) {
		return "", fmt.Errorf("%q holds half a surrogate pair", clip(s))
	}
	return s, nil
}

// size reads an integer from 0 on.
func (p *parser) size() (int, error) {
	t, err := p.dec.Token()
	if err != nil {
		return 0, err
	}
	number, ok := t.(json.Number)
	if !ok {
		return 0, fmt.Errorf("an integer wanted, had %s", describe(t))
	}
	n, err := strconv.ParseUint(number.String(), 10, 64)
	if err != nil || n > math.MaxInt {
		return 0, fmt.Errorf("an integer from 0 to %d wanted, had %s", math.MaxInt, clip(number.String()))
	}
	return int(n), nil
}

// sizes reads a list of such integers; it is never nil.
func (p *parser) sizes() ([]int, error) {
	if err := p.delim('[', "shape and data_offsets"); err != nil {
		return nil, err
	}
	list := []int{}
	for p.dec.More() {
		n, err := p.size()
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, p.delim(']', "shape and data_offsets")
}

// describe names a token for a message.
func describe(t json.Token) string { return clip(fmt.Sprintf("%v", t)) }
