package keras

import (
	"reflect"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/internal/registry"
)

// A decoder turns Keras's configs into calls of what is registered here, driven
// by the types of the declared keys and by nothing else.
type decoder struct {
	chains map[string]*chain   // by the path of a model in the JSON
	builds map[string]call.Map // build_config of a layer, by its path
	notes  []string
	count  int // of layers, in all models
}

func newDecoder() *decoder {
	return &decoder{chains: map[string]*chain{}, builds: map[string]call.Map{}}
}

// value turns v, which stands at path, into what registry takes for a field of
// type t.
func (d *decoder) value(path string, t reflect.Type, v any) (any, error) {
	if noun, entries, ok := registry.TableOf(t); ok {
		return d.reference(path, noun, entries, v)
	}
	v = literal(v)
	l, isList := v.(call.List)
	switch t.Kind() {
	case reflect.Pointer:
		return d.value(path, t.Elem(), v)
	case reflect.Slice:
		if isList {
			return d.list(path, t.Elem(), l)
		}
	case reflect.Int, reflect.Float64:
		if isList && len(l) == 1 { // Keras 2 has axis: [3]
			return d.value(path, t, l[0].Value)
		}
	}
	return plain(v), nil
}

// literal is the value of a tensor or array that Keras writes as an object.
func literal(v any) any {
	m, _ := v.(call.Map)
	if class := first(m, "class_name"); class == "__tensor__" || class == "__numpy__" {
		config, _ := first(m, "config").(call.Map)
		return first(config, "value")
	}
	return v
}

func (d *decoder) list(path string, t reflect.Type, l call.List) (any, error) {
	out := call.List{}
	for i, a := range l {
		at := index(path, i)
		if inner, ok := a.Value.(call.List); ok && (t.Kind() == reflect.Float64 || t.Kind() == reflect.Int) {
			flat, err := d.list(at, t, inner) // numpy's arrays nest
			if err != nil {
				return nil, err
			}
			out = append(out, flat.(call.List)...)
			continue
		}
		v, err := d.value(at, t, a.Value)
		if err != nil {
			return nil, err
		}
		out = append(out, call.Arg{Value: v})
	}
	return out, nil
}

// plain gives numbers that Keras kept as float32 their short form back:
// 0.0010000000474974513 is 0.001.
func plain(v any) any {
	if f, ok := v.(float64); ok {
		return short(f)
	}
	return v
}

// reference reads what names one of a table: a bare name, or an object.
func (d *decoder) reference(path, noun string, entries []registry.Entry, v any) (any, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		return d.name(path, noun, entries, v)
	case int, float64:
		if noun == "schedule" {
			return plain(v), nil
		}
	case call.Map:
		return d.object(path, noun, entries, v)
	}
	return nil, fail(path, "want the name of %s or an object, have %s", article(noun), showJSON(v))
}

// name reads a bare name. Nothing in it is read as anything else.
func (d *decoder) name(path, noun string, entries []registry.Entry, name string) (any, error) {
	if own, ok := strings.CutPrefix(name, ours+">"); ok {
		if e, found := entryNamed(entries, own); found && known()[noun][e.Class] == nil {
			return call.Call{Name: e.Name}, nil
		}
	}
	e, ok := entryNamed(entries, name)
	if !ok {
		return nil, fail(path, "%s", unknown(noun, entries, name))
	}
	if noun == "activation" && e.Name == "linear" {
		return nil, nil // as it is where it is left out
	}
	return call.Call{Name: e.Name}, nil
}

// unknown says what is wrong with a name: Keras has it and we have not, or it is
// like another one.
func unknown(noun string, entries []registry.Entry, name string) string {
	if name == "Lambda" || name == "__lambda__" {
		return "a Lambda is code, which is never read from a file; write it as a layer and register it with layer.Register"
	}
	if _, ok := known()[noun][name]; ok {
		return name + " is " + article(noun) + " of Keras that is not here yet"
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Class)
	}
	return "unknown " + noun + ` "` + clip(name) + `"` + nearest.Hint(clip(name), names)
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:57]) + "…"
	}
	return s
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// wrapping are the keys of a serialized object.
var wrapping = []string{"module", "class_name", "config", "registered_name", "build_config", "compile_config", "shared_object_id", "name", "inbound_nodes"}

// object reads {module, class_name, config, registered_name}.
func (d *decoder) object(path, noun string, entries []registry.Entry, m call.Map) (any, error) {
	class, config, err := d.open(path, m)
	if err != nil {
		return nil, err
	}
	if class == "function" {
		return d.function(path, noun, entries, m)
	}
	if noun == "activation" {
		return d.activationLayer(path, entries, class, config)
	}
	if noun == "layer" && isModel(class) {
		return d.model(path, class, config, m)
	}
	if err := checkOrigin(path, noun, entries, class, m); err != nil {
		return nil, err
	}
	e, _ := entryOf(entries, class)
	if b, ok := get(m, "build_config"); ok && noun == "layer" {
		if d.builds[path], ok = b.(call.Map); !ok && b != nil {
			return nil, fail(registry.Join(path, "build_config"), "want an object { }, have %s", showJSON(b))
		}
	}
	args, err := d.args(path, noun, e, config)
	return call.Call{Name: e.Name, Args: args}, err
}

