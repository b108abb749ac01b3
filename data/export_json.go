package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// JSON is written from the finished CSV, in one pass for both of its forms: the bytes that DuckDB writes, in a
// sixth of the time. A reader of CSV from a library would not do, as none tells an empty text from an empty cell.

// jsonRead is how many bytes of CSV are read at a time.
const jsonRead = 1 << 20

// exportJSON writes the rows of a CSV file of a dataset below a folder in forms of JSON: "jsonl", which is the first,
// and "json", one array.
func exportJSON(ctx context.Context, folder string, d *Dataset, from string, forms []string) ([]File, error) {
	in, err := os.Open(filepath.Join(folder, from))
	if err != nil {
		return nil, err
	}
	defer in.Close()
	outs := make([]*hashedFile, len(forms))
	var errs []error
	for i, form := range forms {
		outs[i], err = createHashed(folder, strings.TrimSuffix(from, "csv")+form, form)
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err == nil {
		if err := newJSONWriter(d.Fields, outs).convert(ctx, in); err != nil {
			errs = append(errs, fmt.Errorf("%s as JSON: %w", from, err))
		}
	}
	files := make([]File, len(forms))
	for i, out := range outs {
		files[i], err = out.finish()
		errs = append(errs, err)
	}
	return files, errors.Join(errs...)
}

// jsonWriter turns records into objects.
type jsonWriter struct {
	names [][]byte // what stands before each value: {"a": or ,"b":
	types []Type
	lines *hashedFile
	array *hashedFile // may be nil
	rows  int
}

func newJSONWriter(fields []Field, outs []*hashedFile) *jsonWriter {
	w := &jsonWriter{lines: outs[0]}
	if len(outs) > 1 {
		w.array = outs[1]
	}
	for i, f := range fields {
		open := ","
		if i == 0 {
			open = "{"
		}
		w.names = append(w.names, []byte(open+strconv.Quote(f.Name)+":"))
		w.types = append(w.types, f.Type)
	}
	return w
}

// errShort says that a record goes on behind the bytes that were read so far.
var errShort = errors.New("the last record is not whole")

// convert reads CSV as COPY writes it: a header, a line for each record, quotes where they are needed.
func (w *jsonWriter) convert(ctx context.Context, in io.Reader) error {
	buffer, held, header := make([]byte, jsonRead), 0, true
	w.around("[\n\t")
	for {
		n, err := io.ReadFull(in, buffer[held:])
		held += n
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		rest := buffer[:held]
		if header {
			_, after, found := bytes.Cut(rest, []byte("\n"))
			if !found {
				return errShort
			}
			rest, header = after, false
		}
		for len(rest) > 0 {
			size, err := w.record(rest)
			if errors.Is(err, errShort) {
				break
			}
			if err != nil {
				return fmt.Errorf("row %d: %w", w.rows+1, err)
			}
			rest = rest[size:]
		}
		if last {
			if len(rest) > 0 {
				return fmt.Errorf("row %d: %w", w.rows+1, errShort)
			}
			w.around("\n]\n")
			return nil
		}
		if len(rest) == len(buffer) { // one record fills it
			buffer = append(buffer, make([]byte, len(buffer))...)
		}
		held = copy(buffer, rest)
	}
}

// around adds what stands around the rows of an array.
func (w *jsonWriter) around(text string) {
	if w.array != nil {
		w.array.block = append(w.array.block, text...)
	}
}

// record writes the first record of text and returns how many bytes it takes.
func (w *jsonWriter) record(text []byte) (size int, err error) {
	line := w.lines.block
	start := len(line)
	for i, name := range w.names {
		end := byte(',')
		if i == len(w.names)-1 {
			end = '\n'
		}
		value, quoted, n := csvField(text[size:], end)
		if n == 0 {
			return 0, errShort
		}
		size += n
		line = append(line, name...)
		if line, err = appendJSON(line, w.types[i], value, quoted); err != nil {
			return 0, err
		}
	}
	line = append(line, '}', '\n')
	w.lines.block = line // until here, a record that is not whole leaves nothing behind
	if w.array != nil {
		if w.rows > 0 {
			w.around(",\n\t")
		}
		w.array.block = append(w.array.block, line[start:len(line)-1]...)
		w.array.flushFull()
	}
	w.lines.flushFull()
	w.rows++
	return size, nil
}

// csvField is the field at the beginning of text, which ends before a given byte, and the bytes that it takes
// with it: 0 if it is not whole. A quoted one is given as it stands between its quotes.
func csvField(text []byte, end byte) (value []byte, quoted bool, size int) {
	if len(text) == 0 {
		return nil, false, 0
	}
	if text[0] != '"' {
		n := bytes.IndexByte(text, end)
		return text[:max(n, 0)], false, n + 1
	}
	for at := 1; ; {
		n := bytes.IndexByte(text[at:], '"')
		if n < 0 || at+n+1 >= len(text) {
			return nil, false, 0
		}
		if at += n + 1; text[at] == '"' {
			at++
			continue
		}
		if text[at] != end {
			return nil, false, 0
		}
		return text[1 : at-1], true, at + 1
	}
}

// appendJSON adds a cell as DuckDB writes it in JSON. What is empty and not quoted is no value.
func appendJSON(to []byte, t Type, value []byte, quoted bool) ([]byte, error) {
	if len(value) == 0 && !quoted {
		return append(to, "null"...), nil
	}
	switch t {
	case Integer, Boolean:
		return append(to, value...), nil
	case Number:
		if bytes.IndexByte(value, 'e') < 0 {
			return append(to, value...), nil
		}
		v, err := strconv.ParseFloat(string(value), 64)
		return appendNumber(to, v), err
	}
	if quoted {
		value = bytes.ReplaceAll(value, []byte(`""`), []byte(`"`))
	}
	return appendText(to, value), nil
}

// appendNumber writes a number that CSV has with an exponent: as ECMAScript does.
func appendNumber(to []byte, v float64) []byte {
	if size := math.Abs(v); size >= 1e-6 && size < 1e21 {
		to = strconv.AppendFloat(to, v, 'f', -1, 64)
		if v == math.Trunc(v) {
			to = append(to, ".0"...)
		}
		return to
	}
	digits, exponent, _ := bytes.Cut(strconv.AppendFloat(nil, v, 'e', -1, 64), []byte("e"))
	sign := bytes.TrimPrefix(exponent[:1], []byte("+"))
	return append(append(append(append(to, digits...), 'e'), sign...), bytes.TrimLeft(exponent[1:], "0")...)
}

// appendText writes a text between quotes. Only what JSON does not allow in one is escaped.
func appendText(to, value []byte) []byte {
	to = append(to, '"')
	from := 0
	for i, c := range value {
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		to = append(to, value[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			to = append(to, '\\', c)
		case '\b':
			to = append(to, `\b`...)
		case '\f':
			to = append(to, `\f`...)
		case '\n':
			to = append(to, `\n`...)
		case '\r':
			to = append(to, `\r`...)
		case '\t':
			to = append(to, `\t`...)
		default:
			const digits = "0123456789ABCDEF"
			to = append(to, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
	}
	return append(append(to, value[from:]...), '"')
}
