package onnx

import (
	"io"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/sequential"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
)

var _ = sequential.RegisterFormat(".onnx", sequential.Format{Write: write, Read: read, Magic: magic})

// write is deterministic: the same model gives the same bytes.
func write(w io.Writer, s *snapshot.Snapshot) error {
	m, err := export(s)
	if err != nil {
		return err
	}
	data, err := proto.MarshalOptions{Deterministic: true}.Marshal(m)
	if err != nil {
		return &Error{Where: "writing", Err: err}
	}
	_, err = w.Write(data)
	return err
}

// maxFile is the most that a message may have.
const maxFile = 1<<31 - 1

// read reads what write wrote, and chains of other exporters.
func read(r io.ReaderAt, size int64) (*snapshot.Snapshot, error) {
	if size > maxFile {
		return nil, fail("reading", "", "want at most %d bytes, have %d", maxFile, size)
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), data); err != nil {
		return nil, &Error{Where: "reading", Err: err}
	}
	m, err := decode(data)
	if err != nil {
		return nil, err
	}
	if s, err := whole(m); s != nil || err != nil {
		return s, err
	}
	return importChain(m)
}

// decode checks the bytes first, so that nothing big is made of a small file.
func decode(data []byte) (*onnxpb.ModelProto, error) {
	m := &onnxpb.ModelProto{}
	if err := scan(data, m.ProtoReflect().Descriptor()); err != nil {
		return nil, err
	}
	o := proto.UnmarshalOptions{DiscardUnknown: true, RecursionLimit: maxDepth + 1}
	if err := o.Unmarshal(data, m); err != nil {
		return nil, &Error{Where: "reading", Err: err}
	}
	return m, check(m)
}

// magic: field 1, the IR version, a small number, and then another field of the
// model, a number or a length.
func magic(head []byte) bool {
	if len(head) < 3 || head[0] != 0x08 || head[1] < 1 || head[1] > 0x7f {
		return false
	}
	field, kind := head[2]>>3, protowire.Type(head[2]&7)
	return field >= 2 && field <= 8 && (kind == protowire.VarintType || kind == protowire.BytesType)
}
