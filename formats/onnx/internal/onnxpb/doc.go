// Package onnxpb has the messages of an ONNX file. It is generated from
// onnx.proto of the Python package onnx 1.23.2 (Apache-2.0) with protoc 35.1 and
// protoc-gen-go 1.36.12.
package onnxpb

//go:generate protoc --go_out=. --go_opt=paths=source_relative --go_opt=Monnx.proto=github.com/layercake-go/layercake/formats/onnx/internal/onnxpb onnx.proto
