package etl

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// page is where a reader stands in a document: all that a refusal needs to name.
type page struct {
	doc   Document
	sheet string // empty where documents have no sheets
}

// refuse makes the error of a reader that met what it does not know. Quote what was
// read from the document with quoted, so that a message stays one line.
func (p page) refuse(cell, column, found, expected string) error {
	return &ParseError{
		Release: p.doc.Release.ID, File: p.doc.Name, Sheet: p.sheet,
		Cell: cell, Column: column, Found: found, Expected: expected,
	}
}

// row names a line of a text document, counted from 1.
func row(line int) string { return fmt.Sprintf("row %d", line) }

// quoted shows a stranger's text in a message: escaped, and cut where it is long.
func quoted(s string) string {
	const most = 80
	if s == "" {
		return "an empty cell"
	}
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// quotedList shows several labels, the first of many.
func quotedList(labels []string) string {
	const most = 12
	var b strings.Builder
	for i, label := range labels {
		if i == most {
			fmt.Fprintf(&b, " and %d more", len(labels)-most)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(quoted(label))
	}
	return b.String()
}

// oneLine puts runs of white space, line breaks among them, to single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

const htmlPage = "an HTML page, such as a server's error or consent page"

// kindOf says in words what bytes are, for the message about a document that is not
// what its name promises. Hosts answer with HTML pages under any name.
func kindOf(b []byte) string {
	head := bytes.ToLower(b[:min(len(b), 1024)])
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return "an empty file"
	case bytes.Contains(head, []byte("<html")), bytes.Contains(head, []byte("<!doctype")):
		return htmlPage
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return "a ZIP or XLSX file"
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")):
		return "an old or encrypted Office file"
	case bytes.HasPrefix(b, []byte("%PDF")):
		return "a PDF"
	case bytes.IndexByte(head, 0) >= 0:
		return "binary data of an unknown kind"
	}
	first, _, _ := strings.Cut(strings.TrimSpace(string(b[:min(len(b), 1024)])), "\n")
	return "text that begins with " + quoted(strings.TrimSpace(first))
}

// isText reports whether bytes can be a text document; if not, kindOf says why.
func isText(b []byte) bool {
	kind := kindOf(b)
	return strings.HasPrefix(kind, "text that begins with")
}