// open takes an object apart.
func (d *decoder) open(path string, m call.Map) (class string, config call.Map, err error) {
	for _, a := range m {
		if !slices.Contains(wrapping, a.Name) {
			return "", nil, fail(path, "want an object with class_name and config, have the key %q%s", clip(a.Name), nearest.Hint(clip(a.Name), wrapping))
		}
	}
	v, _ := get(m, "class_name")
	class, ok := v.(string)
	if !ok {
		return "", nil, fail(registry.Join(path, "class_name"), "want \"class_name\" to be a text, have %s", showJSON(v))
	}
	c, _ := get(m, "config")
	config, ok = c.(call.Map)
	if !ok && c != nil && class != "function" && !isModel(class) {
		return "", nil, fail(registry.Join(path, "config"), "want an object { }, have %s", showJSON(c))
	}
	return class, config, nil
}

// function reads Keras's form of a function: its name is in config.
func (d *decoder) function(path, noun string, entries []registry.Entry, m call.Map) (any, error) {
	module, _ := get(m, "module")
	config, _ := get(m, "config")
	name, ok := config.(string)
	if !ok || (module != "builtins" && module != "keras."+noun+"s" && module != modules[noun]) {
		return nil, fail(path, "want %s, have the function %s of module %s; functions are never looked up in a module", article(noun), showJSON(config), showJSON(module))
	}
	return d.name(registry.Join(path, "config"), noun, entries, name)
}

// activationLayer reads an activation with parameters, which Keras writes as the
// layer of that name: LeakyReLU is leaky_relu.
func (d *decoder) activationLayer(path string, entries []registry.Entry, class string, config call.Map) (any, error) {
	e, ok := entryNamed(entries, class)
	if _, isLayer := known()["layer"][class]; !ok || !isLayer {
		return nil, fail(path, "%s", unknown("activation", entries, class))
	}
	args, err := d.args(path, "layer", e, config)
	return call.Call{Name: e.Name, Args: args}, err
}

// checkOrigin refuses an object whose class is not registered under that very
// name, or that says it comes from elsewhere.
func checkOrigin(path, noun string, entries []registry.Entry, class string, m call.Map) error {
	module, _ := get(m, "module")
	registered, _ := get(m, "registered_name")
	e, ok := entryOf(entries, class)
	_, keras := known()[noun][class]
	if text, isText := registered.(string); isText && text == ours+">"+class && ok && !keras {
		return nil
	}
	switch {
	case !ok:
		return fail(registry.Join(path, "class_name"), "%s", unknown(noun, entries, class))
	case registered != nil && registered != e.Class:
		return fail(registry.Join(path, "registered_name"), "%s is registered as itself, not as %s", class, showJSON(registered))
	case module != nil && !fromKeras(module, noun):
		return fail(registry.Join(path, "module"), "want %s, where %s is, have %s", modules[noun], class, showJSON(module))
	}
	return nil
}

// fromKeras reports whether Keras may say that a thing of the noun is in module;
// versions differ in it.
func fromKeras(module any, noun string) bool {
	text, ok := module.(string)
	last := modules[noun][strings.LastIndex(modules[noun], ".")+1:]
	return ok && (text == modules[noun] || text == "keras" || strings.HasPrefix(text, "keras.src.") && strings.Contains(text, "."+last))
}

// args reads the keys of a config that e declares, and makes sure that the others
// change nothing.
func (d *decoder) args(path, noun string, e registry.Entry, config call.Map) ([]call.Arg, error) {
	params := registry.Params(e.Params)
	var args, beside []call.Arg
	for _, a := range config {
		at := registry.Join(path, "config."+a.Name)
		key := a.Name
		if now, ok := renamed[e.Class+"."+key]; ok {
			key = now
		}
		i := slices.IndexFunc(params, func(p registry.Param) bool { return p.Key == key })
		if i < 0 && ofWrapped(e, key) {
			beside = append(beside, call.Arg{Name: key, Value: plain(a.Value)})
			continue
		}
		if i < 0 {
			if err := d.other(at, noun, e, params, a); err != nil {
				return nil, err
			}
			continue
		}
		if key == "name" && noun != "layer" && noun != "schedule" && isUsual(a.Value, e) {
			continue
		}
		if usual, ok := get(known()[noun][e.Class], key); ok && params[i].Default == "None" && same(usual, a.Value) {
			continue // it is what None comes to
		}
		v, err := d.value(at, params[i].Type, a.Value)
		if err != nil {
			return nil, err
		}
		args = append(args, call.Arg{Name: key, Value: v})
	}
	return gather(args, beside), nil
}

// isUsual reports whether a name is one that Keras gives by itself: adam, adam_3.
func isUsual(name any, e registry.Entry) bool {
	text, _ := name.(string)
	if i := strings.LastIndexByte(text, '_'); i > 0 && strings.Trim(text[i+1:], "0123456789") == "" {
		text = text[:i]
	}
	return text == e.Name || text == registry.Snake(e.Class) || text == e.Class || text == "logcosh" && e.Class == "LogCoshError"
}

func index(path string, i int) string { return registry.Join(path, bracket(i)) }
