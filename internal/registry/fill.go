package registry

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"reflect"
	"strings"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/nearest"
)

// Fill sets the fields of *s that have a yaml tag: to their default tags, then
// from args, those without a name in the order of the fields. Fields of an
// embedded struct come last. It returns all errors joined, as KeyErrors.
//
// Tags besides yaml: default:"0.01" is a value in the grammar of calls;
// required:"true" refuses a call without it, and renders it without its key;
// call:"positional" only renders so; doc:"…" describes the key.
func Fill(s any, args []call.Arg) error {
	v := reflect.ValueOf(s).Elem()
	if err := defaults(v); err != nil {
		return err
	}
	var errs []error
	given := map[string]bool{}
	fs := fieldsOf(v)
	place := 0
	for _, a := range args {
		if a.Name == "" {
			if place >= len(fs) {
				errs = append(errs, &nameless{a.Pos, fmt.Sprintf("takes %s, have one more: %s", count(len(fs), "argument"), show(a.Value))})
				break
			}
			a.Name = fs[place].key
			place++
		}
		f := find(fs, a.Name)
		switch {
		case f == nil:
			errs = append(errs, &nameless{known(a.KeyPos, a.Pos), fmt.Sprintf("has no %q%s", a.Name, nearest.Hint(a.Name, keys(fs)))})
		case given[f.key]:
			errs = append(errs, &KeyError{f.key, known(a.KeyPos, a.Pos), errors.New("given twice")})
		default:
			given[f.key] = true
			if err := set(f.value, a.Value, a.Pos); err != nil {
				errs = append(errs, &KeyError{Key: f.key, Pos: a.Pos, Err: err})
			}
		}
	}
	for _, f := range fs {
		if f.required && !given[f.key] {
			errs = append(errs, &nameless{msg: fmt.Sprintf("needs %s", f.key)})
		}
	}
	return errors.Join(errs...)
}

// TypeName is what to call a struct in a message: DenseSpec is Dense.
func TypeName(s any) string {
	return strings.TrimSuffix(reflect.TypeOf(s).Elem().Name(), "Spec")
}

// Set gives one key of *s a value.
func Set(s any, name string, value any) error {
	fs := fieldsOf(reflect.ValueOf(s).Elem())
	f := find(fs, name)
	if f == nil {
		return fmt.Errorf("%s has no %q%s", TypeName(s), name, nearest.Hint(name, keys(fs)))
	}
	if err := set(f.value, value, call.Pos{}); err != nil {
		return &KeyError{Key: name, Err: err}
	}
	return nil
}

// With returns a shallow copy of s, a pointer to a struct, with one key changed.
func With[T any](s T, name string, value any) (T, error) {
	c := reflect.New(reflect.TypeOf(s).Elem())
	c.Elem().Set(reflect.ValueOf(s).Elem())
	return c.Interface().(T), Set(c.Interface(), name, value)
}

type field struct {
	key                  string
	value                reflect.Value
	typ                  reflect.StructField
	required, positional bool
}

func fieldsOf(v reflect.Value) (fs []field) {
	for f, x := range walk(v) {
		required := f.Tag.Get("required") == "true"
		fs = append(fs, field{tagKey(f), x, f, required, required || f.Tag.Get("call") == "positional"})
	}
	return fs
}

func walk(v reflect.Value) iter.Seq2[reflect.StructField, reflect.Value] {
	return func(yield func(reflect.StructField, reflect.Value) bool) {
		var inner []reflect.Value
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.Anonymous && tagKey(f) == "" {
				inner = append(inner, v.Field(i))
			} else if tagKey(f) != "" && tagKey(f) != "-" && !yield(f, v.Field(i)) {
				return
			}
		}
		for _, v := range inner {
			if v.Kind() == reflect.Struct {
				walk(v)(yield)
			}
		}
	}
}

func tagKey(f reflect.StructField) string {
	k, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	return k
}

func find(fs []field, name string) *field {
	for i := range fs {
		if fs[i].key == name {
			return &fs[i]
		}
	}
	return nil
}

func keys(fs []field) (names []string) {
	for _, f := range fs {
		names = append(names, f.key)
	}
	return names
}

func known(a, b call.Pos) call.Pos {
	if a.Known() {
		return a
	}
	return b
}

