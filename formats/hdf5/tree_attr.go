package hdf5

import "strings"

// Empty is the value of the attribute that Keras writes for a list without
// names: float64 numbers of shape (0).
var Empty = empty{}

type empty struct{}

// maxAttrs is the most attributes of a group: a header counts its messages in
// 16 bits.
const maxAttrs = 1<<16 - 2

// treeAttr is an attribute that is to be written.
type treeAttr struct {
	name  string
	kind  Type
	shape []int
	ints  []int64
	texts []heapRef
}

// SetAttr sets an attribute of the group to a string, a []string (Keras's lists
// of names), an int, an []int or Empty. An empty []string is written as Empty
// is. One attribute has room for 64 KiB, or about 4000 strings of any length.
func (t *Tree) SetAttr(name string, value any) {
	a := &treeAttr{name: name}
	switch v := value.(type) {
	case string:
		a.setTexts(v)
	case []string:
		if len(v) == 0 {
			t.SetAttr(name, Empty)
			return
		}
		a.shape = []int{len(v)}
		a.setTexts(v...)
	case int:
		a.setInts(v)
	case []int:
		a.shape = []int{len(v)}
		a.setInts(v...)
	case empty:
		a.kind, a.shape = Type{Class: Float, Size: 8}, []int{0}
	default:
		t.fail("@"+name, "an attribute cannot be a %T", value)
		return
	}
	t.setAttr(a)
}

// setAttr takes an attribute in, in place of one with the same name.
func (t *Tree) setAttr(a *treeAttr) {
	if a.name == "" || strings.Contains(a.name, "\x00") {
		t.fail("@"+a.name, "this cannot be a name")
	}
	for _, s := range a.texts {
		if strings.Contains(s.text, "\x00") || len(s.text) > maxString {
			t.fail("@"+a.name, "a string with a NUL or of more than %d bytes", maxString)
		}
	}
	if n := len(attributeMessage(a)); n > maxMessage {
		t.fail("@"+a.name, "%d bytes, more than the format's %d; split the list", n, maxMessage)
	}
	for i, old := range t.attrs {
		if old.name == a.name {
			t.attrs[i] = a
			return
		}
	}
	if len(t.attrs) == maxAttrs {
		t.fail("@"+a.name, "more than %d attributes", maxAttrs)
	}
	t.attrs = append(t.attrs, a)
}

func (a *treeAttr) setTexts(list ...string) {
	a.kind = Type{Class: String, Size: heapRefSize, Variable: true}
	for _, s := range list {
		a.texts = append(a.texts, heapRef{text: s})
	}
}

func (a *treeAttr) setInts(list ...int) {
	a.kind = Type{Class: Integer, Size: 8, Signed: true}
	for _, v := range list {
		a.ints = append(a.ints, int64(v))
	}
}
