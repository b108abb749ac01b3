package etl

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"citas/data"
)

// The readers take strangers' bytes: whatever comes, they answer with rows or with a
// refusal, and never panic. Each target starts from the documents of the cases.

func FuzzOHSS(f *testing.F)         { fuzzSource(f, "ohss-monthly") }
func FuzzCBP(f *testing.F)          { fuzzSource(f, "cbp-encounters") }
func FuzzCBPSouthwest(f *testing.F) { fuzzSource(f, "cbp-southwest") }
func FuzzEOIR(f *testing.F)         { fuzzSource(f, "eoir-languages") }
func FuzzCLDR(f *testing.F)         { fuzzSource(f, "cldr-territories") }

func fuzzSource(f *testing.F, id string) {
	s := source(f, id)
	for _, input := range caseInputs(f, id) {
		f.Add(makeDocument(f, input).Bytes)
	}
	f.Add([]byte{})
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, b []byte) {
		checkRead(t, s, func(out *Rows) error {
			return s.Read(context.Background(), Document{Name: "fuzz", Bytes: b}, out)
		})
	})
}

// FuzzOHSSTable goes past the ZIP, which random bytes do not: cells as lines of text.
func FuzzOHSSTable(f *testing.F) {
	for _, input := range caseInputs(f, "ohss-monthly") {
		for _, sheet := range input {
			f.Add(string(sheet.Data))
		}
	}
	s := source(f, "ohss-monthly")
	f.Fuzz(func(t *testing.T, text string) {
		var rows [][]string
		for line := range strings.Lines(text) {
			rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), ","))
		}
		checkRead(t, s, func(out *Rows) error { _, err := readAppointments(&sheet{rows: rows}, out); return err })
		checkRead(t, s, func(out *Rows) error { _, err := readFieldOffices(&sheet{rows: rows}, out); return err })
	})
}

// FuzzDiscovery reads pages: what comes out can be asked for, or the page is an
// incident with words.
func FuzzDiscovery(f *testing.F) {
	var sources []*Source
	for _, s := range Published().Sources() {
		if s.Discovery == nil {
			continue
		}
		sources = append(sources, s)
		archive, err := txtar.ParseFile(filepath.Join("testdata", "discovery", s.ID+".txtar"))
		if err != nil {
			f.Fatal(err)
		}
		for _, section := range archive.Files {
			if at, ok := strings.CutPrefix(section.Name, "page "); ok {
				f.Add(section.Data, at)
			}
		}
	}
	f.Fuzz(func(t *testing.T, page []byte, at string) {
		for _, s := range sources {
			l, err := s.list(page, at)
			if (err == nil) != (len(l.Documents) > 0) || err != nil && err.Error() == "" {
				t.Errorf("%s: %d documents, error %v", s.ID, len(l.Documents), err)
			}
			for _, c := range l.Documents {
				u, err := url.Parse(c.URL)
				if err != nil || u.Scheme != "https" || !slices.Contains(s.Discovery.Hosts, u.Host) || u.User != nil {
					t.Errorf("%s: %q cannot be asked for: %v", s.ID, c.URL, err)
				}
				if day, err := time.Parse(time.DateOnly, c.Issue.Through); err != nil || day.Year() < 2000 || c.Issue.Name == "" || c.Name == "" || strings.ContainsAny(c.Name, "/\x00") {
					t.Errorf("%s: %+v", s.ID, c)
				}
			}
		}
	})
}

// FuzzInspect holds bytes against each kind of name: it ends, within its limits.
func FuzzInspect(f *testing.F) {
	for _, id := range []string{"ohss-monthly", "cbp-encounters"} {
		for _, input := range caseInputs(f, id) {
			f.Add(makeDocument(f, input).Bytes)
		}
	}
	f.Add([]byte("\x1f\x8b\x08"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, name := range []string{"a.xlsx", "a.csv", "a.json", "a.txt", "a"} {
			if err := inspect(name, b); err != nil && !errors.Is(err, data.ErrInvalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// checkRead runs a reader and looks at what it staged: rows that a CSV could not hold
// or that lie about their place would be worse than an error.
func checkRead(t *testing.T, s *Source, read func(out *Rows) error) {
	t.Helper()
	err := read(&Rows{write: func(stage data.Stage, locator string, values []string) error {
		if locator == "" || len(values) != len(stage.Columns) {
			t.Errorf("%s: row %q at %q", stage.Name, values, locator)
		}
		return nil
	}})
	if err != nil && err.Error() == "" {
		t.Error("a refusal without words")
	}
}

// caseInputs are the documents of a source's cases.
func caseInputs(tb testing.TB, id string) (inputs [][]txtar.File) {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", id, "*.txtar"))
	if err != nil {
		tb.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		inputs = append(inputs, inputOf(archive))
	}
	return inputs
}
