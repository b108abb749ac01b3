package etl

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"citas/data"
)

// realDocument reads one of the official files; without them the test is skipped.
func realDocument(t *testing.T, parts ...string) Document {
	t.Helper()
	folder := os.Getenv("CITAS_REALDATA")
	if folder == "" {
		t.Skip("set CITAS_REALDATA to a folder with the official files to run the readers on them")
	}
	path := filepath.Join(append([]string{folder}, parts...)...)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return Document{Name: filepath.Base(path), Bytes: b}
}

// readReal runs a source over one of the official files.
func readReal(t *testing.T, id string, parts ...string) (map[string][][]string, Facts) {
	t.Helper()
	doc := realDocument(t, parts...)
	start := time.Now()
	staged, facts, err := ReadAll(context.Background(), source(t, id), doc)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s read in %v", doc.Name, time.Since(start).Round(time.Millisecond))
	return staged, facts
}

func source(t testing.TB, id string) *Source {
	t.Helper()
	s, err := Published().Source(id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The check values of the August 2024 release.
func TestRealOHSSMonthly(t *testing.T) {
	staged, facts := readReal(t, "ohss-monthly", "ohss-monthly", "2024_1206_ohss_immigration-enforcement-and-legal-processes-tables-august-2024.xlsx")
	if facts.DataThrough != "2024-08-31" || facts.CurrentAsOf != "2024-10-22" {
		t.Errorf("data through %s, current as of %s", facts.DataThrough, facts.CurrentAsOf)
	}
	want := map[string]string{
		"2023 fiscal_year ": "278430", "2024 fiscal_year ": "492850",
		"2024 month 2024-05-01": "45630", "2023 month 2023-07-01": "44810",
	}
	for _, r := range staged[data.StageOHSSAppointments.Name] {
		if key := r[1] + " " + r[2] + " " + r[3]; r[4] == "total" && want[key] != "" {
			if r[6] != want[key] {
				t.Errorf("%s: total %s, want %s", key, r[6], want[key])
			}
			delete(want, key)
		}
		if isCount(r[6]) && r[2] == "month" && r[3] < "2023-01-01" {
			t.Errorf("%s has a number before the programme began: %v", r[7], r)
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
	if rows := staged[data.StageOHSSFieldOffices.Name]; len(rows) != 142*5 {
		t.Errorf("%d cells of field offices, want the 142 rows of 2014 to August 2024, hidden ones too", len(rows))
	}
}

// October 2023 is restated by each release; closed years are not.
func TestRealCBPEncounters(t *testing.T) {
	for _, test := range []struct {
		file, column, value string
		sum                 int
		through             string
	}{
		{"nationwide-encounters-fy21-fy24-oct-state.csv", "month", "2023-10-01", 309221, "2023-10-31"},
		{"nationwide-encounters-fy21-fy24-nov-state.csv", "month", "2023-10-01", 309137, "2023-11-30"},
		{"nationwide-encounters-fy21-fy24-dec-state.csv", "month", "2023-10-01", 309114, "2023-12-31"},
		{"nationwide-encounters-fy21-fy24-jan-state.csv", "month", "2023-10-01", 309065, "2024-01-31"},
		{"nationwide-encounters-fy21-fy24-feb-state.csv", "month", "2023-10-01", 309050, "2024-02-29"},
		{"nationwide-encounters-fy21-fy24-mar-state.csv", "month", "2023-10-01", 309044, "2024-03-31"},
		{"nationwide-encounters-fy20-fy23-state.csv", "fiscal_year", "2023", 3201144, "2023-09-30"},
		{"nationwide-encounters-fy23-fy26-nov-state.csv", "fiscal_year", "2023", 3201144, "2025-11-30"},
	} {
		t.Run(test.file, func(t *testing.T) {
			staged, facts := readReal(t, "cbp-encounters", "cbp-nationwide-encounters", test.file)
			column := map[string]int{"fiscal_year": 1, "month": 2}[test.column]
			sum := 0
			for _, r := range staged[data.StageCBPEncounters.Name] {
				if r[column] == test.value {
					n, err := strconv.Atoi(r[10])
					if err != nil {
						t.Fatal(err)
					}
					sum += n
				}
			}
			if sum != test.sum {
				t.Errorf("%s %s: %d, want %d", test.column, test.value, sum, test.sum)
			}
			if facts.DataThrough != test.through {
				t.Errorf("data through %s, want %s", facts.DataThrough, test.through)
			}
		})
	}
}

func TestRealCBPSouthwest(t *testing.T) {
	staged, facts := readReal(t, "cbp-southwest", "cbp-southwest-encounters", "sbo-encounters-fy21-fy24-oct.csv")
	if n := len(staged[data.StageCBPSouthwest.Name]); n != 1889 || facts.DataThrough != "2023-10-31" {
		t.Errorf("%d rows through %s, want 1889 through 2023-10-31", n, facts.DataThrough)
	}
	doc := realDocument(t, "cbp-southwest-encounters", "sbo-encounters-fy19-fy22.csv")
	_, _, err := ReadAll(context.Background(), source(t, "cbp-southwest"), doc)
	want := `sbo-encounters-fy19-fy22.csv, cell A1: found "wFiscal Year", expected "Fiscal Year"`
	if err == nil || err.Error() != want || !errors.Is(err, data.ErrInvalid) {
		t.Errorf("the damaged file gave\n%v, want\n%s", err, want)
	}
}

// The long form holds the figures of the text, so both give the same rows.
func TestRealEOIRForms(t *testing.T) {
	text, _ := readReal(t, "eoir-languages", "eoir-languages", "eoir-lap-appendix-g.txt")
	long, _ := readReal(t, "eoir-languages", "eoir-languages", "eoir_hearing_language_fy2019-2023_long.csv")
	name := data.StageEOIRLanguages.Name
	diffRows(t, long[name], text[name])
}