func count(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun + "s"
	case 1:
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// defaults sets what the default tags say; a wrong one is a bug in the program.
func defaults(v reflect.Value) error {
	for f, x := range walk(v) {
		d, ok := f.Tag.Lookup("default")
		if !ok {
			continue
		}
		value, err := call.Value(d)
		if err == nil {
			err = set(x, value, call.Pos{})
		}
		if err != nil {
			return fmt.Errorf("default of %s: %w", f.Name, err)
		}
	}
	return nil
}

// set gives dst the value v, which stands at pos.
func set(dst reflect.Value, v any, pos call.Pos) error {
	if t, ok := tables.Load(dst.Type()); ok {
		return t.(filler).fill(dst, v, pos)
	}
	if src := reflect.ValueOf(v); src.IsValid() && src.Type() == dst.Type() && dst.Kind() != reflect.Float64 {
		dst.Set(src)
		return nil
	}
	switch dst.Kind() {
	case reflect.Interface:
		if v != nil {
			dst.Set(reflect.ValueOf(v))
		}
		return nil
	case reflect.Pointer:
		return setPointer(dst, v, pos)
	case reflect.Slice:
		return setSlice(dst, v, pos)
	case reflect.Map:
		return setMap(dst, v)
	case reflect.Struct:
		if m, ok := v.(call.Map); ok {
			return Fill(dst.Addr().Interface(), m)
		}
	}
	if setScalar(dst, v) {
		return nil
	}
	return at(pos, fmt.Errorf("want %s, have %s", noun(dst.Type()), show(v)))
}

// setScalar sets numbers, texts and truths from any Go type of their kind.
func setScalar(dst reflect.Value, v any) bool {
	src := reflect.ValueOf(v)
	if !src.IsValid() {
		return false
	}
	switch dst.Kind() {
	case reflect.Bool, reflect.String:
		if src.Kind() != dst.Kind() {
			return false
		}
		dst.Set(src.Convert(dst.Type()))
	case reflect.Int, reflect.Int64:
		n, ok := whole(src)
		if !ok {
			return false
		}
		dst.SetInt(n)
	case reflect.Float64:
		switch {
		case src.CanInt():
			dst.SetFloat(float64(src.Int()))
		case src.CanUint():
			dst.SetFloat(float64(src.Uint()))
		case src.CanFloat() && !math.IsNaN(src.Float()) && !math.IsInf(src.Float(), 0):
			dst.SetFloat(src.Float())
		default:
			return false
		}
	default:
		return false
	}
	return true
}

func whole(src reflect.Value) (int64, bool) {
	switch {
	case src.CanInt():
		return src.Int(), true
	case src.CanUint() && src.Uint() <= math.MaxInt64:
		return int64(src.Uint()), true
	case src.CanFloat() && src.Float() == math.Trunc(src.Float()) && math.Abs(src.Float()) < 1<<53:
		return int64(src.Float()), true
	}
	return 0, false
}

// setPointer sets an optional value; None leaves it out.
func setPointer(dst reflect.Value, v any, pos call.Pos) error {
	if v == nil {
		dst.SetZero()
		return nil
	}
	x := reflect.New(dst.Type().Elem())
	if err := set(x.Elem(), v, pos); err != nil {
		return err
	}
	dst.Set(x)
	return nil
}

// setSlice reads 3 as [3].
func setSlice(dst reflect.Value, v any, pos call.Pos) error {
	if v == nil {
		dst.SetZero()
		return nil
	}
	list, ok := v.(call.List)
	if src := reflect.ValueOf(v); !ok && src.Kind() == reflect.Slice && src.Type() != reflect.TypeFor[call.Map]() {
		for i := range src.Len() {
			list = append(list, call.Arg{Value: src.Index(i).Interface()})
		}
	} else if !ok {
		list = call.List{{Value: v, Pos: pos}}
	}
	out := reflect.MakeSlice(dst.Type(), len(list), len(list))
	var errs []error
	for i, e := range list {
		if err := set(out.Index(i), e.Value, e.Pos); err != nil {
			if !ok && len(list) == 1 {
				return err
			}
			errs = append(errs, &KeyError{fmt.Sprintf("[%d]", i), e.Pos, err})
		}
	}
	dst.Set(out)
	return errors.Join(errs...)
}

// setMap reads a mapping with texts or whole numbers as keys.
func setMap(dst reflect.Value, v any) error {
	if v == nil {
		dst.SetZero()
		return nil
	}
	m, ok := v.(call.Map)
	if !ok {
		return fmt.Errorf("want a mapping, have %s", show(v))
	}
	out := reflect.MakeMapWithSize(dst.Type(), len(m))
	var errs []error
	for _, a := range m {
		k, x := reflect.New(dst.Type().Key()).Elem(), reflect.New(dst.Type().Elem()).Elem()
		var name any = a.Name
		if k.Kind() == reflect.Int {
			name, _ = call.Value(a.Name)
		}
		if err := set(k, name, a.KeyPos); err != nil {
			errs = append(errs, &KeyError{a.Name, a.KeyPos, err})
		} else if err := set(x, a.Value, a.Pos); err != nil {
			errs = append(errs, &KeyError{a.Name, a.Pos, err})
		}
		out.SetMapIndex(k, x)
	}
	dst.Set(out)
	return errors.Join(errs...)
}

// noun says what a field of type t takes.
func noun(t reflect.Type) string {
	if f, ok := tables.Load(t); ok {
		return article(f.(filler).Noun())
	}
	switch t.Kind() {
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "a text"
	case reflect.Slice:
		return "a list"
	case reflect.Pointer:
		return noun(t.Elem())
	}
	return "a mapping"
}

// show renders a value that was not wanted; a text shows as one.
func show(v any) string {
	if s, ok := v.(string); ok {
		return fmt.Sprintf("%q", s)
	}
	text := call.Format(v)
	if r := []rune(text); len(r) > 60 {
		return string(r[:57]) + "…"
	}
	return text
}
