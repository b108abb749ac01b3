package etl

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"citas/data"
)

var update = flag.Bool("update", false, "rewrite golden files, and with CITAS_REALDATA the seed")

// A case is a txtar in testdata/<source>. Its sections:
//
//	document NAME        the bytes of the document (crlf before NAME: with CRLF)
//	sheet "NAME" of F    cells of a workbook F as CSV; 'text forces a string, and
//	                     "hide: 5-16" on a first line hides rows
//	want STAGE           the staged rows with their locator
//	want facts           what the document prints about itself
//	reject WHAT          lines that change the document, then the wanted message:
//	                     replace: "old" => "new", drop: "SECTION", truncate: BYTES,
//	                     document: "…", error: MESSAGE
func TestSources(t *testing.T) {
	for _, s := range Published().Sources() {
		if s.ID == "curated" {
			continue // comes with the program; data's own tests read it
		}
		files, err := filepath.Glob(filepath.Join("testdata", s.ID, "*.txtar"))
		if err != nil || len(files) == 0 {
			t.Errorf("source %s has no case in testdata/%s", s.ID, s.ID)
		}
		for _, file := range files {
			t.Run(s.ID+"/"+strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { runCase(t, s, file) })
		}
	}
}

func runCase(t *testing.T, s *Source, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	input := inputOf(archive)
	got := map[string][]byte{}
	staged, facts, err := ReadAll(context.Background(), s, makeDocument(t, input))
	if err != nil {
		t.Fatal(err)
	}
	for _, stage := range s.Stages {
		got["want "+stage.Name] = csvOf(t, staged[stage.Name])
	}
	got["want facts"] = []byte(describe(facts))
	for i, f := range archive.Files {
		switch {
		case strings.HasPrefix(f.Name, "want "):
			compare(t, &archive.Files[i], got[f.Name])
			delete(got, f.Name)
		case strings.HasPrefix(f.Name, "reject "):
			t.Run(f.Name, func(t *testing.T) { compare(t, &archive.Files[i], reject(t, s, input, f.Data)) })
		}
	}
	for name := range got {
		t.Errorf("%s has no section %q", file, name)
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// inputOf are the sections of a case that make its document.
func inputOf(archive *txtar.Archive) []txtar.File {
	return slices.DeleteFunc(slices.Clone(archive.Files), func(f txtar.File) bool {
		return strings.HasPrefix(f.Name, "want ") || strings.HasPrefix(f.Name, "reject ")
	})
}

func compare(t *testing.T, f *txtar.File, got []byte) {
	t.Helper()
	if *update {
		f.Data = got
	} else if !bytes.Equal(f.Data, got) {
		t.Errorf("%s:\n got:\n%s\nwant:\n%s", f.Name, got, f.Data)
	}
}

// reject runs a case's document with changes and returns the section with the message
// that the reader gave.
func reject(t *testing.T, s *Source, input []txtar.File, section []byte) []byte {
	t.Helper()
	changed := slices.Clone(input)
	for i := range changed {
		changed[i].Data = slices.Clone(changed[i].Data)
	}
	var out bytes.Buffer
	after := func(doc Document) Document { return doc }
	then := func(f func(Document) Document) {
		before := after
		after = func(d Document) Document { return f(before(d)) }
	}
	for line := range strings.Lines(string(section)) {
		line = strings.TrimSuffix(line, "\n")
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "replace":
			old, replacement, _ := strings.Cut(value, " => ")
			replaceOnce(t, changed, unquote(t, old), unquote(t, replacement))
		case "drop":
			changed = slices.DeleteFunc(changed, func(f txtar.File) bool { return strings.Contains(f.Name, unquote(t, value)) })
		case "truncate":
			n, err := strconv.Atoi(value)
			if err != nil {
				t.Fatal(err)
			}
			then(func(d Document) Document { d.Bytes = d.Bytes[:n]; return d })
		case "document":
			text := unquote(t, value)
			then(func(d Document) Document { d.Bytes = []byte(text); return d })
		case "error":
			continue
		default:
			t.Fatalf("unknown line %q", line)
		}
		fmt.Fprintln(&out, line)
	}
	_, _, err := ReadAll(context.Background(), s, after(makeDocument(t, changed)))
	if err == nil {
		t.Fatalf("was read, expected to be refused")
	}
	var refusal *ParseError
	if !errors.As(err, &refusal) || !errors.Is(err, data.ErrInvalid) {
		t.Fatalf("%T is not a ParseError: %v", err, err)
	}
	fmt.Fprintf(&out, "error: %v\n", err)
	return out.Bytes()
}

func unquote(t *testing.T, s string) string {
	t.Helper()
	text, err := strconv.Unquote(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return text
}

func replaceOnce(t *testing.T, files []txtar.File, old, replacement string) {
	t.Helper()
	for i, f := range files {
		if bytes.Contains(f.Data, []byte(old)) {
			files[i].Data = bytes.Replace(f.Data, []byte(old), []byte(replacement), 1)
			return
		}
	}
	t.Fatalf("%q is not in the input", old)
}

func csvOf(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func describe(f Facts) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\ndata through: %s\ncurrent as of: %s\n", f.Title, f.DataThrough, f.CurrentAsOf)
	for _, note := range f.Notes {
		fmt.Fprintf(&b, "note: %s\n", note)
	}
	return b.String()
}
