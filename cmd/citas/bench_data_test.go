package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"citas/data"
	"citas/etl"
)

// benchRows is how many rows of encounters the benchmarks read: CITAS_BENCH_ROWS, else
// a million.
func benchRows(b *testing.B) int {
	b.Helper()
	text := os.Getenv("CITAS_BENCH_ROWS")
	if text == "" {
		return 1_000_000
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 10_000 {
		b.Fatalf("CITAS_BENCH_ROWS=%q: expected a number of rows from 10000", text)
	}
	return n
}

// benchDir is a data directory whose encounters have so many rows, loaded from files of
// CBP's layout as any other. It is kept among the temporary files for the next run of
// the same code.
func benchDir(b *testing.B, rows int) string {
	b.Helper()
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("citas-bench-%d-%s", rows, etl.Code()))
	if _, err := data.CurrentEdition(dir); err == nil {
		return dir
	}
	for _, f := range benchFiles(b, rows) {
		benchRun(b, f.add(dir)...)
		if err := os.Remove(f.path); err != nil {
			b.Fatal(err)
		}
	}
	benchRun(b, "--data-dir", dir, "load")
	return dir
}

// benchFile is a document of the publisher, and the day on which it came out.
type benchFile struct{ path, published string }

// add is the command that puts it into an archive.
func (f benchFile) add(dir string) []string {
	return []string{"--data-dir", dir, "archive", "add", "--source", "cbp-encounters", "--published", f.published, f.path}
}

// benchFiles writes so many rows of encounters, three fiscal years to a file.
func benchFiles(b *testing.B, rows int) (files []benchFile) {
	b.Helper()
	dir := b.TempDir()
	for i, left := 0, rows; left > 0; i++ {
		f := benchFile{filepath.Join(dir, fmt.Sprintf("encounters-%d.csv", i)), fmt.Sprintf("%d-11-20", 1989+benchYears*(i+1))}
		written, err := writeEncounters(f.path, 1990+benchYears*i, left)
		if err != nil {
			b.Fatal(err)
		}
		left -= written
		files = append(files, f)
	}
	return files
}

func benchRun(b *testing.B, args ...string) {
	b.Helper()
	if code := run(context.Background(), args, io.Discard, os.Stderr); code != exitDone {
		b.Fatalf("citas %v: exit code %d", args, code)
	}
}

// benchYears is how many fiscal years a file holds: some 886,000 rows, so that ten million end with 2025.
const benchYears = 3

var (
	benchMonths  = []string{"OCT", "NOV", "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP"}
	benchRegions = []string{"Northern Land Border", "Other", "Southwest Land Border"}
	benchStates  = []string{
		"AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "GU", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO",
		"MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VI", "VT", "WA", "WI", "WV", "WY",
	}
	benchGroups      = []string{"Accompanied Minors", "FMUA", "Single Adults", "UC / Single Minors"}
	benchCitizenship = []string{
		"BRAZIL", "CANADA", "COLOMBIA", "CUBA", "ECUADOR", "EL SALVADOR", "GUATEMALA", "HAITI", "HONDURAS", "INDIA", "MEXICO", "NICARAGUA", "OTHER",
		"PERU", "PHILIPPINES", "ROMANIA", "RUSSIA", "UKRAINE", "VENEZUELA",
	}
	benchTitles = []string{"Title 42", "Title 8"}
)

// writeEncounters writes at most so many rows of the years from first on, each
// combination once, with the columns of CBP's file by state.
func writeEncounters(path string, first, most int) (rows int, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	chance := rand.New(rand.NewPCG(1, uint64(first)))
	fmt.Fprintln(w, "Fiscal Year,Month Grouping,Month (abbv),Land Border Region,State,Demographic,Citizenship,Title of Authority,Encounter Count")
	for year := first; year < first+benchYears; year++ {
		for _, month := range benchMonths {
			for _, region := range benchRegions {
				for _, state := range benchStates {
					for _, group := range benchGroups {
						for _, citizenship := range benchCitizenship {
							for _, title := range benchTitles {
								if rows == most {
									return rows, closeBoth(w, f)
								}
								fmt.Fprintf(w, "%d,FYTD,%s,%s,%s,%s,%s,%s,%d\n", year, month, region, state, group, citizenship, title, 1+chance.IntN(4000))
								rows++
							}
						}
					}
				}
			}
		}
	}
	return rows, closeBoth(w, f)
}

func closeBoth(w *bufio.Writer, f *os.File) error {
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
