package keras

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/layercake-go/layercake/internal/call"
)

// writeJSON renders what parseJSON gives, with the spaces that Python puts. A
// number that JSON cannot say is an error.
func writeJSON(v any) ([]byte, error) {
	var b strings.Builder
	err := appendJSON(&b, v)
	return []byte(b.String()), err
}

func appendJSON(b *strings.Builder, v any) error {
	switch v := v.(type) {
	case nil:
		b.WriteString("null")
	case bool:
		b.WriteString(strconv.FormatBool(v))
	case int:
		b.WriteString(strconv.Itoa(v))
	case uint64:
		b.WriteString(strconv.FormatUint(v, 10))
	case float64:
		return appendFloat(b, v)
	case string:
		return appendText(b, v)
	case call.List:
		return appendAll(b, '[', v, ']')
	case call.Map:
		return appendAll(b, '{', v, '}')
	default:
		return fmt.Errorf("no JSON for a %T", v)
	}
	return nil
}

func appendFloat(b *strings.Builder, f float64) error {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return fmt.Errorf("no JSON for the number %g", f)
	}
	text := strconv.FormatFloat(f, 'g', -1, 64)
	if !strings.ContainsAny(text, ".e") {
		text += ".0" // it stays a float
	}
	b.WriteString(text)
	return nil
}

func appendText(b *strings.Builder, s string) error {
	text, err := json.Marshal(s)
	b.Write(text)
	return err
}

func appendAll(b *strings.Builder, open byte, args []call.Arg, end byte) error {
	b.WriteByte(open)
	for i, a := range args {
		if i > 0 {
			b.WriteString(", ")
		}
		if open == '{' {
			if err := appendText(b, a.Name); err != nil {
				return err
			}
			b.WriteString(": ")
		}
		if err := appendJSON(b, a.Value); err != nil {
			return fmt.Errorf("%s: %w", a.Name, err)
		}
	}
	b.WriteByte(end)
	return nil
}

// showJSON renders a value that was not wanted, shortened.
func showJSON(v any) string {
	b, err := writeJSON(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	if r := []rune(string(b)); len(r) > 60 {
		return string(r[:57]) + "…"
	}
	return string(b)
}

// object makes a call.Map of keys and values in turn.
func object(pairs ...any) (m call.Map) {
	for i := 0; i < len(pairs); i += 2 {
		m = append(m, call.Arg{Name: pairs[i].(string), Value: pairs[i+1]})
	}
	return m
}

// get is the value of a key, and whether it is there.
func get(m call.Map, key string) (any, bool) { return call.Call{Args: m}.Get(key) }

// first is the value of a key; nil if it is not there.
func first(m call.Map, key string) any {
	v, _ := get(m, key)
	return v
}

// list makes a call.List of values.
func list[T any](values []T) call.List {
	l := make(call.List, len(values))
	for i, v := range values {
		l[i].Value = v
	}
	return l
}
