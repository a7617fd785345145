package hdf5

import "strconv"

// Class is the kind of a type.
type Class uint8

// The classes that are read. Booleans are integers, as h5py writes them.
const (
	Integer Class = iota
	Float
	String
	Opaque // bytes without a meaning; only bfloat16 in Keras's files
)

// Type is the type of a dataset's or an attribute's elements in the file.
type Type struct {
	Class     Class
	Size      int  // bytes of one element; of a reference to it, if Variable
	Signed    bool // of an Integer
	BigEndian bool // of an Integer or a Float
	Variable  bool // a String of any length
	Brain     bool // a Float of 2 bytes that is bfloat16, not float16
}

// String returns NumPy's name of the type: "float32", "uint8", "string".
func (t Type) String() string {
	bits := strconv.Itoa(8 * t.Size)
	switch {
	case t.Class == String:
		return "string"
	case t.Class == Opaque:
		return "opaque of " + strconv.Itoa(t.Size) + " bytes"
	case t.Brain:
		return "bfloat16"
	case t.Class == Float:
		return "float" + bits
	case t.Signed:
		return "int" + bits
	}
	return "uint" + bits
}

// refusedClasses are the classes that are not read.
var refusedClasses = map[int]string{
	2: "time", 4: "bit field", 6: "compound", 7: "reference", 10: "array", 11: "complex",
}

// datatype reads a datatype message.
func datatype(c *cursor) (Type, error) {
	head := c.u8()
	bits := uint32(c.uint(3))
	size := c.u32()
	t := Type{Size: int(size)}
	version, class := head>>4, head&15
	if err := c.ok(); err != nil {
		return t, err
	}
	if version < 1 || version > 5 {
		return t, c.fail("version %d is not supported, only 1 to 5", version)
	}
	if size == 0 || size > maxString {
		return t, c.fail("elements of %d bytes; allowed are 1 to %d", size, maxString)
	}
	switch class {
	case 0:
		return integer(c, t, bits)
	case 1:
		return float(c, t, bits)
	case 3:
		t.Class = String
		return t, nil
	case 5:
		t.Class = Opaque
		return t, nil
	case 8: // the base type follows, then the names of the values
		base, err := datatype(c)
		if err == nil && (base.Class != Integer || base.Size != t.Size) {
			err = c.fail("an enumeration that is not of integers")
		}
		return base, err
	case 9:
		t.Class, t.Variable = String, true
		if bits&15 != 1 {
			return t, c.fail("sequences of variable length are not supported, only strings")
		}
		if t.Size != 8+c.src.addrSize {
			return t, c.fail("references to strings have %d bytes, not %d", t.Size, 8+c.src.addrSize)
		}
		return t, nil
	}
	name := refusedClasses[class]
	if name == "" {
		name = "class " + strconv.Itoa(class)
	}
	return t, c.fail("the type %s is not supported", name)
}

// integer reads the rest of an integer type: every bit must count.
func integer(c *cursor, t Type, bits uint32) (Type, error) {
	t.Class, t.BigEndian, t.Signed = Integer, bits&1 != 0, bits&8 != 0
	offset, precision := c.u16(), c.u16()
	whole := t.Size == 1 || t.Size == 2 || t.Size == 4 || t.Size == 8
	if !whole || offset != 0 || precision != 8*t.Size {
		return t, c.fail("an integer of %d bits at bit %d of %d bytes is not supported", precision, offset, t.Size)
	}
	return t, c.ok()
}

// layoutOfFloat is where the parts of a floating-point number lie.
type layoutOfFloat struct {
	size, sign                            int
	offset, precision                     int
	exponent, exponentBits, mantissa, man int
	bias                                  uint32
}

var floats = map[layoutOfFloat]bool{ // true: bfloat16
	{2, 15, 0, 16, 10, 5, 0, 10, 15}:    false,
	{2, 15, 0, 16, 7, 8, 0, 7, 127}:     true,
	{4, 31, 0, 32, 23, 8, 0, 23, 127}:   false,
	{8, 63, 0, 64, 52, 11, 0, 52, 1023}: false,
}

// float reads the rest of a floating-point type: only IEEE 754's and bfloat16.
func float(c *cursor, t Type, bits uint32) (Type, error) {
	const order, vax, implied = 1, 1 << 6, 2 << 4
	t.Class, t.BigEndian = Float, bits&order != 0
	l := layoutOfFloat{size: t.Size, sign: int(bits >> 8 & 255)}
	l.offset, l.precision = c.u16(), c.u16()
	l.exponent, l.exponentBits, l.mantissa, l.man = c.u8(), c.u8(), c.u8(), c.u8()
	l.bias = c.u32()
	if err := c.ok(); err != nil {
		return t, err
	}
	brain, known := floats[l]
	if !known || bits&vax != 0 || bits&(3<<4) != implied {
		return t, c.fail("a floating-point type of %d bytes that is not float16, float32, float64 or bfloat16", t.Size)
	}
	t.Brain = brain
	return t, nil
}
