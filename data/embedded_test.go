package data

import (
	"context"
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// buildEmbedded builds an edition of what comes with the program, and a row or two for
// the tables that only real files fill. Connections are down to one, so that a
// transaction spans a whole test.
func buildEmbedded(t *testing.T, limits ...func(*Builder)) *Builder {
	t.Helper()
	inbox := t.TempDir()
	b, err := NewBuilder(t.Context(), filepath.Join(t.TempDir(), "edition"), inbox, t.TempDir(), Published())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	for _, set := range limits {
		set(b)
	}
	rows := map[string][][]string{}
	curated := "curated@" + CuratedEdition
	for _, c := range CuratedTables() {
		rows[c.Stage.Name] = stagedRows(t, Curated, "curated/"+c.File, c.Stage, curated)
	}
	releases := stagedRows(t, Seed, "seed/releases.csv", StageReleases, "")
	for i, r := range releases {
		id := seedIDs(t)[i]
		r[len(r)-2], r[len(r)-1] = id, "release facts"
		r[slices.Index(StageReleases.Columns, "basis")], r[slices.Index(StageReleases.Columns, "rows")] = "seed", "1"
		r[slices.Index(StageReleases.Columns, "ord")] = strconv.Itoa(i + 2)
		for _, s := range []Stage{StageOHSSAppointments, StageOHSSFieldOffices, StageEOIRLanguages, StageCLDRTerritories} {
			name := "seed/" + Release{ID: id}.Slug() + "/" + s.Name + ".csv"
			if _, err := fs.Stat(Seed, name); err == nil {
				rows[s.Name] = append(rows[s.Name], stagedRows(t, Seed, name, s, id)...)
			}
		}
	}
	hash := strings.Repeat("0", 64)
	rows[StageReleases.Name] = append(releases,
		[]string{"curated", "", CuratedEdition, "day", "", "", "", hash, "1", "", "", "", "curated", "", "", "", "1", "1", curated, "release facts"},
		[]string{"cbp-encounters", "", "2024-04-12", "day", "", "", "", hash, "1", "", "", "", "document", "", "", "", "1", "9", "cbp-encounters@2024-04-12", "release facts"},
		[]string{"cbp-southwest", "", "2023-11-14", "day", "", "", "", hash, "1", "", "", "", "document", "", "", "", "1", "8", "cbp-southwest@2023-11-14", "release facts"})
	for _, id := range []string{"cbp-encounters", "cbp-southwest", "cldr-territories", "curated", "eoir-languages", "ohss-monthly"} {
		rows[StageSeries.Name] = append(rows[StageSeries.Name], []string{id, id, "publisher", "", "CC0-1.0", "", "ended", "2025-01-20", "", curated, "description of the series"})
	}
	rows[StageCBPEncounters.Name] = [][]string{{"2024 (FYTD)", "2024", "2023-10-01", "Southwest Land Border", "TX", "single_adults", "Single Adults", "VE", "VENEZUELA", "Title 8", "7", "cbp-encounters@2024-04-12", "row 2"}}
	rows[StageCBPSouthwest.Name] = [][]string{{"2024 (FYTD)", "2024", "2023-10-01", "Office of Field Operations", "single_adults", "Single Adults", "MX", "Mexico", "Title 8", "Inadmissibles", "7", "cbp-southwest@2023-11-14", "row 2"}}
	for _, s := range Published().Stages() {
		if s.Name == StageChecks.Name {
			continue
		}
		path := filepath.Join(inbox, s.Name+".csv")
		writeCSV(t, path, rows[s.Name])
		if err := b.Stage(t.Context(), s, []Staged{stagedFile(t, path)}); err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{ // a table, whose rows tests can change
			"CREATE TABLE stage.copied AS FROM stage." + ident(s.Name), "DROP VIEW stage." + ident(s.Name), "ALTER TABLE stage.copied RENAME TO " + ident(s.Name),
		} {
			if err := b.exec(t.Context(), text); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := b.Build(t.Context(), "checks"); err != nil {
		t.Fatal(err)
	}
	b.db.SetMaxOpenConns(1)
	return b
}

// stagedRows reads the columns of a stage from a CSV file, then the release and the
// file's locator, or the row's number.
func stagedRows(t *testing.T, files fs.FS, name string, s Stage, release string) [][]string {
	t.Helper()
	records := readCSV(t, files, name)
	var rows [][]string
	for n, record := range records[1:] {
		cell := func(column string) string {
			if i := slices.Index(records[0], column); i >= 0 {
				return record[i]
			}
			return ""
		}
		var row []string
		for _, column := range s.Columns {
			row = append(row, cell(column))
		}
		locator := cell("locator")
		if locator == "" {
			locator = "row " + strconv.Itoa(n+2)
		}
		rows = append(rows, append(row, release, locator))
	}
	return rows
}

func seedIDs(t *testing.T) []string {
	t.Helper()
	var ids []string
	for _, r := range readCSV(t, Seed, "seed/releases.csv")[1:] {
		ids = append(ids, r[0])
	}
	return ids
}

func readCSV(t *testing.T, files fs.FS, name string) [][]string {
	t.Helper()
	f, err := files.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return records
}

func writeCSV(t *testing.T, path string, rows [][]string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := csv.NewWriter(f).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
}

// one reads a single text, "" for NULL.
func one(t *testing.T, b *Builder, query string) string {
	t.Helper()
	var text *string
	if err := b.db.QueryRowContext(context.Background(), query).Scan(&text); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	if text == nil {
		return ""
	}
	return *text
}
