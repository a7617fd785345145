package keras_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"io"
	"os"
	"strings"
	"testing"
)

// member is one entry of an archive under test.
type member struct {
	zip.FileHeader
	data []byte
}

func named(name string, data []byte) member {
	return member{zip.FileHeader{Name: name}, data}
}

// pack makes an archive of members that are stored as they are, whatever their
// headers say.
func pack(members ...member) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		h := m.FileHeader
		if h.CRC32 == 0 {
			h.CRC32 = crc32.ChecksumIEEE(m.data)
		}
		if h.UncompressedSize64 == 0 {
			h.UncompressedSize64 = uint64(len(m.data))
		}
		h.CompressedSize64 = uint64(len(m.data))
		w, err := z.CreateRaw(&h)
		if err != nil {
			panic(err)
		}
		w.Write(m.data)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// parts takes a real file apart.
func parts(t testing.TB) (config string, members []member) {
	t.Helper()
	file, err := os.ReadFile(recorded("mlp_bn_dropout.keras"))
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		members = append(members, named(f.Name, data))
		if f.Name == "config.json" {
			config = string(data)
		}
	}
	return config, members
}

// with replaces the config.
func withConfig(members []member, config string) []byte {
	out := append([]member{}, members...)
	for i, m := range out {
		if m.Name == "config.json" {
			out[i] = named(m.Name, []byte(config))
		}
	}
	return pack(out...)
}

// replaced is s with one change, which must be there to make.
func replaced(s, old, new string) string {
	if !strings.Contains(s, old) {
		panic("there is no " + old)
	}
	return strings.Replace(s, old, new, 1)
}

// patched writes a number into an archive's last directory entry or its end.
func patched(file []byte, at int, n uint32) []byte {
	out := bytes.Clone(file)
	binary.LittleEndian.PutUint32(out[at:], n)
	return out
}

// directory is where the central directory's entry of a name begins.
func directory(file []byte, name string) int {
	for at := len(file); ; {
		at = bytes.LastIndex(file[:at], []byte("PK\x01\x02"))
		if n := int(binary.LittleEndian.Uint16(file[at+28:])); string(file[at+46:at+46+n]) == name {
			return at
		}
	}
}

func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func writeText(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
