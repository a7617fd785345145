package archive_test

import (
	"archive/zip"
	"bytes"
	"fmt"

	"github.com/layercake-go/layercake/internal/archive"
)

func ExampleOpen() {
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	w, _ := z.Create("../../etc/passwd")
	fmt.Fprint(w, "root")
	z.Close()

	_, err := archive.Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
	fmt.Println(err)
	// Output:
	// "../../etc/passwd": an odd name; want a relative path without "..", "\", ":" and NUL
}
