package etl

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"citas/data"
)

// Limits on what may unpack from a document. The largest real workbook unpacks to 5 MB
// from 60 parts; readers stop at the same limit.
const (
	unpackLimit   = workbookUnzipLimit
	zipPartsLimit = 2000
)

// refuseBomb fails with data.ErrInvalid for bytes that unpack beyond all bounds, told
// before anything opens them. It unpacks to nowhere: what a ZIP says about its parts
// can be a lie.
func refuseBomb(name string, content []byte) error {
	bomb := func(format string, args ...any) error {
		return fmt.Errorf("%s: %w: %s", name, data.ErrInvalid, fmt.Sprintf(format, args...))
	}
	if bytes.HasPrefix(content, []byte("\x1f\x8b")) {
		unpack, err := gzip.NewReader(bytes.NewReader(content))
		if err != nil {
			return nil // no gzip after all: its reader says what it is
		}
		if n, _ := io.Copy(io.Discard, io.LimitReader(unpack, unpackLimit+1)); n > unpackLimit {
			return bomb("a gzip that unpacks from %d to more than %d bytes", len(content), unpackLimit)
		}
		return nil
	}
	if !bytes.HasPrefix(content, []byte("PK")) {
		return nil
	}
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil
	}
	if len(z.File) > zipPartsLimit {
		return bomb("a ZIP of %d parts, more than %d", len(z.File), zipPartsLimit)
	}
	var declared uint64
	for _, f := range z.File {
		// Compared part by part, so that the sum cannot run over.
		if declared += min(f.UncompressedSize64, unpackLimit+1); declared > unpackLimit {
			return bomb("a ZIP that says it unpacks from %d to more than %d bytes", len(content), unpackLimit)
		}
	}
	left := int64(unpackLimit)
	for _, f := range z.File {
		raw, err := f.OpenRaw()
		if err != nil {
			continue // a damaged part unpacks to nothing
		}
		part := raw
		if f.Method == zip.Deflate {
			part = flate.NewReader(raw)
		}
		n, _ := io.Copy(io.Discard, io.LimitReader(part, left+1))
		if left -= n; left < 0 {
			return bomb("a ZIP that unpacks from %d to more than %d bytes, and says less", len(content), unpackLimit)
		}
	}
	return nil
}

// inspect holds bytes against what their name promises: it fails with data.ErrInvalid,
// and says what they are instead. What is in them is for the reader to judge.
func inspect(name string, content []byte) error {
	wrong := func(found, expected string) error {
		return fmt.Errorf("%s: %w: found %s, expected %s", name, data.ErrInvalid, found, expected)
	}
	if err := refuseBomb(name, content); err != nil {
		return err
	}
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".xlsx":
		if !bytes.HasPrefix(content, []byte("PK")) {
			return wrong(kindOf(content), "an XLSX workbook")
		}
		z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			return wrong("a ZIP that breaks off or is damaged", "a whole XLSX workbook")
		}
		if !slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "xl/workbook.xml" }) {
			return wrong("a ZIP without a workbook", "an XLSX workbook")
		}
	case ".csv":
		head, _, _ := bytes.Cut(content, []byte("\n"))
		switch {
		case !isText(content):
			return wrong(kindOf(content), "a CSV file")
		case !bytes.Contains(head, []byte(",")):
			return wrong(kindOf(content), "a CSV file with a header")
		case content[len(content)-1] != '\n':
			return wrong("a last line without its end: the file breaks off", "a whole CSV file")
		}
	default:
		if len(bytes.TrimSpace(content)) == 0 || kindOf(content) == htmlPage {
			return wrong(kindOf(content), "a document ending in "+ext)
		}
	}
	return nil
}
