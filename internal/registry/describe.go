package registry

import (
	"reflect"

	"github.com/layercake-go/layercake/internal/call"
)

// Describe turns a filled struct back into arguments: all of them, in the order
// of the fields, each marked where it is what it would be anyway.
func Describe(s any) []call.Arg {
	v := reflect.ValueOf(s).Elem()
	plain := reflect.New(v.Type()).Elem()
	if err := defaults(plain); err != nil {
		panic("registry: " + v.Type().String() + ": " + err.Error())
	}
	standard := fieldsOf(plain)
	var args []call.Arg
	for i, f := range fieldsOf(v) {
		value := describe(f.value)
		args = append(args, call.Arg{
			Name: f.key, Value: value, Positional: f.positional,
			Default: !f.required && call.Format(value) == call.Format(describe(standard[i].value)),
		})
	}
	return args
}

// describe turns the value of a field into one of the grammar.
func describe(v reflect.Value) any {
	if t, ok := tables.Load(v.Type()); ok {
		c, err := t.(filler).describe(v)
		if err != nil {
			return v.Interface() // not registered: it has no text
		}
		return c
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return describe(v.Elem())
	case reflect.Slice:
		if v.IsNil() {
			return nil
		}
		l := call.List{}
		for i := range v.Len() {
			l = append(l, call.Arg{Value: describe(v.Index(i))})
		}
		return l
	case reflect.Int, reflect.Int64:
		return int(v.Int())
	case reflect.Float64:
		return v.Float()
	case reflect.Bool:
		return v.Bool()
	case reflect.String:
		return v.String()
	}
	return v.Interface()
}

// A Param describes one key of a struct that Fill fills.
type Param struct {
	Key      string
	Type     reflect.Type
	Noun     string // what it takes: "a whole number", "an activation"
	Default  string // in the grammar; "" if there is none
	Required bool
	Doc      string
}

// Params lists the keys of a struct type, in the order of places.
func Params(t reflect.Type) (ps []Param) {
	for _, f := range fieldsOf(reflect.New(t).Elem()) {
		ps = append(ps, Param{f.key, f.typ.Type, noun(f.typ.Type), f.typ.Tag.Get("default"), f.required, f.typ.Tag.Get("doc")})
	}
	return ps
}
