// Package registry maps names to values and fills structs from calls: one
// generic table for every noun there is, one folding rule for names, one
// filler for Go arguments, call strings, YAML mappings and options.
package registry

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/nearest"
)

// A Table holds what one noun may name: all layers, all activations. It may be
// read and added to from any number of goroutines.
type Table[T any] struct {
	noun    string
	stamp   func(T, call.Call) T
	spell   func(string) string
	literal func(any) (T, bool, error)

	mu      sync.RWMutex
	entries map[string]*entry[T] // by folded name and alias
	types   map[reflect.Type]*entry[T]
	names   []string
}

type entry[T any] struct {
	Entry
	make func([]call.Arg) (T, error)
}

// An Entry says what a name stands for.
type Entry struct {
	Name    string // as it is shown
	Class   string // as it was defined: Keras's class, where the table spells names otherwise
	Aliases []string
	Params  reflect.Type // a struct; its fields with yaml tags are the parameters
}

// tables knows the table of each type that a field may have.
var tables sync.Map // reflect.Type → filler

type filler interface {
	fill(dst reflect.Value, v any, pos call.Pos) error
	describe(v reflect.Value) (any, error)
	Noun() string
	Entries() []Entry
}

// New returns an empty table and makes it the one for fields of type T. Where
// values keep their own call, stamp writes it into them; else it is nil.
func New[T any](noun string, stamp func(T, call.Call) T) *Table[T] {
	t := &Table[T]{noun: noun, stamp: stamp, entries: map[string]*entry[T]{}, types: map[reflect.Type]*entry[T]{}}
	tables.Store(reflect.TypeFor[T](), filler(t))
	return t
}

// TableOf returns the noun and the entries of the table for fields of type t.
func TableOf(t reflect.Type) (noun string, entries []Entry, ok bool) {
	if f, ok := tables.Load(t); ok {
		return f.(filler).Noun(), f.(filler).Entries(), true
	}
	return "", nil, false
}

// Literal lets values that are no names stand for a T: a number for a schedule.
func (t *Table[T]) Literal(from func(v any) (T, bool, error)) { t.literal = from }

// Spelled sets how names are shown that are defined as Keras's classes are
// called: GlorotUniform as glorot_uniform. Any spelling is read.
func (t *Table[T]) Spelled(f func(class string) string) *Table[T] {
	t.spell = f
	return t
}

// Shown is name, or the name of a class, as the table spells it.
func (t *Table[T]) Shown(name string) string {
	if t.spell != nil {
		return t.spell(name)
	}
	return name
}

// Noun is what the table's names name.
func (t *Table[T]) Noun() string { return t.noun }

// Define adds a name whose parameters are the fields of a P, and further
// spellings of it. A name taken is an error.
func Define[T, P any](t *Table[T], class string, build func(*P) (T, error), aliases ...string) error {
	name := t.Shown(class)
	e := &entry[T]{Entry: Entry{name, class, aliases, reflect.TypeFor[P]()}}
	e.make = func(args []call.Arg) (T, error) {
		p := new(P)
		err := Fill(p, args)
		if err != nil {
			var none T
			return none, named(name, err)
		}
		v, err := build(p)
		if err != nil {
			var none T
			return none, err
		}
		if t.stamp != nil {
			v = t.stamp(v, call.Call{Name: name, Args: Describe(p)})
		}
		return v, nil
	}
	return t.add(e, reflect.TypeFor[*P]())
}

// Const adds a name for one value, which takes no arguments.
func (t *Table[T]) Const(name string, v T, aliases ...string) error {
	if t.stamp != nil {
		v = t.stamp(v, call.Call{Name: t.Shown(name)})
	}
	return Define(t, name, func(*struct{}) (T, error) { return v, nil }, aliases...)
}

func (t *Table[T]) add(e *entry[T], params reflect.Type) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	spellings := append([]string{e.Name}, e.Aliases...)
	if Fold(e.Class) != Fold(e.Name) {
		spellings = append(spellings, e.Class)
	}
	for _, s := range spellings {
		if c, err := call.Parse(s); err != nil || len(c.Args) > 0 {
			return fmt.Errorf("%q is no name for %s: want letters, digits and _", s, article(t.noun))
		}
		if old := t.entries[Fold(s)]; old != nil {
			return fmt.Errorf("%s %q is taken already, by %s", t.noun, s, old.Name)
		}
	}
	for _, s := range spellings {
		t.entries[Fold(s)] = e
	}
	t.types[params] = e
	t.names = append(t.names, e.Name)
	slices.Sort(t.names)
	return nil
}

// Must panics on an error of Define: in a package's own names it is a bug.
func Must(err error) struct{} {
	if err != nil {
		panic("registry: " + err.Error())
	}
	return struct{}{}
}

// Names returns all names, sorted.
func (t *Table[T]) Names() []string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return slices.Clone(t.names)
}

// Entries returns what there is, sorted by name.
func (t *Table[T]) Entries() []Entry {
	t.mu.RLock()
	defer t.mu.RUnlock()
	out := make([]Entry, len(t.names))
	for i, n := range t.names {
		out[i] = t.entries[Fold(n)].Entry
	}
	return out
}

// Has reports whether name is a name or an alias of the table.
func (t *Table[T]) Has(name string) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.entries[Fold(name)] != nil
}

