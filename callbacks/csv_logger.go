package callbacks

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/sequential"
)

var _ = define[csvLogger]("CSVLogger")

// csvLogger configures CSVLogger.
type csvLogger struct {
	Filename  string `yaml:"filename" required:"true" doc:"the file to write"`
	Separator string `yaml:"separator" default:"','" doc:"one character between the columns"`
	Append    bool   `yaml:"append" default:"false" doc:"go on with the file if it is there"`

	file    *os.File
	columns []string // after epoch; nil until they are known
}

// CSVLogger writes one line an epoch to a file: its number, from 0 as in Keras,
// and all scores, under their names in alphabetical order. With append=true the
// lines go to the end of a file that has the same columns.
//
// Arguments by place: filename, separator=",", append=false.
func CSVLogger(filename string, more ...any) sequential.Callback {
	return construct("CSVLogger", more, filename)
}

func (p *csvLogger) check() error {
	var file, separator error
	if p.Filename == "" {
		file = registry.Bad("filename", "want a name, have none")
	}
	r, size := utf8.DecodeRuneInString(p.Separator)
	if size != len(p.Separator) || strings.ContainsRune("\"\r\n\x00\uFFFD", r) {
		separator = registry.Bad("separator", "want one character that is neither a quote nor the end of a line, have %q", p.Separator)
	}
	return errors.Join(file, separator)
}

// On writes a line after each epoch.
func (p *csvLogger) On(e sequential.Event, t *sequential.Training) error {
	var err error
	switch e {
	case sequential.TrainBegin:
		err = p.open()
	case sequential.EpochEnd:
		err = p.line(t)
	case sequential.TrainEnd:
		if p.file != nil {
			err = p.file.Close()
			p.file = nil
		}
	}
	if err != nil {
		return fmt.Errorf("CSVLogger: %w", err)
	}
	return nil
}

// open makes the file, or finds its end and which columns it has.
func (p *csvLogger) open() (err error) {
	p.columns = nil
	if !p.Append {
		p.file, err = os.Create(p.Filename)
		return err
	}
	if p.file, err = os.OpenFile(p.Filename, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o666); err != nil {
		return err
	}
	r := csv.NewReader(p.file)
	r.Comma = p.comma()
	head, err := r.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return fmt.Errorf("%s: %w", p.Filename, err)
	case head[0] != "epoch":
		return fmt.Errorf("%s: its first column is %q, not epoch: it is no log to append to", p.Filename, head[0])
	}
	p.columns = append([]string{}, head[1:]...)
	return nil
}

func (p *csvLogger) comma() rune {
	r, _ := utf8.DecodeRuneInString(p.Separator)
	return r
}

func (p *csvLogger) line(t *sequential.Training) error {
	w := csv.NewWriter(p.file)
	w.Comma = p.comma()
	have := make([]string, len(t.Logs))
	for i, s := range t.Logs {
		have[i] = s.Name
	}
	slices.Sort(have)
	if p.columns == nil {
		p.columns = have
		w.Write(append([]string{"epoch"}, have...))
	}
	if sorted := slices.Sorted(slices.Values(p.columns)); !slices.Equal(have, sorted) {
		return fmt.Errorf("%s has the columns %s, this training measures %s", p.Filename, strings.Join(sorted, ", "), strings.Join(have, ", "))
	}
	row := []string{strconv.Itoa(t.Epoch)}
	for _, name := range p.columns {
		row = append(row, strconv.FormatFloat(t.Logs.Get(name), 'g', -1, 64))
	}
	w.Write(row)
	w.Flush()
	return w.Error()
}
