package hdf5

// The kinds of header messages that matter here.
const (
	msgDataspace    = 0x01
	msgLinkInfo     = 0x02
	msgDatatype     = 0x03
	msgOldFill      = 0x04
	msgFill         = 0x05
	msgLink         = 0x06
	msgExternal     = 0x07
	msgLayout       = 0x08
	msgGroupInfo    = 0x0a
	msgFilters      = 0x0b
	msgAttribute    = 0x0c
	msgContinuation = 0x10
	msgSymbolTable  = 0x11
	msgAttributes   = 0x15
	msgLast         = 0x18 // the last kind there is
)

// The flags of header messages.
const (
	flagShared   = 0x02 // the message lies elsewhere
	flagMustKnow = 0x80 // who does not know the kind may not read the object
)

// header is what the header of an object says, messages of one kind in order.
type header map[int][]*cursor

// one returns the message of a kind that comes at most once; nil if absent.
func (h header) one(kind int) (*cursor, error) {
	switch m := h[kind]; len(m) {
	case 0:
		return nil, nil
	case 1:
		fresh := *m[0]
		return &fresh, nil
	default:
		return nil, m[1].fail("comes twice")
	}
}

var messageNames = map[int]string{
	msgDataspace: "dataspace message", msgLinkInfo: "link info message", msgDatatype: "datatype message",
	msgOldFill: "old fill value message", msgFill: "fill value message", msgLink: "link message",
	msgExternal: "external files message", msgLayout: "layout message", msgGroupInfo: "group info message",
	msgFilters: "filter message", msgAttribute: "attribute message", msgContinuation: "continuation message",
	msgSymbolTable: "symbol table message", msgAttributes: "attribute info message",
}