// Get returns v if it is a T, else what the text, call or mapping v names.
func (t *Table[T]) Get(v any) (T, error) { return t.GetAt(v, call.Pos{}) }

// GetAt is Get for a v that stands at pos.
func (t *Table[T]) GetAt(v any, pos call.Pos) (T, error) {
	var none T
	if v, ok := v.(T); ok {
		return v, nil
	}
	if t.literal != nil {
		if x, ok, err := t.literal(v); ok {
			return x, at(pos, err)
		}
	}
	switch v := v.(type) {
	case string:
		c, err := call.ParseAt(v, start(pos))
		if err != nil {
			return none, textError(v, pos, err)
		}
		return t.make(c, pos)
	case call.Call:
		return t.make(v, pos)
	case call.Map:
		c, err := mapCall(v, t.noun)
		if err != nil {
			return none, at(pos, err)
		}
		return t.make(c, pos)
	}
	return none, at(pos, fmt.Errorf("want the name of %s, have %s", article(t.noun), show(v)))
}

func (t *Table[T]) make(c call.Call, pos call.Pos) (T, error) {
	t.mu.RLock()
	e, names := t.entries[Fold(c.Name)], t.names
	t.mu.RUnlock()
	if !c.Pos.Known() || !pos.Known() {
		c.Pos = pos
	}
	if e == nil {
		var none T
		hint := nearest.Meant(c.Name, t.spellings())
		if hint == "" {
			hint = nearest.Hint(c.Name, names)
		}
		return none, at(c.Pos, fmt.Errorf("unknown %s %q%s", t.noun, c.Name, hint))
	}
	v, err := e.make(c.Args)
	return v, at(c.Pos, err)
}

// spellings are the names, and then the aliases.
func (t *Table[T]) spellings() (list []string) {
	var more []string
	for _, e := range t.Entries() {
		list, more = append(list, e.Name), append(more, e.Aliases...)
	}
	return append(list, more...)
}

// Call returns the canonical call of v: what its type says, or what it keeps.
func (t *Table[T]) Call(v T) (call.Call, error) {
	if c, ok := any(v).(interface{ Call() call.Call }); ok {
		return c.Call(), nil
	}
	t.mu.RLock()
	e := t.types[reflect.TypeOf(v)]
	t.mu.RUnlock()
	if e == nil {
		return call.Call{}, fmt.Errorf("%s of type %T is not registered", t.noun, v)
	}
	return call.Call{Name: e.Name, Args: Describe(v)}, nil
}

// NameOf is the registered name of v's type, or "".
func (t *Table[T]) NameOf(v T) string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if e := t.types[reflect.TypeOf(v)]; e != nil {
		return e.Name
	}
	return ""
}

func (t *Table[T]) fill(dst reflect.Value, v any, pos call.Pos) error {
	if v == nil {
		dst.SetZero()
		return nil
	}
	x, err := t.GetAt(v, pos)
	if err == nil {
		dst.Set(reflect.ValueOf(&x).Elem())
	}
	return err
}

func (t *Table[T]) describe(v reflect.Value) (any, error) {
	if v.IsZero() {
		return nil, nil
	}
	return t.Call(v.Interface().(T))
}

// mapCall reads {name: arguments} and Keras's {class_name: …, config: {…}}.
func mapCall(m call.Map, noun string) (call.Call, error) {
	var name string
	var config any
	keras := false
	for _, a := range m {
		switch a.Name {
		case "class_name":
			name, keras = fmt.Sprint(a.Value), true
		case "config":
			config = a.Value
		case "module", "registered_name", "build_config", "shared_object_id":
		default:
			if len(m) != 1 {
				return call.Call{}, fmt.Errorf("want one %s, written {name: {key: value}}, have %d keys: %s", noun, len(m), strings.Join(keysOf(m), ", "))
			}
			return call.Call{Name: a.Name, Args: asArgs(a), Pos: a.KeyPos}, nil
		}
	}
	if !keras {
		return call.Call{}, fmt.Errorf("want %s, written {name: {key: value}}, have %s", article(noun), show(m))
	}
	return call.Call{Name: name, Args: asArgs(call.Arg{Value: config})}, nil
}

// asArgs reads what stands after a name: keys, a list, one value, or nothing.
func asArgs(a call.Arg) []call.Arg {
	switch v := a.Value.(type) {
	case nil:
		return nil
	case call.Map:
		return v
	case call.List:
		return v
	}
	return []call.Arg{{Value: a.Value, Pos: a.Pos}}
}

func keysOf(m call.Map) (keys []string) {
	for _, a := range m {
		keys = append(keys, a.Name)
	}
	return keys
}

// Fold makes LeakyReLU, leaky_relu and leaky-relu one key.
func Fold(s string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "", " ", "").Replace(s))
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

func start(pos call.Pos) call.Pos {
	if pos.Known() {
		return pos
	}
	return call.Pos{Line: 1, Col: 1}
}

// textError puts the text before an error about it, unless the reader can see it.
func textError(text string, pos call.Pos, err error) error {
	var e *call.Error
	if pos.Known() && errors.As(err, &e) {
		return at(e.Pos, errors.New(e.Msg))
	}
	return fmt.Errorf("%q: %w", text, err)
}
