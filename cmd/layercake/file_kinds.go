package main

import (
	"slices"
	"strings"

	"github.com/layercake-go/layercake/sequential"
)

// fileExt is the ending that tells a model file, or one of arrays; "" if it is
// none. The longest counts: a.weights.h5 is no .h5.
func fileExt(path string) (ext string) {
	for _, e := range arrayExts() {
		if strings.HasSuffix(strings.ToLower(path), e) && len(e) > len(ext) {
			ext = e
		}
	}
	return ext
}

// arrayExts are the endings of files with weights.
func arrayExts() []string {
	list := sequential.Extensions()
	for _, e := range []string{".npz", ".weights.h5"} {
		if !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	slices.Sort(list)
	return list
}

// arrayFiles are files with weights, for completion.
var arrayFiles = kind{none, func() (list []string) {
	for _, e := range arrayExts() {
		list = append(list, e[strings.LastIndexByte(e, '.')+1:])
	}
	return slices.Compact(list)
}}
